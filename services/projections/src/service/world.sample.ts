import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { encode, registry, type Context } from '@yimen/contracts';
import { postgresEventLog, relay, type EventLog } from '@yimen/event-log';
import { postgresEventStore, type EventStore } from '@yimen/event-store';
import type { Role } from '@yimen/kernel';
import {
  encodeReadAfter,
  problem,
  ProblemError,
  provision,
  serviceConfig,
  serviceLog,
  serviceUrl,
  type ServiceRole,
} from '@yimen/service-shell';
import { testDatabase, type TestDatabase } from '@yimen/testing/servers';
import { openVault, type Vault } from '@yimen/vault';
import pg from 'pg';
import { startProjections, type ProjectionsOptions, type RunningProjections } from './start-projections.js';

const contexts = ['organisations', 'residents', 'public-services', 'finance'] as const;
const services: ServiceRole[] = [
  ...contexts.map((service) => ({ service, kind: 'records' as const, password: 'spec' })),
  { service: 'projections', kind: 'views', password: 'spec' },
];
/** 张家港市. */
const area = '320582000000';

export interface Said {
  readonly stream: string;
  readonly event: { readonly type: string };
  readonly happenedOn?: string;
  /** Service that keeps the stream, for streams that every service keeps. */
  readonly context?: (typeof contexts)[number];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a spec looks at is what it expects
  readonly body: any;
}

/** A provisioned demo installation: stores and relays of the four services, and the projections service under test. */
export class World {
  readonly revisions = new Map<string, bigint>();
  private readonly closing: (() => Promise<void>)[] = [];
  private readonly stores = new Map<string, EventStore>();
  running!: RunningProjections;

  private constructor(
    readonly db: TestDatabase,
    readonly pool: pg.Pool,
    readonly log: EventLog,
    readonly vault: Vault,
  ) {}

  static async open(options: Partial<ProjectionsOptions> = {}): Promise<World> {
    const db = await testDatabase();
    await provision({ adminUrl: db.url, services, mode: 'demo', version: '0.1.0' });
    const masterKey = randomBytes(32);
    const url = serviceUrl(db.url, 'projections', 'spec');
    const pool = new pg.Pool({ connectionString: url, max: 6, pipeline: true });
    pool.on('error', () => undefined);
    const world = new World(db, pool, postgresEventLog({ pool, listen: url }), openVault({ pool: db.pool, masterKey }));
    for (const context of contexts) world.record(context);
    await world.start(masterKey, options);
    return world;
  }

  private async start(masterKey: Uint8Array, options: Partial<ProjectionsOptions>): Promise<void> {
    this.running = await startProjections({
      databaseUrl: serviceUrl(this.db.url, 'projections', 'spec'),
      installation: { mode: 'demo', area, masterKey, holder: `spec-${randomUUID()}` },
      config: serviceConfig({
        YIMEN_OIDC_ISSUER: 'http://issuer.test/',
        YIMEN_OIDC_JWKS: 'http://issuer.test/jwks',
        YIMEN_DRAIN_SECONDS: '0',
      }),
      // Who signs tokens is the shell's own spec; here the bearer is the account.
      tokens: async (authorization) => {
        const account = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
        if (!account) throw new ProblemError(problem('unauthenticated'));
        return account;
      },
      log: serviceLog('projections', process.env['LOG'] ?? 'silent'),
      everyMs: 20,
      ...options,
    });
    this.closing.push(() => this.running.stop());
  }

  private record(context: (typeof contexts)[number]): void {
    const url = serviceUrl(this.db.url, context, 'spec');
    const pool = new pg.Pool({ connectionString: url, max: 4, pipeline: true });
    pool.on('error', () => undefined);
    const store = postgresEventStore({ pool, listen: url, schema: context.replaceAll('-', '_') });
    const log = postgresEventLog({ pool, listen: url });
    const stopping = new AbortController();
    const topic = { context, generation: 1 };
    const relayed = relay({ store, log, topic, partitions: 3, pool, holder: `spec ${context}` }).run(stopping.signal);
    this.stores.set(context, store);
    this.closing.push(async () => {
      stopping.abort();
      await relayed;
      await store.close();
      await log.close();
      await pool.end();
    });
  }

  /** Records events; answers the read-after token of the last streams. */
  async say(...said: readonly Said[]): Promise<string> {
    const places = new Map<string, { context: Context; stream: string; revision: bigint }>();
    for (const { stream, event, happenedOn = '2026-03-02', context: given } of said) {
      const { contract, payload } = encode(registry, event);
      const context = given ?? (contract.context as Context);
      const meta = Buffer.from(JSON.stringify({ actor: 'spec', move: 'say' }));
      const revision = this.revisions.get(stream) ?? 0n;
      const row = { id: randomUUID(), type: event.type, schemaVersion: contract.version, happenedOn, meta, payload };
      await this.stores.get(context)?.append(stream, revision, [row]);
      this.revisions.set(stream, revision + 1n);
      places.set(stream, { context, stream, revision: revision + 1n });
    }
    return encodeReadAfter([...places.values()].slice(-40));
  }

  /** Opens an account with roles in organisations; `person`: of a resident. */
  async account(id: string, grants: readonly (readonly [Role, string])[], person: string | null = null): Promise<void> {
    const organisation = grants[0]?.[1] ?? randomUUID();
    await this.say({ stream: `account/${id}`, event: { type: 'AccountOpened', post: id, organisation, person } as never });
    for (const [role, at] of grants)
      await this.say({ stream: `account/${id}`, event: { type: 'RoleGranted', role, organisation: at } as never });
    // Known to the service once a request of it is let through the door.
    await until(
      async () => (await this.get('/api/views/organisations?limit=1', id)).status,
      (status) => status === 200,
    );
  }

  async organisation(id: string, parent: string | null, tree: 'government' | 'community' | 'party' = 'community'): Promise<void> {
    const type = tree === 'party' ? 'PartyOrganisationEstablished' : 'OrganisationEstablished';
    const kind = { government: 'department', community: 'community-committee', party: 'party-branch' }[tree];
    const event = {
      ...{ type, organisation: id, tree, kind, name: `组织${id.slice(-2)}`, parent },
      ...{ ancestors: parent ? [parent] : [], areaCode: null, uscc: null, cameFrom: [] },
    };
    await this.say({ stream: `organisation/${id}`, event });
  }

  get(path: string, account?: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('GET', path, account, headers);
  }

  async ask(method: string, path: string, account?: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
    const response = await fetch(this.running.url + path, {
      method,
      headers: {
        ...(account !== undefined && { authorization: `Bearer ${account}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  async close(): Promise<void> {
    for (const close of this.closing.reverse()) await close();
    await this.log.close();
    await this.vault.close();
    await this.pool.end();
    await this.db.drop();
  }
}

/** Waits until something holds; fails with what it saw last. */
export async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean, ms = 15_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`waited ${ms} ms, saw ${inspect(seen, { depth: 6 })}`);
    await sleep(20);
  }
}
