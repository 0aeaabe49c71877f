import { instalmentPaid, instalmentRefunded, type EventOf } from '@yimen/contracts';
import type { IsoDate, Reader } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine/projection';
import type { Facts } from '@yimen/service-shell';
import { budgetTables, foldBudget, reboundInstalment } from './budget-facts.js';

type Paper = EventOf<typeof instalmentPaid>['voucher'];

/** An instalment that a department's source has paid to a community; amount in fen. */
export interface PaidInstalment {
  readonly community: string;
  readonly amount: string;
  readonly system: Paper['system'];
  readonly voucher: string;
  readonly bankDate: IsoDate;
  /** What of it came back, paper by paper. */
  readonly returns: readonly { readonly amount: string; readonly voucher: Paper }[];
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
  ...budgetTables,
};

/** What finance has paid for each application, and what came back, by source and year: a row is written by the stream of its source. */
const instalments = projection('finance-facts', 1, tables, (on) => {
  on(instalmentPaid, ({ paid }, { event, item: source }) => {
    const { application, community, amount, voucher } = event;
    const before = paid.get(application, source)?.paid ?? [];
    const { system, number, date } = voucher;
    paid.put({ application, source, paid: [...before, { community, amount, system, voucher: number, bankDate: date, returns: [] }] });
  });
  on(instalmentRefunded, (rows, { event, item: source }) => {
    reboundInstalment(rows, source, event);
    const { application, community, amount, paid: by, voucher } = event;
    const before = rows.paid.get(application, source)?.paid ?? [];
    const came = (each: PaidInstalment) =>
      each.community === community && each.system === by.system && each.voucher === by.number && each.bankDate === by.date;
    const after = before.map((each) => (came(each) ? { ...each, returns: [...each.returns, { amount, voucher }] } : each));
    rows.paid.put({ application, source, paid: after });
  });
  foldBudget(on);
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
