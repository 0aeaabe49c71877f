import {
  agreementMoneyCommitted,
  agreementMoneyRefused,
  agreementSigned,
  budgetLineApproved,
  commitmentNoted,
  commitmentReleased,
  fundSourceOpened,
  instalmentPaid,
  instalmentReceived,
  instalmentRefunded,
  instalmentReturned,
  itemRefunded,
  matterActivated,
  matterExited,
  matterExpired,
  matterListed,
  matterResumed,
  matterSuspended,
  moneyCarriedIn,
  moneyCarriedOver,
  moneyCommitted,
  moneyGivenBack,
  moneyReceived,
  paymentClaimed,
  paymentMade,
  paymentRefunded,
  purchaseClaimPaid,
  purchaseClaimRefunded,
  receiptConfirmed,
  sourceClosed,
  surplusRecovered,
  type EventContract,
  type EventOf,
} from '@yimen/contracts';
import { projection, type OwnRows } from '@yimen/projection-engine/projection';
import { moneyTables, type CommitmentRow, type PromiseRow, type SourceRow, type VoucherRow } from './tables.js';

type Paper = Pick<VoucherRow, 'system' | 'number' | 'date'>;
/** A paper of a book is one by system, number and date (D-finance-mirrored). */
const keyOf = (source: string, { system, number, date }: Paper) => [source, system, number, date] as const;

type Sums = 'budget' | 'received' | 'paid' | 'committed' | 'free';

/** Adds to the sums of a source; a sum that is not named stays. */
function add(sources: OwnRows<SourceRow>, source: string, change: { readonly [S in Sums]?: bigint }): void {
  const row = sources.get(source);
  if (!row) throw new Error('money of a source before it was opened');
  const sum = (name: Sums) => row[name] + (change[name] ?? 0n);
  sources.put({
    ...row,
    ...{ budget: sum('budget'), received: sum('received'), paid: sum('paid'), committed: sum('committed'), free: sum('free') },
  });
}

/** What is missing of the oldest instalment that the money does not reach. */
function owing({ plan, received }: Pick<PromiseRow, 'plan' | 'received'>): Pick<PromiseRow, 'owedSince' | 'owed'> {
  let due = 0n;
  for (const { on, amount } of plan) {
    due += BigInt(amount);
    if (received < due) return { owedSince: on, owed: due - received };
  }
  return { owedSince: null, owed: 0n };
}

