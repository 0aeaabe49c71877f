import type { Rehearsal, RowDifference } from '@yimen/projection-engine';
import Table from 'cli-table3';
import type { Otherwise, Replayed } from './decisions.js';

/** What is printed of one read model: nothing more than a line where nothing would change. */
export function toldOf(
  service: string,
  { projection, versions, tables, samples, revisions, invariants, unfoldable, outcome }: Rehearsal,
): string[] {
  const title = `${service}/${projection}  版本 version ${versions.live} → ${versions.rebuilt}`;
  const rows = tables.reduce((sum, table) => sum + (table.live ?? 0), 0);
  if (outcome === 'equal') return [`= ${title}：${rows} 行不变。 ${rows} rows, none changes.`];
  const table = new Table({
    style: { head: [], border: [], compact: true },
    head: ['表 table', '现有 live', '预演 rehearsed', '改变 changed', '增加 added', '减少 removed', '未声明 undeclared'],
  });
  for (const one of tables)
    table.push([one.table, one.live ?? '—', one.rehearsed ?? '—', one.changed, one.added, one.removed, one.undeclared]);
  const lines = [
    `${outcome === 'declared' ? '~' : '!'} ${title}`,
    table.toString(),
    ...samples.map((sample) => `    ${sampleLine(sample)}`),
  ];
  for (const { eventId, stream, type, reason } of unfoldable)
    lines.push(`    不能折叠 cannot fold: ${type} ${stream} (${eventId}): ${reason}`);
  for (const { stream, live, rebuilt } of revisions) lines.push(`    修订不同 revision differs: ${stream} ${live} → ${rebuilt}`);
  for (const { name, rows: breaking } of invariants) lines.push(`    不变式不成立 invariant broken: ${name} (${breaking.length}+)`);
  return lines;
}

/** The columns that are not the same, old → new; for a row that is only on one side, that. */
function sampleLine({ table, key, old, new: next }: RowDifference): string {
  const name = `${table} ${key.map(String).join(', ')}`;
  if (!old || !next) return `${name}: ${old ? '减少 removed' : '增加 added'}`;
  const columns = Object.keys(next).filter((column) => JSON.stringify(old[column]) !== JSON.stringify(next[column]));
  return `${name}: ${columns.map((column) => `${column} ${shown(old[column])} → ${shown(next[column])}`).join('; ')}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? '—' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

const kinds: Readonly<Record<Otherwise['kind'], string>> = {
  fold: '不能折叠 cannot be folded',
  move: '已无此操作 no such move',
  state: '该状态下不再允许 no longer open in that state',
  policy: '依据另一参数集 another parameter set',
};

/** What is printed of the decisions of a service. */
export function decisionsOf(service: string, { events, otherwise }: Replayed): string[] {
  if (otherwise.length === 0)
    return [`= ${service}：${events} 个事件的依据不变。 ${events} events: every move is still open, on the same parameters.`];
  const table = new Table({
    style: { head: [], border: [], compact: true },
    head: ['主题 subject', '操作 move', '不同 what differs', '内容 detail', '事件 events', '例 example'],
  });
  for (const { slice, move, kind, detail, count, stream } of otherwise) table.push([slice, move, kinds[kind], detail, count, stream]);
  return [`! ${service}：${events} 个事件中，依据不同者： Of ${events} events, these would rest on other ground:`, table.toString()];
}
