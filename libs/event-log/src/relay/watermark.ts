import type pg from 'pg';
import type { Topic, Watermark, Watermarks } from '../port.js';
import { chainStart } from '../record.js';

/** How far a topic has been published: the last sequence, and of each partition its last place and the hash there. */
export interface Progress {
  readonly sequence: bigint;
  readonly places: readonly bigint[];
  readonly chains: readonly Uint8Array[];
}

/** The beginning of a topic. */
export function beginning(topic: Topic, partitions: number): Progress {
  return {
    sequence: 0n,
    places: new Array<bigint>(partitions).fill(0n),
    chains: Array.from({ length: partitions }, (_, partition) => chainStart(topic, partition)),
  };
}

/** What a relay holds while it leads. Every later call of the lease carries the epoch; false means that another relay leads now. */
export interface Lease {
  readonly epoch: bigint;
  readonly progress: Progress;
  /** Of the store at the last move; undefined before the first one. */
  readonly incarnation: string | undefined;
}

export type Candidacy = { readonly lease: Lease } | { readonly holder: string; readonly expiresInMs: number; readonly sequence: bigint };

interface LeadRow {
  granted: boolean;
  epoch: string;
  holder: string;
  expires: number;
  sequence: string;
  places: string[];
  chains: Buffer[];
  incarnation: string | null;
}

/** Asks for the lease of a topic's relay. `restart`: this holder's own earlier lease is taken over at once, because its process is gone. */
export async function lead(
  pool: pg.Pool,
  { topic, partitions, holder, leaseMs, restart }: { topic: Topic; partitions: number; holder: string; leaseMs: number; restart: boolean },
): Promise<Candidacy> {
  const { rows } = await pool.query<LeadRow>('SELECT * FROM meta.lead_relay($1, $2, $3, $4, $5, $6)', [
    topic.context,
    topic.generation,
    partitions,
    holder,
    leaseMs,
    restart,
  ]);
  const row = rows[0];
  if (!row) throw new Error(`meta.lead_relay answered nothing for ${topic.context}.g${topic.generation}`);
  if (!row.granted) return { holder: row.holder, expiresInMs: row.expires, sequence: BigInt(row.sequence) };
  const start = beginning(topic, partitions);
  if (row.places.length !== partitions) {
    throw new Error(
      `${topic.context}.g${topic.generation} has ${partitions} partitions in the log and ${row.places.length} in its watermark`,
    );
  }
  return {
    lease: {
      epoch: BigInt(row.epoch),
      progress: {
        sequence: BigInt(row.sequence),
        places: row.places.map(BigInt),
        chains: row.chains.length > 0 ? row.chains : start.chains,
      },
      incarnation: row.incarnation ?? undefined,
    },
  };
}

export async function renew(pool: pg.Pool, topic: Topic, epoch: bigint, leaseMs: number): Promise<boolean> {
  const { rows } = await pool.query<{ held: boolean }>('SELECT meta.renew_relay($1, $2, $3, $4) AS held', [
    topic.context,
    topic.generation,
    epoch,
    leaseMs,
  ]);
  return rows[0]?.held ?? false;
}

/** Moves the checkpoint to `progress` and extends the lease. Waits for no disk: a crash that takes it back takes back what it acknowledged too, or less (ADR 0020). */
export async function move(
  pool: pg.Pool,
  topic: Topic,
  { epoch, progress, incarnation, leaseMs }: { epoch: bigint; progress: Progress; incarnation: string; leaseMs: number },
): Promise<boolean> {
  const { rows } = await pool.query<{ moved: boolean }>({
    name: 'watermark-move',
    text: "SELECT set_config('synchronous_commit', 'off', true), meta.move_watermark($1, $2, $3, $4, $5, $6, $7, $8) AS moved",
    values: [
      topic.context,
      topic.generation,
      epoch,
      progress.sequence,
      progress.places,
      progress.chains.map((hash) => Buffer.from(hash)),
      incarnation,
      leaseMs,
    ],
  });
  return rows[0]?.moved ?? false;
}

export async function resign(pool: pg.Pool, topic: Topic, epoch: bigint): Promise<void> {
  await pool.query('SELECT meta.resign_relay($1, $2, $3)', [topic.context, topic.generation, epoch]);
}

/** The watermark W of a context: what its relay knows to be acknowledged. Of the current generation unless one is named. */
export async function readWatermark(pool: pg.Pool, context: string, generation?: number): Promise<Watermark | undefined> {
  const { rows } = await pool.query<{ generation: number; sequence: string; places: string[] }>({
    name: 'watermark-read',
    text: 'SELECT generation, sequence, places FROM meta.watermark_of($1, $2)',
    values: [context, generation ?? null],
  });
  const row = rows[0];
  return row && { topic: { context, generation: row.generation }, sequence: BigInt(row.sequence), places: row.places.map(BigInt) };
}

/** `Watermarks` over a pool of any role that was granted `meta.watermark_of`. */
export function postgresWatermarks(pool: pg.Pool): Watermarks {
  return { get: (context, generation) => readWatermark(pool, context, generation) };
}

/** Points readers at a generation, after they have been rebuilt on it (decision 10). */
export async function makeCurrent(pool: pg.Pool, topic: Topic): Promise<void> {
  await pool.query('SELECT meta.make_current($1, $2)', [topic.context, topic.generation]);
}

/** One generation of a context's topic, as its watermark knows it. */
export interface KnownTopic {
  readonly topic: Topic;
  /** Readers begin on it, and it is the oldest one that is relayed. */
  readonly current: boolean;
  readonly sequence: bigint;
  readonly partitions: number;
  /** Of the store when the watermark last moved; undefined before. */
  readonly incarnation: string | undefined;
}

/** All generations of a context's topic that were ever begun, the oldest first; none before its relay's first start. */
export async function knownTopics(pool: pg.Pool, context: string): Promise<KnownTopic[]> {
  const { rows } = await pool.query<{
    generation: number;
    current: boolean;
    sequence: string;
    partitions: number;
    incarnation: string | null;
  }>('SELECT generation, current, sequence, partitions, incarnation FROM meta.topics_of($1)', [context]);
  return rows.map(({ generation, current, sequence, partitions, incarnation }) => ({
    topic: { context, generation },
    ...{ current, partitions },
    sequence: BigInt(sequence),
    incarnation: incarnation ?? undefined,
  }));
}

/** Begins a generation beside the current one: the relay of its context publishes to it from then on. Repeating it changes nothing. */
export async function beginTopic(pool: pg.Pool, topic: Topic, partitions: number): Promise<void> {
  await pool.query('SELECT meta.begin_topic($1, $2, $3)', [topic.context, topic.generation, partitions]);
}
