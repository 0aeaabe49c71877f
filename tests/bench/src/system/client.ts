import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly readAfter: string | undefined;
}

/** The door answered what a benchmark does not expect. */
export class Unexpected extends Error {}

const PATIENCE_MS = 30_000;

/** Many accounts at the gateway over kept connections; `fetch` would take a good part of the processor that is measured. */
export class Client {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1_000 });
  readonly #tokens = new Map<string, Promise<string>>();
  /** Requests that were answered 503 and asked again. */
  again = 0;

  constructor(private readonly url: string) {}

  /** One write under a key of its own; what answers 503 is asked again under the same key. Throws Unexpected. */
  post(account: string, path: string, input: unknown = {}): Promise<Answer> {
    return this.#expected(account, 'POST', path, { 'idempotency-key': randomUUID() }, JSON.stringify(input));
  }

  /** Throws Unexpected. */
  get(account: string | undefined, path: string, readAfter?: string): Promise<Answer> {
    return this.#expected(account, 'GET', path, readAfter === undefined ? {} : { 'read-after': readAfter });
  }

  /** A read whose refusal is an answer too. */
  async ask(account: string, path: string): Promise<Answer> {
    return this.#once(account, 'GET', path, {});
  }

  /** Server-sent events of a public stream: calls `onIds` with the ids of each change until the signal ends; resolves once it is open. */
  async changes(path: string, signal: AbortSignal, onIds: (ids: readonly string[]) => void): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const request = http.get(this.url + path, { agent: this.#agent, signal, headers: { accept: 'text/event-stream' } }, (response) => {
        if (response.statusCode !== 200) reject(new Unexpected(`GET ${path}: ${response.statusCode}`));
        let rest = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (line.startsWith('data: ')) onIds((JSON.parse(line.slice(6)) as { ids?: string[] }).ids ?? []);
          resolve();
        });
        response.on('error', (error) => signal.aborted || reject(error));
      });
      request.on('error', (error) => signal.aborted || reject(error));
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  async #expected(account: string | undefined, method: string, path: string, headers: Headers, body?: string): Promise<Answer> {
    for (const until = Date.now() + PATIENCE_MS; ;) {
      const answer = await this.#once(account, method, path, headers, body);
      if (answer.status < 300) return answer;
      if (answer.status !== 503 || Date.now() > until) {
        const { code, detail, errors } = answer.body;
        throw new Unexpected(`${account ?? 'nobody'} ${method} ${path}: ${answer.status} ${JSON.stringify({ code, detail, errors })}`);
      }
      this.again += 1;
      await sleep(20);
    }
  }

  async #once(account: string | undefined, method: string, path: string, headers: Headers, body?: string): Promise<Answer> {
    const authorization = account === undefined ? {} : { authorization: `Bearer ${await this.#token(account)}` };
    return this.#send(method, path, { ...headers, ...authorization }, body);
  }

  #token(account: string): Promise<string> {
    const known = this.#tokens.get(account);
    if (known) return known;
    const token = this.#send('POST', '/auth/token', {}, JSON.stringify({ account })).then(({ body }) => String(body['access_token']));
    this.#tokens.set(account, token);
    return token;
  }

  #send(method: string, path: string, headers: Headers, body?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const content = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const request = http.request(this.url + path, { method, agent: this.#agent, headers: { ...headers, ...content } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const readAfter = response.headers['read-after'];
          resolve({
            status: response.statusCode ?? 0,
            body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {},
            readAfter: typeof readAfter === 'string' ? readAfter : undefined,
          });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }
}

type Headers = Readonly<Record<string, string>>;
