import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode, registry, type EventOf, type organisationsEvents } from '@yimen/contracts';
import { postgresEventLog, postgresWatermarks } from '@yimen/event-log';
import { postgresEventStore, type EventStore } from '@yimen/event-store';
import { testDatabase, type TestDatabase } from '@yimen/testing/servers';
import { openVault } from '@yimen/vault';
import type pg from 'pg';
import { pino } from 'pino';
import type { ServicePart } from '../bootstrap/part.js';
import type { ServiceDefinition } from '../definition.js';
import { servicePool } from '../provision/pool.js';
import { provision } from '../provision/provision.js';
import { serviceUrl, type ServiceRole } from '../provision/services.js';
import { FactsNotReady, type MoveAnswer, type Runner } from '../runner/port.js';
import { SliceRunner } from '../runner/runner.js';
import { sampleRegistry, sampleService } from './errand.sample.js';
import { RelayPart } from './relay-part.js';
import { serviceWork, type ServiceWork } from './service-work.js';

const services: ServiceRole[] = [
  { service: 'organisations', kind: 'records', password: 'spec' },
  { service: 'public-services', kind: 'records', password: 'spec' },
];
// 张家港市; silent, because faults are made on purpose here. LOG=debug shows what happens.
const area = '320582000000';
const logger = pino({ level: process.env['LOG'] ?? 'silent' });
const masterKey = randomBytes(32);

/** One process of the sample service, with connections of its own. */
export interface Host {
  readonly work: ServiceWork;
  readonly runner: Runner;
  readonly store: EventStore;
  readonly pool: pg.Pool;
  /** What runs beside the endpoints. */
  readonly parts: readonly ServicePart[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A provisioned demo store with the sample service and the stream of organisations that its facts come from. */
export class World {
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #revisions = new Map<string, bigint>();

  private constructor(
    readonly db: TestDatabase,
    readonly organisations: EventStore,
    readonly organisationsPool: pg.Pool,
  ) {}

  static async open(): Promise<World> {
    const db = await testDatabase();
    await provision({ adminUrl: db.url, services, mode: 'demo', version: '0.1.0' });
    const url = serviceUrl(db.url, 'organisations', 'spec');
    const pool = servicePool({ url, application: 'organisations', max: 4 });
    const store = postgresEventStore({ pool, listen: url, schema: 'organisations' });
    const world = new World(db, store, pool);
    const log = postgresEventLog({ pool, listen: url, poll: 100 });
    const relayed = new RelayPart({ store, log, context: 'organisations', partitions: 2, pool, holder: 'organisations', logger });
    await relayed.start();
    world.#closing.push(async () => {
      await relayed.stop();
      await log.close();
      await store.close();
      await pool.end();
    });
    return world;
  }

  /** Records an event of organisations. */
  async say(stream: string, event: EventOf<(typeof organisationsEvents)[number]>, happenedOn = '2026-03-02'): Promise<void> {
    const { contract, payload } = encode(registry, event);
    const meta = Buffer.from(JSON.stringify({ actor: 'operator:spec', move: 'say' }));
    const revision = this.#revisions.get(stream) ?? 0n;
    const id = randomUUID();
    await this.organisations.append(stream, revision, [
      { id, type: event.type, schemaVersion: contract.version, happenedOn, meta, payload },
    ]);
    this.#revisions.set(stream, revision + 1n);
  }

  async advanceClock(from: string, to: string): Promise<void> {
    await this.say('business-clock/demo', { type: 'BusinessClockAdvanced', from, to });
  }

  /** A further process of the service; `around` may hold or spoil what its processes and deadlines ask the runner for. */
  async host(
    around: (runner: Runner) => Runner = (runner) => runner,
    definition: ServiceDefinition = sampleService,
    connections = 12,
  ): Promise<Host> {
    const url = serviceUrl(this.db.url, 'public-services', 'spec');
    const application = `spec-${randomUUID()}`;
    const pool = servicePool({ url, application, max: connections });
    const store = postgresEventStore({ pool, listen: url, schema: 'public_services' });
    const log = postgresEventLog({ pool, listen: url, poll: 50 });
    const vault = openVault({ pool, masterKey });
    const work = serviceWork({
      definition,
      pool,
      url,
      store,
      log,
      vault,
      watermarks: postgresWatermarks(pool),
      registry: sampleRegistry,
      mode: 'demo',
      area,
      holder: application,
      logger,
      partitions: 2,
      everyMs: 30,
      backoffMs: 30,
      leaseSeconds: 1,
    });
    const runner = new SliceRunner(definition.slices, {
      store,
      vault,
      registry: sampleRegistry,
      clock: work.clock,
      facts: work.facts.rows,
      policy: work.policy,
      directory: work.facts.directory,
    });
    const parts: readonly ServicePart[] = work.background({ runner: around(runner) });
    let running = false;
    const host: Host = {
      work,
      runner,
      store,
      pool,
      parts,
      start: async () => {
        running = true;
        for (const part of parts) await part.start();
      },
      stop: async () => {
        if (running) for (const part of [...parts].reverse()) await part.stop();
        running = false;
      },
    };
    this.#closing.push(async () => {
      await host.stop();
      await log.close();
      await store.close();
      await vault.close();
      await pool.end();
    });
    return host;
  }

  /** Ends every connection of a host's pool for good, as the end of its process would: it may not come back and take up the work again. */
  async cut({ pool }: Host): Promise<void> {
    Object.assign(pool.options, { connectionString: 'postgres://nobody@127.0.0.1:1/gone' });
    await this.db.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
      [pool.options.application_name],
    );
  }

  async close(): Promise<void> {
    for (const close of this.#closing.reverse()) await close();
    await this.db.drop();
  }
}

let counted = 0;

/** A move of the operator; throws where it is refused. */
export async function make(
  host: Host,
  slice: string,
  id: string,
  move: string,
  input: unknown,
): Promise<Extract<MoveAnswer, { kind: 'made' }>> {
  counted += 1;
  const answer = await host.runner.run({
    slice,
    id,
    move,
    input,
    actor: { kind: 'system', id: 'operator:spec' },
    request: { client: 'operator:spec', method: 'MOVE', path: `${slice}/${id}/${move}`, key: String(counted) },
  });
  if (answer.kind === 'refused') throw new Error(`${slice}.${move} of ${id}: ${JSON.stringify(answer.problem)}`);
  return answer;
}

const NOT_YET = Symbol('not yet');

/** Waits until a read answers what is expected; the last answer stands in the error. */
export async function eventually<T>(read: () => Promise<T>, expected: (value: T) => boolean, ms = 40_000): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    // Before the tables of the service are built, its reads say so.
    const value = await read().catch((error: unknown) => {
      if (error instanceof FactsNotReady && Date.now() < until) return NOT_YET;
      throw error;
    });
    if (value !== NOT_YET && expected(value as T)) return value as T;
    if (Date.now() > until) {
      throw new Error(`still ${JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))}`);
    }
    await sleep(25);
  }
}

/** Types of a stream's events, in order. */
export async function types(store: EventStore, stream: string): Promise<string[]> {
  return (await store.readStream(stream)).map(({ type }) => type);
}

/** Streams of a subject that hold at least one event, with the types of their events. */
export async function streamsOf(store: EventStore, subject: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { stream, type } of await store.readAll({ after: 0n, max: 10_000 })) {
    if (stream.startsWith(`${subject}/`)) (found[stream] ??= []).push(type);
  }
  return found;
}
