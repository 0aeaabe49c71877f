import {
  contractClosed,
  contractPaid,
  contractPublished,
  contractSigned,
  contractTerminated,
  donationInKind,
  fundSourceOpened,
  grantDecided,
  leavingAuditAsked,
  moneyPublished,
  moneyReceived,
  paymentAccepted,
  paymentMade,
  performanceAccepted,
  performanceStarted,
  projectMoneyRefused,
  purchaseBudgeted,
  purchaseEvaluated,
  purchaseInGuide,
  purchaseMoneyBound,
  purchaseNeeded,
  purchaseRefunded,
  sourceAudited,
  supplierChosen,
  type EventContract,
  type EventOf,
} from '@yimen/contracts';
import { projection, type OwnRows } from '@yimen/projection-engine/projection';
import { publicMoneyTables, type DonationRow, type DutyRow, type PurchaseRow } from './public-money-tables.js';

/** What stands beside the books of a source (5c): purchases, grants, donations, and what has to be published and audited. */
export const publicMoney = projection('public-money', 1, publicMoneyTables, (on) => {
  on(purchaseNeeded, ({ purchases }, { event: { buyer, service }, item: contract }) =>
    purchases.put({
      ...{ contract, buyer, supplier: null, service, state: 'need', source: '', line: '', last: false },
      ...{ budget: 0n, price: 0n, bound: 0n, accepted: 0n, paid: 0n, from: null, to: null },
    }),
  );
  const changes = <C extends EventContract>(contract: C, change: (row: PurchaseRow, event: EventOf<C>) => Partial<PurchaseRow>) =>
    on(contract, ({ purchases }, { event, item }) => {
      const row = purchases.get(item);
      if (!row) throw new Error('a step of a purchase before its need');
      purchases.put({ ...row, ...change(row, event) });
    });
  changes(purchaseInGuide, () => ({ state: 'in-catalogue' }));
  changes(purchaseBudgeted, (_row, { amount, fundSource: source, line }) => ({ state: 'budgeted', budget: BigInt(amount), source, line }));
  changes(supplierChosen, (_row, { supplier }) => ({ state: 'procured', supplier }));
  changes(contractSigned, (_row, { price, from, to }) => ({ state: 'signed', price: BigInt(price), from, to }));
  changes(purchaseMoneyBound, ({ bound }, { amount }) => ({ bound: bound + BigInt(amount) }));
  changes(contractPublished, () => ({ state: 'published' }));
  changes(performanceStarted, () => ({ state: 'performing' }));
  changes(performanceAccepted, (row, { amount, last }) =>
    settled({ ...row, accepted: amount === undefined ? row.price : row.accepted + BigInt(amount), last: row.last || (last ?? true) }),
  );
  changes(contractPaid, (row, { amount }) => settled({ ...row, paid: row.paid + BigInt(amount) }));
  changes(purchaseRefunded, (row, { amount }) =>
    settled({ ...row, accepted: row.accepted - BigInt(amount), paid: row.paid - BigInt(amount) }),
  );
  changes(purchaseEvaluated, () => ({ state: 'evaluated' }));
  changes(contractClosed, () => ({ state: 'closed' }));
  changes(contractTerminated, () => ({ state: 'terminated' }));

  on(projectMoneyRefused, ({ unboundProjects }, { event: { community, source }, item: project }) =>
    unboundProjects.put({ project, community, year: Number(source.slice(-4)) }),
  );

  on(grantDecided, ({ grants }, { event }) => {
    const { community, payer, on: day } = event;
    const [amount, forBuilding, award] = [BigInt(event.amount), BigInt(event.forBuilding), BigInt(event.award)];
    grants.put({
      ...{ community, payer, amount, forBuilding, award, on: day },
      ...{ ordinal: grants.all().length + 1, year: Number(day.slice(0, 4)) },
    });
  });

  const given = (
    { donations, duties }: { readonly donations: OwnRows<DonationRow>; readonly duties: OwnRows<DutyRow> },
    donation: Omit<DonationRow, 'ordinal'>,
  ) => {
    donations.put({ ...donation, ordinal: donations.all().length + 1 });
    const budget = duties.get(donation.source, 'budget', '');
    // All of them are published together, those before as well.
    if (budget) duties.put({ ...budget, what: 'donations', doneOn: null, until: null });
  };
  on(moneyReceived, (rows, { event: { donation, amount, on: day }, item: source }) => {
    if (donation)
      given(rows, {
        ...{ source, kind: 'money', receipt: donation.receipt, amount: BigInt(amount) },
        ...{ purpose: donation.purpose, goods: null, on: day },
      });
  });
  on(donationInKind, (rows, { event: { goods, valuation, receipt, on: day }, item: source }) =>
    given(rows, { source, kind: 'goods', receipt, amount: BigInt(valuation), purpose: null, goods, on: day }),
  );

  on(fundSourceOpened, ({ duties }, { event, item: source }) => {
    const { year, owner, payer, agency, finalAccountDue, auditDue } = event;
    const duty = { source, of: '', year, owner, payer, agency, amount: null, ready: true, doneOn: null, until: null };
    duties.put({ ...duty, what: 'budget', organisation: owner, dueOn: null });
    duties.put({ ...duty, what: 'final-account', organisation: owner, dueOn: finalAccountDue });
    duties.put({ ...duty, what: 'yearly-audit', organisation: payer, dueOn: auditDue });
  });
  on(paymentMade, ({ duties }, { event: { claim, amount }, item: source }) => {
    const budget = duties.get(source, 'budget', '');
    if (!budget) throw new Error('a payment of a source before it was opened');
    const payment = { what: 'payment', of: claim, amount: BigInt(amount), ready: false, doneOn: null, until: null } as const;
    duties.put({ ...budget, ...payment });
  });
  on(paymentAccepted, ({ duties }, { event: { claim }, item }) => duties.patch([item, 'payment', claim], { ready: true }));
  on(moneyPublished, ({ duties }, { event: { what, claim, until, on: doneOn }, item }) =>
    duties.patch([item, what, claim ?? ''], { doneOn, until }),
  );
  /** Another audit than that of the year, which stays due. */
  const leaving = (duties: OwnRows<DutyRow>, source: string, change: Pick<DutyRow, 'of' | 'dueOn' | 'doneOn'>) => {
    const yearly = duties.get(source, 'yearly-audit', '');
    if (yearly) duties.put({ ...yearly, what: 'leaving-office-audit', organisation: yearly.agency, ...change });
  };
  on(leavingAuditAsked, ({ duties }, { event: { account: of, dueOn }, item }) => leaving(duties, item, { of, dueOn, doneOn: null }));
  on(sourceAudited, ({ duties }, { event: { kind, account, on: doneOn }, item: source }) => {
    if (kind === 'yearly') return duties.patch([source, 'yearly-audit', ''], { doneOn });
    const of = account ?? doneOn;
    leaving(duties, source, { of, dueOn: duties.get(source, 'leaving-office-audit', of)?.dueOn ?? null, doneOn });
  });
});

/** Accepted to the end, and paid for: paid. What is evaluated or over stays so. */
function settled(row: PurchaseRow): PurchaseRow {
  const { state, accepted, paid, price, last } = row;
  if (!['performing', 'accepted', 'paid'].includes(state)) return row;
  if (!last && accepted !== price) return { ...row, state: 'performing' };
  return { ...row, last: true, state: accepted > 0n && accepted === paid ? 'paid' : 'accepted' };
}
