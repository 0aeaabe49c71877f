import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import type { EngineParts } from '../../live/follower.js';
import type { Generation } from '../../generations/generations.js';
import { quoted } from '../../generations/names.js';
import { follows } from '../../projection/projection.js';
import type { Projection } from '../../projection/projection.js';
import type { Build, PlacesByContext } from '../build.js';
import { Tally, boundariesOf, compareRange, compareRows, hashedRows, inUtc } from './compare.js';
import type { Findings, RowDifference, TableTally } from './compare.js';
import { comparisonOf } from './plan.js';
import type { ComparedTable } from './plan.js';

/** A stream that is at different revisions although both generations stand at the same places. */
export interface RevisionDifference {
  readonly context: string;
  readonly stream: string;
  readonly live: bigint;
  readonly rebuilt: bigint;
}

/** Rows that are not the same: how many in each table, and a few of them. */
export interface Found {
  readonly count: number;
  readonly tables: Readonly<Record<string, Readonly<TableTally>>>;
  readonly samples: readonly RowDifference[];
}

/** What a proof found. It holds if there are no faults, revisions or broken invariants; differences need approval. */
export interface ProofReport {
  readonly projection: string;
  readonly versions: { readonly live: number | undefined; readonly rebuilt: number };
  /** Places at which both were found equal, by context. */
  places: Readonly<Record<string, readonly bigint[]>>;
  /** Rows of the same stream revision that are not equal. */
  readonly faults: Found;
  /** Rows that the new version changes on purpose. */
  readonly differences: Found;
  readonly revisions: RevisionDifference[];
  readonly invariants: { readonly name: string; readonly rows: readonly unknown[] }[];
  /** Streams left out because an event of theirs is parked in the live generation. */
  parked: readonly string[];
  /** Events left out because a person has accepted it. */
  accepted: readonly string[];
  /** Milliseconds for which the live model stood still. */
  pausedMs: number;
}

/** A report as it is kept with its generation: counts and keys. The rows themselves are left out, since nothing would empty them when a person is forgotten. */
export function stored(report: ProofReport): object {
  const keys = ({ count, tables, samples }: Found) => ({ count, tables, samples: samples.map(({ table, key }) => ({ table, key })) });
  return { ...report, faults: keys(report.faults), differences: keys(report.differences) };
}

/** The rebuilt generation is not equal to the live one; nothing was switched. */
export class ProofFailed extends Error {
  constructor(readonly report: ProofReport) {
    super(
      `${report.projection}: ${report.faults.count} rows differ, ${report.revisions.length} streams stand at another revision, ` +
        `${report.invariants.length} invariants are broken`,
    );
    this.name = 'ProofFailed';
  }
}

/** The live generation did not reach the places of the rebuilt one in time, so the two cannot be compared. */
export class LiveBehind extends Error {
  constructor(projection: string) {
    super(`${projection}: the live model does not follow its log; there is nothing to compare with until it does`);
    this.name = 'LiveBehind';
  }
}

/** Milliseconds to wait for a live model that is behind. */
const patience = 30_000;

/** Compares a generation with the live one while both can still move: reads of the live one are taken from one snapshot. */
export class Proof {
  readonly findings: Findings = { faults: new Tally(), differences: new Tally(), rows: 0 };
  readonly report: ProofReport;
  private readonly plan: readonly ComparedTable[];

  constructor(
    private readonly parts: EngineParts,
    private readonly live: Generation,
    private readonly liveProjection: Projection,
    private readonly build: Build,
  ) {
    this.plan = comparisonOf(liveProjection, build.projection);
    this.report = {
      projection: live.projection,
      versions: { live: live.version, rebuilt: build.projection.version },
      places: {},
      faults: this.findings.faults,
      differences: this.findings.differences,
      revisions: [],
      invariants: [],
      parked: [],
      accepted: [],
      pausedMs: 0,
    };
  }

  /**
   * All rows: those of streams at the same revision at once; the others after the build has been brought to the snapshot's places,
   * where the revisions must agree too.
   */
  async compareAll(onChunk: (done: number, of: number) => void): Promise<void> {
    await this.withSnapshot(async (client) => {
      const pending = await this.unequalRevisions(client);
      this.report.parked = await this.parkedStreams(client);
      const except = [...new Set([...pending, ...this.report.parked])];
      const schemas = { old: this.live.schema, next: this.build.generation.schema };
      const bounds = await boundariesOf(client, schemas.old, schemas.next);
      for (let index = 1; index < bounds.length; index += 1) {
        await compareRange(
          client,
          this.plan,
          schemas,
          { after: bounds[index - 1] ?? null, upTo: bounds[index] ?? null, except },
          this.findings,
        );
        onChunk(index, bounds.length - 1);
      }
      this.build.touched = new Set(pending);
      await this.settle(client);
    });
    await this.checkInvariants();
    this.report.accepted = [...(await this.parts.catalogue.accepted(this.live.projection))];
  }

