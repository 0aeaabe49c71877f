import { personForgotten, personRegistered, recordReopened, recordSealed } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine/projection';
import type { Facts } from '@yimen/service-shell/slice';

/** Whether a person's record may be used: he is registered, and not sealed or forgotten since. Nothing else of him is known here. */
interface RecordRow {
  readonly person: string;
  readonly usable: boolean;
}

const records = projection(
  'person-facts',
  1,
  { records: table<RecordRow>('person_record', { columns: { person: { type: 'uuid' }, usable: { type: 'boolean' } }, key: ['person'] }) },
  (on) => {
    on(personRegistered, ({ records: rows }, { item: person }) => rows.put({ person, usable: true }));
    on(recordSealed, ({ records: rows }, { item }) => rows.patch([item], { usable: false }));
    on(recordReopened, ({ records: rows }, { item }) => rows.patch([item], { usable: true }));
    on(personForgotten, ({ records: rows }, { event: { series }, item }) => {
      if (series === null) rows.patch([item], { usable: false });
    });
  },
);

/** Seconds that the facts of residents may lag before a submission waits. */
const BOUND_SECONDS = 10;
export const personFacts: Facts = { projection: records, boundSeconds: BOUND_SECONDS };

export type RecordStanding = 'usable' | 'stored' | 'unknown';

/** How a person's record stands in residents. 503 facts-not-ready while these facts lag; who was registered a moment ago may still be unknown. */
export async function recordOf(read: Reader, person: string): Promise<RecordStanding> {
  const row = await read.row(records.table.records, person);
  return row === undefined ? 'unknown' : row.usable ? 'usable' : 'stored';
}
