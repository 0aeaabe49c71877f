import type { EventContract } from '@yimen/contracts';
import { BatchRows, type Projection } from '@yimen/projection-engine';
import type { Said } from './world.sample.js';

/** Folds events in memory, as the engine does with a batch, and answers the rows of each table by the name that the folds use. */
export function foldRows(projection: Projection, said: readonly Said[], opened: (sealed: string) => string | undefined = () => undefined) {
  const batch = new BatchRows(projection);
  const revisions = new Map<string, bigint>();
  for (const { stream, event, happenedOn = '2026-03-02' } of said) {
    const revision = (revisions.get(stream) ?? 0n) + 1n;
    revisions.set(stream, revision);
    const handler = projection.handlers.get(event.type);
    if (!handler) continue;
    const item = stream.slice(stream.indexOf('/') + 1);
    const checked = (handler.contract as EventContract).schema.parse(without(event));
    const delivered = { event: { ...checked, type: event.type }, id: '', stream, item, revision, happenedOn, recordedAt: '', opened };
    batch.fold(stream, revision, () => handler.apply(batch.rows as never, delivered as never));
  }
  const rows = new Map(batch.changes().map(({ table, put }) => [table.name, put.map(({ row }) => row)]));
  return Object.fromEntries([...projection.rowsOf].map(([name, table]) => [name, rows.get(table.name) ?? []]));
}

function without({ type: _type, ...fields }: { readonly type: string }): object {
  return fields;
}
