import type { Generation } from '../../generations/generations.js';
import { quoted } from '../../generations/names.js';
import { newest, watermarksOf } from '../../live/follower.js';
import type { Projection, Table } from '../../projection/projection.js';
import { Proof } from '../proof/proof.js';
import type { ProofReport } from '../proof/proof.js';
import type { RowDifference } from '../proof/compare.js';
import { dropShadows } from '../rollback/rollback.js';
import type { Run } from '../run.js';
import { requireSpace } from '../space.js';

/** What would change in one table. A count of rows is undefined where the version has no such table. */
export interface RehearsedTable {
  readonly table: string;
  readonly live: number | undefined;
  readonly rehearsed: number | undefined;
  /** Rows in both that are not the same, rows only in the new one, rows only in the live one; declared changes among them. */
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  /** How many of these the new version does not declare: a rebuild would refuse to switch. */
  readonly undeclared: number;
}

/** An event that this release cannot fold: a rebuild would stop at it. */
export interface Unfoldable {
  readonly eventId: string;
  readonly context: string;
  readonly stream: string;
  readonly type: string;
  readonly reason: string;
}

/** What this release would change in a read model; nothing was switched, and the generation is gone. */
export interface Rehearsal {
  readonly projection: string;
  readonly versions: ProofReport['versions'];
  readonly tables: readonly RehearsedTable[];
  /** A few rows of each table, old → new. */
  readonly samples: readonly RowDifference[];
  /** Streams that stand at another revision although all places are the same. */
  readonly revisions: ProofReport['revisions'];
  readonly invariants: ProofReport['invariants'];
  readonly unfoldable: readonly Unfoldable[];
  /** Streams left out because an event of theirs is parked here or there. */
  readonly parked: readonly string[];
  /** `equal`: a rebuild would switch at once; `declared`: after approval; `refused`: not at all, as the release stands. */
  readonly outcome: 'equal' | 'declared' | 'refused';
}

/** Folds the newest version beside the live model from the log's beginning, compares as a rebuild would, and drops what it built. */
export async function rehearse(run: Run): Promise<Rehearsal | undefined> {
  const { catalogue } = run.parts;
  const projection = newest(run.versions);
  const live = await catalogue.live(run.name);
  if (!live) return undefined;
  const liveProjection = run.versions.find(({ version }) => version === live.version) ?? (await standing(run, projection, live));
  await requireSpace(run.parts, live);
  await dropShadows(run);
  const tried = await catalogue.create(projection, 'verify', await watermarksOf(run.parts, projection));
  try {
    const build = run.buildOf(projection, tried, 'park');
    await run.readToWatermark(build);
    await catalogue.setState(tried, 'proving');
    const proof = new Proof(run.parts, live, liveProjection, build);
    await proof.compareAll((done, of) => run.progress('comparing', done, of));
    return await told(run, proof.report, { live, liveProjection, tried, projection });
  } finally {
    await catalogue.removeShadow(tried);
  }
}

interface Sides {
  readonly live: Generation;
  readonly liveProjection: Projection;
  readonly tried: Generation;
  readonly projection: Projection;
}

async function told(run: Run, report: ProofReport, { live, liveProjection, tried, projection }: Sides): Promise<Rehearsal> {
  const { faults, differences, revisions, invariants, parked, versions } = report;
  const unfoldable = await cannotFold(run, tried);
  const names = new Set([...liveProjection.tables, ...projection.tables].map(({ name }) => name));
  const tables: RehearsedTable[] = [];
  for (const table of names) {
    const [declared, undeclared] = [differences.tables[table] ?? nothing, faults.tables[table] ?? nothing];
    tables.push({
      table,
      live: await rowsOf(run, live, liveProjection, table),
      rehearsed: await rowsOf(run, tried, projection, table),
      changed: declared.changed + undeclared.changed,
      added: declared.added + undeclared.added,
      removed: declared.removed + undeclared.removed,
      undeclared: undeclared.changed + undeclared.added + undeclared.removed,
    });
  }
  const refused = faults.count + revisions.length + invariants.length + unfoldable.length > 0;
  const outcome = refused ? 'refused' : differences.count > 0 ? 'declared' : 'equal';
  const samples = [...faults.samples, ...differences.samples];
  return { projection: run.name, versions, tables, samples, revisions, invariants, unfoldable, parked, outcome };
}

const nothing = { changed: 0, added: 0, removed: 0 };

async function rowsOf({ parts }: Run, { schema }: Generation, { tables }: Projection, table: string): Promise<number | undefined> {
  if (!tables.some(({ name }) => name === table)) return undefined;
  const { rows } = await parts.pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${quoted(schema)}.${quoted(table)}`);
  return Number(rows[0]?.n ?? 0);
}

async function cannotFold({ parts, name }: Run, { generation }: Generation): Promise<Unfoldable[]> {
  const { rows } = await parts.pool.query<Unfoldable>(
    `SELECT event_id AS "eventId", context, stream, type, reason FROM ${quoted(parts.schema)}.engine_parked
      WHERE projection = $1 AND generation = $2 AND reason IS NOT NULL ORDER BY id LIMIT 100`,
    [name, generation],
  );
  return rows;
}

/**
 * The tables of a live generation whose version this release no longer carries, as far as they can be compared: those of the new version that
 * stand there under the same key, with the columns that both have.
 */
async function standing({ parts }: Run, projection: Projection, { schema, version }: Generation): Promise<Projection> {
  const { rows } = await parts.pool.query<{ table: string; column: string }>(
    'SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = $1',
    [schema],
  );
  const stands = (table: string, column: string) => rows.some((row) => row.table === table && row.column === column);
  const tables = projection.tables
    .filter(({ name, key }) => key.every((column) => stands(name, column)))
    .map((table): Table => {
      const columns = Object.fromEntries(Object.entries(table.columns).filter(([column]) => stands(table.name, column)));
      return { ...table, columns };
    });
  return { ...projection, version, tables };
}
