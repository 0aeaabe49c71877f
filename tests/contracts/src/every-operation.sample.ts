import fc from 'fast-check';
import { adminUrl, clear, dataFolder, freePort, Start } from '@yimen/testing/servers';
import { busyHall } from './busy-hall.sample.js';
import { anyBody, validBody, type Known } from './bodies.sample.js';
import { send, type Sent } from './door.sample.js';
import { Stores } from './heads.sample.js';
import { judge } from './judge.sample.js';
import { everybody, operationsOf, type Document, type Operation } from './operations.sample.js';
import { anyHeaders, anyMethod, anyPath, type Tokens } from './surroundings.sample.js';
import { tokensOf } from './tokens.sample.js';

export interface Trial {
  readonly requests: number;
  readonly operations: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that were done at least once. */
  readonly done: ReadonlySet<string>;
  readonly faults: readonly string[];
}

/** The whole system with its demonstration data, for requests of every kind. */
export class TrialGround {
  private constructor(
    private readonly start: Start,
    private readonly stores: Stores,
    private readonly tokens: Tokens,
    private readonly document: Document,
  ) {}

  static async open(): Promise<TrialGround> {
    const start = new Start(await dataFolder(), await freePort());
    try {
      await start.ready();
      await busyHall(start);
      const stores = await Stores.open(await adminUrl(start.data));
      const tokens = await tokensOf(start.url, start.data, everybody);
      const document = (await (await fetch(`${start.url}/openapi.json`)).json()) as Document;
      return new TrialGround(start, stores, tokens, document);
    } catch (error) {
      await clear(start.data, start);
      throw error;
    }
  }

  get url(): string {
    return this.start.url;
  }

  get operations(): readonly Operation[] {
    return operationsOf(this.document);
  }

  /** What the system has logged as its own faults. */
  get log(): string {
    return this.start.output;
  }

  async close(): Promise<void> {
    await this.stores.close();
    await this.start.stop();
    await clear(this.start.data, this.start);
  }

  /** Sends so many requests to every operation, drawn from the seed, and judges each answer and what it left behind. */
  async tryAll(seed: number, each: number): Promise<Trial> {
    const statuses: Record<string, number> = {};
    const done = new Set<string>();
    const faults: string[] = [];
    let requests = 0;
    let items: Known = {};
    for (const [at, operation] of this.operations.entries()) {
      // Items come by what is done here, and little is: looked up anew now and then.
      if (at % 20 === 0) items = await this.knownItems();
      for (const sent of fc.sample(await this.requestsTo(operation, items), { seed: seed + at, numRuns: each })) {
        requests += 1;
        const { status, found } = await this.tryOne(operation, sent);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status < 300 && sent.method === operation.method) done.add(operation.id);
        faults.push(...found.map((fault) => `${operation.id}: ${fault}\n  ${shown(sent)}`));
      }
    }
    return { requests, operations: this.operations.length, statuses, done, faults: [...new Set(faults)] };
  }

  private async requestsTo(operation: Operation, items: Known): Promise<fc.Arbitrary<Sent>> {
    const all = Object.values(items).flat();
    const known = operation.subject === undefined ? [] : await this.stores.items(operation.subject);
    const schema = operation.schema ?? { type: 'object', properties: {} };
    const body = anyBody(validBody(schema, this.document.components.schemas, items));
    const withBody = operation.method === 'POST' ? body : fc.option(body, { freq: 15, nil: undefined });
    return fc
      .tuple(anyMethod(operation), anyPath(operation, known, all), anyHeaders(operation, everybody, this.tokens), withBody)
      .map(([method, path, headers, bytes]) => ({
        method,
        path,
        headers,
        body: method === 'GET' && operation.method === 'POST' ? undefined : bytes,
      }));
  }

  private async knownItems(): Promise<Known> {
    const subjects = ['area', 'person', 'household', 'hall', 'service-item', 'visit', 'service-case', 'rating-case', 'notice'];
    // A few of each, so that one long list (areas) does not hide the others.
    const few = async (subject: string) => {
      const list = await this.stores.items(subject);
      return [subject, [...list.slice(0, 6), ...list.slice(-6)]] as const;
    };
    const lists = await Promise.all(subjects.map(few));
    return { organisation: await this.stores.organisationsWithRoles(), ...Object.fromEntries(lists) };
  }

  private async tryOne(operation: Operation, sent: Sent): Promise<{ readonly status: number; readonly found: readonly string[] }> {
    const before = await this.stores.heads();
    // Not by `instanceof`: an error of Node's own is of another realm than the test's.
    const answer = await send(this.url, sent).catch((error: Error) => ({ failure: error.message }));
    if ('failure' in answer) return { status: 0, found: [`no answer: ${answer.failure}`] };
    const found = judge(sent, answer, operation.promised);
    if (answer.status < 400) return { status: answer.status, found };
    // What the system does by itself meanwhile (processes, deadlines) is not this request's doing.
    const recorded = (await this.stores.since(before)).filter(({ actor }) => !/^(process|deadline|operator):/.test(actor));
    const left = recorded.map(({ stream, type, actor }) => `refused with ${answer.status}, but ${actor} recorded ${type} in ${stream}`);
    return { status: answer.status, found: [...(found.length > 0 ? [`${found.join('; ')} | ${answer.body.slice(0, 300)}`] : []), ...left] };
  }
}

function shown({ method, path, headers, body }: Sent): string {
  const told = Object.entries(headers).map(([name, value]) => `${name}: ${String(value).slice(0, 60)}`);
  return `${method} ${path.slice(0, 200)} [${told.join(' | ')}] ${body?.toString('utf8').slice(0, 200) ?? ''}`;
}
