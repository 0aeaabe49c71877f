import type { AnyState, FactTable, Reader } from '@yimen/kernel';
import type { AnyAggregate } from '../../definition.js';
import type { Items } from './item.js';
import { streamOf } from './item.js';
import type { RunnerPorts } from '../port.js';

/** A place that a decision relied on. */
export interface ReliedOn {
  readonly stream: string;
  readonly revision: string;
}

/** Reads for `gather`; what it read stands in `reliedOn`, to be recorded with the event (decision 8). */
export function recordingReader(
  slices: ReadonlyMap<string, AnyAggregate>,
  items: Items,
  { facts, stored }: Pick<RunnerPorts, 'facts' | 'stored'>,
): { readonly read: Reader; readonly reliedOn: ReliedOn[] } {
  const reliedOn: ReliedOn[] = [];
  const read: Reader = {
    async state<S extends AnyState>(slice: { readonly name: string; readonly initial: S }, id: string): Promise<S> {
      const known = slices.get(slice.name);
      if (!known) throw new Error(`${slice.name} is not a slice of this service: read its facts as rows`);
      const { item } = await items.load(known, id);
      reliedOn.push({ stream: streamOf(known, id), revision: String(item.revision) });
      return item.state as S;
    },
    async row<Row>(table: FactTable<Row>, key: string): Promise<Row | undefined> {
      const { row, stream, revision } = await facts.find(table, key);
      reliedOn.push({ stream: stream ?? `${table.name}/${key}`, revision: String(revision ?? 0n) });
      return row;
    },
    async rows<Row>(table: FactTable<Row>, where: Partial<Row>): Promise<readonly Row[]> {
      const rows = await facts.select(table, where);
      const asked = Object.entries(where).map(([column, value]) => `${column}=${String(value)}`);
      // Hundreds of streams would not fit an envelope: how many rows there were stands for their revisions.
      reliedOn.push({ stream: `${table.name}?${asked.join('&')}`, revision: String(rows.length) });
      return rows;
    },
    async area(organisation) {
      const found = await facts.area(organisation);
      reliedOn.push({ stream: found?.stream ?? `organisation/${organisation}`, revision: String(found?.revision ?? 0n) });
      return found?.area;
    },
    async file(address, person) {
      const standing = (await stored?.standing(address, person)) ?? 'none';
      // What is stored under an address never changes: it is there or not.
      reliedOn.push({ stream: `file/${address}`, revision: standing === 'none' ? '0' : '1' });
      return standing;
    },
  };
  return { read, reliedOn };
}