  /** The streams that moved since: compared at the live model's places of this moment. Answers how many there were. */
  compareMoved(): Promise<number> {
    return this.withSnapshot((client) => this.settle(client));
  }

  /** Brings the build to exactly the places that `client` sees in the live generation, then compares what has moved. */
  async settle(client: ClientBase): Promise<number> {
    const places = await livePlaces(this.parts, this.live, client);
    await this.build.advance(places);
    const parked = await this.parkedStreams(client);
    const left = new Set(parked);
    const streams = [...this.build.touched].filter((stream) => !left.has(stream));
    const old = await hashedRows(client, this.plan, this.live.schema, 'old', streams);
    const next = await inUtc(this.parts.pool, (mine) => hashedRows(mine, this.plan, this.build.generation.schema, 'new', streams));
    compareRows(this.plan, old, next, this.findings);
    await this.compareRevisions(client, streams);
    this.build.touched = new Set();
    this.report.parked = parked;
    this.report.places = Object.fromEntries(places);
    return streams.length;
  }

  /** Throws ProofFailed unless everything that must be equal is. */
  conclude(): void {
    const { faults, revisions, invariants } = this.report;
    if (faults.count + revisions.length + invariants.length > 0) throw new ProofFailed(this.report);
  }

  private async withSnapshot<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    const until = Date.now() + patience;
    for (;;) {
      const result = await inUtc(this.parts.pool, async (client) => {
        if (behind(await livePlaces(this.parts, this.live, client), await this.build.places())) return undefined;
        return { value: await work(client) };
      });
      if (result) return result.value;
      if (Date.now() > until) throw new LiveBehind(this.live.projection);
      await sleep(50);
    }
  }

  private followedByBoth(context: string, stream: string): boolean {
    return follows(this.liveProjection, context, stream) && follows(this.build.projection, context, stream);
  }

  private async unequalRevisions(client: ClientBase): Promise<string[]> {
    const { rows } = await client.query<{ stream: string; context: string }>(
      `SELECT stream, context FROM ${quoted(this.live.schema)}.streams o FULL JOIN ${quoted(this.build.generation.schema)}.streams n USING (stream, context)
        WHERE o.revision IS DISTINCT FROM n.revision`,
    );
    return rows.filter(({ context, stream }) => this.followedByBoth(context, stream)).map(({ stream }) => stream);
  }

  private async compareRevisions(client: ClientBase, streams: readonly string[]): Promise<void> {
    if (streams.length === 0) return;
    const read = async (from: ClientBase | Pool, schema: string) => {
      const { rows } = await from.query<{ stream: string; context: string; revision: string }>(
        `SELECT stream, context, revision FROM ${quoted(schema)}.streams WHERE stream = ANY($1::text[])`,
        [streams],
      );
      return new Map(
        rows.map(({ stream, context, revision }) => [`${context} ${stream}`, { stream, context, revision: BigInt(revision) }]),
      );
    };
    const old = await read(client, this.live.schema);
    const next = await read(this.parts.pool, this.build.generation.schema);
    for (const [id, { stream, context }] of new Map([...old, ...next])) {
      const [live, rebuilt] = [old.get(id)?.revision ?? 0n, next.get(id)?.revision ?? 0n];
      if (live !== rebuilt && this.followedByBoth(context, stream)) this.report.revisions.push({ context, stream, live, rebuilt });
    }
  }

  /** Of the live generation as `client` sees it, and of the build as it is now. */
  private async parkedStreams(client: ClientBase): Promise<string[]> {
    const read = async (from: ClientBase | Pool, { projection, generation }: Generation) => {
      const { rows } = await from.query<{ stream: string }>(
        `SELECT DISTINCT stream FROM ${quoted(this.parts.schema)}.engine_parked WHERE projection = $1 AND generation = $2`,
        [projection, generation],
      );
      return rows.map(({ stream }) => stream);
    };
    return [...new Set([...(await read(client, this.live)), ...(await read(this.parts.pool, this.build.generation))])];
  }

  private async checkInvariants(): Promise<void> {
    const { projection, generation } = this.build;
    for (const { name, violations } of projection.invariants) {
      const sql = violations.replace(/\{([a-z][\w-]*)\}/gi, (_match, table: string) => `${quoted(generation.schema)}.${quoted(table)}`);
      const { rows } = await this.parts.pool.query(`SELECT * FROM (${sql}) violation LIMIT 5`);
      if (rows.length > 0) this.report.invariants.push({ name, rows });
    }
  }
}

export async function livePlaces({ catalogue }: EngineParts, live: Generation, client: ClientBase): Promise<PlacesByContext> {
  const places = await catalogue.places(live, client);
  return new Map([...places].map(([context, entry]) => [context, entry.places]));
}

/** Whether some partition of the live generation has not reached the place of the other. */
function behind(live: PlacesByContext, other: PlacesByContext): boolean {
  for (const [context, places] of other) {
    const reached = live.get(context);
    if (reached && places.some((place, partition) => (reached[partition] ?? 0n) < place)) return true;
  }
  return false;
}
