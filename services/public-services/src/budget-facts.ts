import {
  agreementMoneyCommitted,
  budgetLineApproved,
  commitmentReleased,
  type instalmentRefunded,
  itemRefunded,
  lineFrozen,
  lineThawed,
  moneyCarriedIn,
  moneyCarriedOver,
  moneyCommitted,
  paymentClaimed,
  paymentRefunded,
  purchaseClaimRefunded,
  surplusRecovered,
  type EventContract,
  type EventOf,
} from '@yimen/contracts';
import type { IsoDate, Reader } from '@yimen/kernel';
import { table, type Delivered, type OwnRows } from '@yimen/projection-engine/projection';

/** A line of the budget of a source and year, as finance tells it; `left` of its budget is neither paid, nor bound, nor gone, in fen. */
export interface BudgetLine {
  /** `{source} {line}`: a line may hold any sign. */
  readonly id: string;
  /** What its money may be spent on (6.1). */
  readonly purpose: string;
  readonly left: bigint;
  readonly frozen: boolean;
}
interface BoundRow {
  /** `{source} {commitment}` */
  readonly id: string;
  readonly line: string;
}
interface ClaimRow {
  /** `{source} {claim}` */
  readonly id: string;
  readonly commitment: string;
}

export const budgetTables = {
  lines: table<BudgetLine>('budget_line', {
    columns: { id: { type: 'text' }, purpose: { type: 'text' }, left: { type: 'bigint' }, frozen: { type: 'boolean' } },
    key: ['id'],
  }),
  bound: table<BoundRow>('budget_bound', { columns: { id: { type: 'text' }, line: { type: 'text' } }, key: ['id'] }),
  claims: table<ClaimRow>('budget_claim', { columns: { id: { type: 'text' }, commitment: { type: 'text' } }, key: ['id'] }),
};
type Rows = { readonly [K in keyof typeof budgetTables]: OwnRows<NonNullable<(typeof budgetTables)[K]['__row']>> };

/** A line of a department's budget in the year of a day; undefined where finance knows none. 503 facts-not-ready while finance's facts lag. */
export const budgetLineOf = (read: Reader, department: string, day: IsoDate, line: string): Promise<BudgetLine | undefined> =>
  read.row(budgetTables.lines, `${department}~${day.slice(0, 4)} ${line}`);

/** A line is first told of with its purpose, by the budget or by what came over; later words of it name none. */
function change({ lines }: Pick<Rows, 'lines'>, source: string, line: string, amount: bigint, of = ''): void {
  const id = `${source} ${line}`;
  const { purpose, left, frozen } = lines.get(id) ?? { purpose: of, left: 0n, frozen: false };
  lines.put({ id, purpose, left: left + amount, frozen });
}

function bind(rows: Rows, source: string, { commitment, line, amount }: { commitment: string; line: string; amount: string }): void {
  rows.bound.put({ id: `${source} ${commitment}`, line });
  change(rows, source, line, -BigInt(amount));
}

/** Of a commitment: `more` is free in its line again. */
function free(rows: Pick<Rows, 'lines' | 'bound'>, source: string, commitment: string, more: bigint): void {
  const found = rows.bound.get(`${source} ${commitment}`);
  if (found) change(rows, source, found.line, more);
}

/** An instalment that came back is owed, and bound, again; what had come back was free for the moment. */
export const reboundInstalment = (
  rows: Pick<Rows, 'lines' | 'bound'>,
  source: string,
  { commitment, amount }: Pick<EventOf<typeof instalmentRefunded>, 'commitment' | 'amount'>,
): void => free(rows, source, commitment, -BigInt(amount));

/** What finance tells of budget lines: what is left of each, and whether it is frozen. */
export function foldBudget(
  on: <C extends EventContract>(contract: C, apply: (rows: Rows, delivered: Delivered<EventOf<C>>) => void) => void,
): void {
  on(budgetLineApproved, (rows, { event: { line, amount, purpose }, item }) => change(rows, item, line, BigInt(amount), purpose));
  on(moneyCarriedIn, (rows, { event: { line, amount, purpose }, item }) => change(rows, item, line, BigInt(amount), purpose));
  on(moneyCarriedOver, (rows, { event: { line, amount }, item }) => change(rows, item, line, -BigInt(amount)));
  on(surplusRecovered, (rows, { event: { line, amount }, item }) => change(rows, item, line, -BigInt(amount)));
  on(moneyCommitted, (rows, { event, item }) => bind(rows, item, event));
  on(agreementMoneyCommitted, (rows, { event, item }) => bind(rows, item, event));
  on(commitmentReleased, (rows, { event: { commitment, amount }, item }) => free(rows, item, commitment, BigInt(amount)));
  on(paymentClaimed, ({ claims }, { event: { claim, commitment }, item }) => claims.put({ id: `${item} ${claim}`, commitment }));
  on(paymentRefunded, (rows, { event: { claim, amount }, item }) =>
    free(rows, item, rows.claims.get(`${item} ${claim}`)?.commitment ?? '', BigInt(amount)),
  );
  // What came back and is still owed is bound again.
  on(itemRefunded, (rows, { event: { commitment, amount }, item }) => free(rows, item, commitment, -BigInt(amount)));
  on(purchaseClaimRefunded, (rows, { event: { commitment, amount }, item }) => free(rows, item, commitment, -BigInt(amount)));
  const froze = ({ lines }: Rows, id: string, frozen: boolean) => {
    if (lines.get(id)) lines.patch([id], { frozen });
  };
  on(lineFrozen, (rows, { event: { line }, item }) => froze(rows, `${item} ${line}`, true));
  on(lineThawed, (rows, { event: { line }, item }) => froze(rows, `${item} ${line}`, false));
}