/** The money of sources and of matters (5c): one row has one writer, so both sides stand apart and are compared by queries. */
export const money = projection(
  'money',
  1,
  moneyTables,
  (on) => {
    on(fundSourceOpened, ({ sources }, { event, item: source }) => {
      const { year, kind, name, area, payer, owner, agency, smaller = false } = event;
      const nothing = { budget: 0n, received: 0n, paid: 0n, committed: 0n, free: 0n };
      sources.put({ source, year, kind, name, area, payer, owner, agency, smaller, ...nothing, closed: false });
    });
    on(budgetLineApproved, ({ sources }, { event, item }) => add(sources, item, { budget: BigInt(event.amount) }));
    const paper = (
      vouchers: OwnRows<VoucherRow>,
      source: string,
      { amount, voucher }: { readonly amount: string; readonly voucher: Paper },
      direction: VoucherRow['direction'],
    ) => {
      // The same line may be carried over twice on a day; one row tells the sum.
      const before = voucher.system === 'books' ? (vouchers.get(...keyOf(source, voucher))?.amount ?? 0n) : 0n;
      vouchers.put({ source, ...voucher, direction, amount: before + BigInt(amount), payee: null, contract: null });
    };
    on(moneyReceived, ({ sources, vouchers }, { event, item }) => {
      const amount = BigInt(event.amount);
      add(sources, item, { received: amount, free: amount });
      paper(vouchers, item, event, 'in');
    });
    on(moneyCommitted, ({ sources, commitments }, { event, item: source }) => {
      const { commitment, line, reason } = event;
      const amount = BigInt(event.amount);
      const application = reason.kind === 'agreement' ? reason.of : null;
      add(sources, source, { committed: amount, free: -amount });
      commitments.put({ source, commitment, line, payee: null, application, amount, open: amount, refused: null });
    });
    on(agreementMoneyCommitted, ({ sources, commitments }, { event, item: source }) => {
      const { commitment, line, community: payee, application } = event;
      const amount = BigInt(event.amount);
      add(sources, source, { committed: amount, free: -amount });
      commitments.put({ source, commitment, line, payee, application, amount, open: amount, refused: null });
    });
    on(agreementMoneyRefused, ({ commitments }, { event, item: source }) => {
      const { commitment, community: payee, application, because: refused } = event;
      commitments.put({ source, commitment, line: '', payee, application, amount: BigInt(event.amount), open: 0n, refused });
    });
    on(commitmentReleased, ({ sources, commitments }, { event: { commitment, amount: released }, item }) => {
      const amount = BigInt(released);
      add(sources, item, { committed: -amount, free: amount });
      const bound = commitments.get(item, commitment);
      if (bound) commitments.put({ ...bound, open: bound.open - amount });
    });
    on(paymentClaimed, ({ claims }, { event: { claim, commitment, amount }, item: source }) =>
      claims.put({ source, claim, commitment, amount: BigInt(amount) }),
    );
    on(paymentMade, ({ sources, commitments, claims, vouchers }, { event, item }) => {
      const amount = BigInt(event.amount);
      add(sources, item, { paid: amount, committed: -amount });
      const bound = commitments.get(item, claims.get(item, event.claim)?.commitment ?? '');
      if (bound) commitments.put({ ...bound, open: bound.open - amount });
      paper(vouchers, item, event, 'out');
    });
    on(instalmentPaid, ({ vouchers }, { event: { voucher, community }, item }) =>
      vouchers.patch(keyOf(item, voucher), { payee: community }),
    );
    on(paymentRefunded, ({ sources, vouchers }, { event, item }) => {
      const amount = BigInt(event.amount);
      add(sources, item, { paid: -amount, free: amount });
      paper(vouchers, item, event, 'back');
    });
    // What came back is bound again: by the event that follows, and no longer free.
    const again = (
      { sources, commitments }: { readonly sources: OwnRows<SourceRow>; readonly commitments: OwnRows<CommitmentRow> },
      source: string,
      { commitment, amount: back }: { readonly commitment: string; readonly amount: string },
    ) => {
      const amount = BigInt(back);
      add(sources, source, { committed: amount, free: -amount });
      const bound = commitments.get(source, commitment);
      if (bound) commitments.put({ ...bound, open: bound.open + amount });
    };
    on(instalmentRefunded, (rows, { event, item }) => {
      again(rows, item, event);
      rows.vouchers.patch(keyOf(item, event.voucher), { payee: event.community });
    });
    on(itemRefunded, (rows, { event, item }) => again(rows, item, event));
    on(purchaseClaimPaid, ({ vouchers }, { event: { voucher, commitment: contract }, item }) =>
      vouchers.patch(keyOf(item, voucher), { contract }),
    );
    on(purchaseClaimRefunded, (rows, { event, item }) => {
      again(rows, item, event);
      rows.vouchers.patch(keyOf(item, event.voucher), { contract: event.commitment });
    });
    on(moneyGivenBack, ({ sources, vouchers }, { event, item }) => {
      const amount = BigInt(event.amount);
      add(sources, item, { received: -amount, free: -amount });
      paper(vouchers, item, event, 'recovered');
    });
    // What moves between years has no paper of a bank: the books are its own witness.
    const moved = (line: string, from: number, on: string) => ({ system: 'books', number: `结转 ${from} ${line} ${on}`, date: on });
    on(moneyCarriedOver, ({ sources, vouchers }, { event, item }) => {
      const amount = BigInt(event.amount);
      add(sources, item, { received: -amount, free: -amount });
      paper(vouchers, item, { amount: event.amount, voucher: moved(event.line, event.to - 1, event.on) }, 'recovered');
    });
    on(moneyCarriedIn, ({ sources, vouchers }, { event, item }) => {
      const amount = BigInt(event.amount);
      add(sources, item, { budget: amount, received: amount, free: amount });
      paper(vouchers, item, { amount: event.amount, voucher: moved(event.line, event.from, event.on) }, 'in');
    });
    on(surplusRecovered, ({ sources, vouchers }, { event, item }) => {
      const amount = BigInt(event.amount);
      add(sources, item, { received: -amount, free: -amount });
      paper(vouchers, item, event, 'recovered');
    });
    on(sourceClosed, ({ sources }, { item }) => sources.patch([item], { closed: true }));

    on(matterListed, ({ matters }, { event: { matter, number }, item: application }) =>
      matters.put({ application, matter: matter.name, number, state: 'listed' }),
    );
    on(agreementSigned, ({ matters, promises }, { event, item: application }) => {
      const { community, department, finance, amount, plan } = event;
      const { matter, number, state } = matters.get(application) ?? { matter: '', number: '', state: 'listed' };
      const before = promises.get(application, community);
      const { committed, received, confirmed, ...had } = before ?? { promised: 0n, plan: [], committed: 0n, received: 0n, confirmed: 0n };
      // An agreement that follows another of the community adds its money to it.
      const sum = { promised: had.promised + BigInt(amount), plan: [...had.plan, ...plan], committed, received, confirmed };
      const row = { application, community, department, finance, matter, number, state, refused: null, ...sum };
      promises.put({ ...row, ...owing(row) });
    });
    /** A fold that answers what changes in the row of the community that the event names. */
    const changes = <C extends EventContract>(
      contract: C,
      change: (row: PromiseRow, event: EventOf<C>) => Partial<PromiseRow>,
      communityOf: (event: EventOf<C>) => string,
    ) =>
      on(contract, ({ promises }, { event, item }) => {
        const row = promises.get(item, communityOf(event));
        if (!row) throw new Error('money of an agreement before it was signed');
        const after = { ...row, ...change(row, event) };
        promises.put({ ...after, ...owing(after) });
      });
    changes(
      commitmentNoted,
      ({ committed }, { amount, outcome, because }) =>
        outcome === 'committed' ? { committed: committed + BigInt(amount), refused: null } : { refused: because },
      ({ community }) => community,
    );
    changes(
      instalmentReceived,
      ({ received }, { amount }) => ({ received: received + BigInt(amount) }),
      ({ community }) => community,
    );
    changes(
      instalmentReturned,
      ({ received, confirmed }, { amount, confirmed: had }) => ({
        received: received - BigInt(amount),
        confirmed: had ? confirmed - BigInt(amount) : confirmed,
      }),
      ({ community }) => community,
    );
    changes(
      receiptConfirmed,
      ({ confirmed }, { amount }) => ({ confirmed: confirmed + BigInt(amount) }),
      ({ community }) => community,
    );
    for (const [contract, state] of [
      [matterActivated, 'active'],
      [matterSuspended, 'suspended'],
      [matterResumed, 'active'],
      [matterExpired, 'expired'],
      [matterExited, 'exited'],
    ] as const) {
      on(contract, ({ matters, promises }, { item }) => {
        if (matters.get(item)) matters.patch([item], { state });
        for (const { application, community } of promises.all()) promises.patch([application, community], { state });
      });
    }
  },
  {
    invariants: [
      {
        name: 'received = paid + committed + free',
        violations:
          'SELECT source FROM {fund_source} WHERE received <> paid + committed + free OR least(received, paid, committed, free) < 0',
      },
    ],
  },
);
