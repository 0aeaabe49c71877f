import {
  contractClosed,
  contractPublished,
  contractSigned,
  contractTerminated,
  instalmentPaid,
  instalmentRefunded,
  purchaseNeeded,
  type EventOf,
} from '@yimen/contracts';
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

/** A purchase contract of 6.5 as finance tells it; nulls for what has not happened. */
export interface PurchaseRow {
  readonly contract: string;
  readonly buyer: string;
  readonly signedOn: IsoDate | null;
  readonly publishedOn: IsoDate | null;
  /** Term. */
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  /** Since when it is over, by closing or termination. */
  readonly overOn: IsoDate | null;
}

const day = { type: 'date', nullable: true } as const;
const tables = {
  purchases: table<PurchaseRow>('purchase_contract', {
    columns: {
      contract: { type: 'uuid' },
      buyer: { type: 'uuid' },
      ...{ signedOn: day, publishedOn: day, from: day, to: day, overOn: day },
    },
    key: ['contract'],
  }),
  paid: table<PaidRow>('instalments_paid', {
    columns: { application: { type: 'uuid' }, source: { type: 'text' }, paid: { type: 'json' } },
    key: ['application', 'source'],
  }),
  ...budgetTables,
};

/**
 * What finance has paid for each application, and what came back, by source and year: a row is written by the stream of its source. And the
 * purchase contracts on which matters may rest.
 */
const facts = projection('finance-facts', 1, tables, (on) => {
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
  on(purchaseNeeded, ({ purchases }, { event: { buyer }, item: contract }) =>
    purchases.put({ contract, buyer, signedOn: null, publishedOn: null, from: null, to: null, overOn: null }),
  );
  on(contractSigned, ({ purchases }, { event: { from, to, on: signedOn }, item }) => purchases.patch([item], { from, to, signedOn }));
  on(contractPublished, ({ purchases }, { event, item }) => purchases.patch([item], { publishedOn: event.on }));
  for (const contract of [contractClosed, contractTerminated])
    on(contract, ({ purchases }, { event, item }) => purchases.patch([item], { overOn: event.on }));
});

/** Seconds that the facts of finance may lag before a decision that needs them waits. */
const BOUND_SECONDS = 10;
export const financeFacts: Facts = { projection: facts, boundSeconds: BOUND_SECONDS };

/** Instalments paid for an application out of a department's sources of these years. 503 facts-not-ready while finance's facts lag. */
export async function instalmentsOf(
  read: Reader,
  application: string,
  department: string,
  years: readonly string[],
): Promise<readonly PaidInstalment[]> {
  const rows = await Promise.all(
    [...new Set(years)].sort().map((year) => read.row(facts.table.paid, `${application}/${department}~${year}`)),
  );
  return rows.flatMap((row) => row?.paid ?? []);
}

/** A purchase contract as finance tells it; undefined where it knows none. 503 facts-not-ready while finance's facts lag. */
export const purchaseOf = (read: Reader, contract: string): Promise<PurchaseRow | undefined> => read.row(facts.table.purchases, contract);
