import { instalmentPaid } from '@yimen/contracts';
import type { IsoDate, Reader } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine';
import type { Facts } from '@yimen/service-shell';

/** An instalment that a department's source has paid to a community; amount in fen. */
export interface PaidInstalment {
  readonly community: string;
  readonly amount: string;
  readonly voucher: string;
  readonly bankDate: IsoDate;
}
interface PaidRow {
  readonly application: string;
  readonly source: string;
  readonly paid: readonly PaidInstalment[];
}

const tables = {
  paid: table<PaidRow>('instalments_paid', {
    columns: { application: { type: 'uuid' }, source: { type: 'text' }, paid: { type: 'json' } },
    key: ['application', 'source'],
  }),
};

/** What finance has paid for each application, by source and year: a row is written by the stream of its source. */
const instalments = projection('finance-facts', 1, tables, (on) => {
  on(instalmentPaid, ({ paid }, { event, item: source }) => {
    const { application, community, amount, voucher } = event;
    const before = paid.get(application, source)?.paid ?? [];
    paid.put({ application, source, paid: [...before, { community, amount, voucher: voucher.number, bankDate: voucher.date }] });
  });
});

/** Seconds that the facts of finance may lag before a decision that needs them waits. */
const BOUND_SECONDS = 10;
export const financeFacts: Facts = { projection: instalments, boundSeconds: BOUND_SECONDS };

/** Instalments paid for an application out of a department's sources of these years. 503 facts-not-ready while finance's facts lag. */
export async function instalmentsOf(
  read: Reader,
  application: string,
  department: string,
  years: readonly string[],
): Promise<readonly PaidInstalment[]> {
  const rows = await Promise.all(
    [...new Set(years)].sort().map((year) => read.row(instalments.table.paid, `${application}/${department}~${year}`)),
  );
  return rows.flatMap((row) => row?.paid ?? []);
}
