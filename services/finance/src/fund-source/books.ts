import type { EventOf, fundSourceEvents } from '@yimen/contracts';

export type FundSourceEvent = EventOf<(typeof fundSourceEvents)[number]>;
export type Of<T extends FundSourceEvent['type']> = Extract<FundSourceEvent, { type: T }>;
export type Purpose = Of<'FundSourceOpened'>['purposes'][number];

export type Paper = Of<'PaymentMade'>['voucher'];

export interface Line {
  readonly purpose: Purpose;
  readonly budget: bigint;
  readonly frozen: boolean;
  readonly unusedYears: number;
  /** Left the year by carry-over or recovery. */
  readonly gone: bigint;
  /** Whether a budget of this year stands behind it; false where it only came over from last year. */
  readonly approved: boolean;
}
export interface Commitment {
  readonly line: string;
  readonly purpose: Purpose;
  /** What is still bound: neither paid nor released. */
  readonly open: bigint;
  readonly reason: Of<'MoneyCommitted'>['reason'];
  /** The community that is paid by an agreement; null where the owner spends the money itself. */
  readonly payee: string | null;
  /** Why nothing more will be paid out of it: its matter or project has ended; null while it stands. */
  readonly closed: string | null;
}
export interface Claim {
  readonly commitment: string;
  readonly amount: bigint;
  readonly state: 'claimed' | 'checked' | 'returned' | 'paid' | 'accepted';
  readonly requester: string;
  readonly approver: string | null;
  readonly second: string | null;
  /** The paper by which it was paid; null before. */
  readonly voucher: Paper | null;
  readonly refunded: bigint;
  /** Last day of its publication; null while it is not published. */
  readonly publishedUntil: string | null;
}

/**
 * The books of a source and year, in fen. It holds at every moment: received = paid + committed + free, none of them negative.
 * `received` is what came and has neither gone over to the next year nor been taken back.
 */
export interface Books {
  readonly received: bigint;
  readonly paid: bigint;
  readonly lines: Readonly<Record<string, Line>>;
  readonly commitments: Readonly<Record<string, Commitment>>;
  readonly claims: Readonly<Record<string, Claim>>;
  /** `system number` of every outside fact, so that none counts twice. */
  readonly vouchers: readonly string[];
  /** What went over to the next year, in order; and which of last year's has come in. */
  readonly carried: readonly Carried[];
  readonly carriedIn: readonly number[];
}
export type Carried = Pick<Of<'MoneyCarriedOver'>, 'line' | 'purpose' | 'amount' | 'to' | 'unusedYears'>;
export const noBooks: Books = {
  received: 0n,
  paid: 0n,
  lines: {},
  commitments: {},
  claims: {},
  vouchers: [],
  carried: [],
  carriedIn: [],
};

const sum = (of: readonly bigint[]): bigint => of.reduce((total, each) => total + each, 0n);

/** Money bound by commitments, of one line or of all, in fen. */
export function committed({ commitments }: Books, line?: string): bigint {
  return sum(Object.values(commitments).map((each) => (line === undefined || each.line === line ? each.open : 0n)));
}

/** Money that is neither paid nor bound, in fen. */
export const free = (books: Books): bigint => books.received - books.paid - committed(books);

/** Money paid out of a line, refunds taken off, in fen. */
export function paidOf({ claims, commitments }: Books, line: string): bigint {
  return sum(
    Object.values(claims).map((claim) =>
      (claim.state === 'paid' || claim.state === 'accepted') && commitments[claim.commitment]?.line === line
        ? claim.amount - claim.refunded
        : 0n,
    ),
  );
}

/** What is left of a line's budget: neither paid, nor bound, nor gone, in fen. */
export function leftOf(books: Books, name: string): bigint {
  const line = books.lines[name];
  return line ? line.budget - line.gone - paidOf(books, name) - committed(books, name) : 0n;
}

/** Claims that wait for payment out of a commitment, in fen. */
export function pending({ claims }: Books, commitment: string): bigint {
  return sum(
    Object.values(claims).map((claim) =>
      claim.commitment === commitment && (claim.state === 'claimed' || claim.state === 'checked') ? claim.amount : 0n,
    ),
  );
}

export const voucherKey = ({ system, number }: Pick<Paper, 'system' | 'number'>): string => `${system} ${number}`;

function patch<T>(of: Readonly<Record<string, T>>, key: string, change: (value: T) => T): Readonly<Record<string, T>> {
  const value = of[key];
  return value === undefined ? of : { ...of, [key]: change(value) };
}
const claimed = (books: Books, { claim }: { readonly claim: string }, change: Partial<Claim>): Books => ({
  ...books,
  claims: patch(books.claims, claim, (each) => ({ ...each, ...change })),
});
const noted = (books: Books, { voucher }: { readonly voucher: Paper }): Books => ({
  ...books,
  vouchers: [...books.vouchers, voucherKey(voucher)],
});

/** The books after an event; pure bookkeeping, the guards stand in the moves. */
export function booked(books: Books, event: FundSourceEvent): Books {
  switch (event.type) {
    case 'BudgetLineApproved': {
      const { line, purpose, amount, unusedYears } = event;
      return budgeted(books, line, { purpose, amount, unusedYears }, true);
    }
    case 'MoneyReceived':
      return noted({ ...books, received: books.received + BigInt(event.amount) }, event);
    case 'MoneyCommitted': {
      const { commitment, line, purpose, amount, reason } = event;
      const bound: Commitment = { line, purpose, open: BigInt(amount), reason, payee: null, closed: null };
      return { ...books, commitments: { ...books.commitments, [commitment]: bound } };
    }
    case 'AgreementMoneyCommitted': {
      const { commitment, application, community, line, amount } = event;
      const purpose = books.lines[line]?.purpose ?? 'service-projects';
      const reason = { kind: 'agreement', of: application } as const;
      const bound: Commitment = { line, purpose, open: BigInt(amount), reason, payee: community, closed: null };
      return { ...books, commitments: { ...books.commitments, [commitment]: bound } };
    }
    case 'CommitmentReleased':
      return {
        ...books,
        commitments: patch(books.commitments, event.commitment, (each) => ({ ...each, open: each.open - BigInt(event.amount) })),
      };
    case 'CommitmentClosed':
      return { ...books, commitments: patch(books.commitments, event.commitment, (each) => ({ ...each, closed: event.reason })) };
    case 'PaymentClaimed': {
      const { claim, commitment, amount, requester } = event;
      const opened: Claim = {
        commitment,
        amount: BigInt(amount),
        state: 'claimed',
        requester,
        approver: null,
        second: null,
        voucher: null,
        refunded: 0n,
        publishedUntil: null,
      };
      return { ...books, claims: { ...books.claims, [claim]: opened } };
    }
    case 'ClaimChecked':
      return claimed(books, event, { state: 'checked', approver: event.approver });
    case 'ClaimReturned':
      return claimed(books, event, { state: 'returned', approver: event.approver });
    case 'PaymentCountersigned':
      return claimed(books, event, { second: event.by });
    case 'PaymentMade': {
      const amount = BigInt(event.amount);
      const commitment = books.claims[event.claim]?.commitment ?? '';
      const commitments = patch(books.commitments, commitment, (each) => ({ ...each, open: each.open - amount }));
      return noted({ ...claimed(books, event, { state: 'paid', voucher: event.voucher }), commitments, paid: books.paid + amount }, event);
    }
    case 'PaymentRefunded': {
      const amount = BigInt(event.amount);
      const claims = patch(books.claims, event.claim, (each) => ({ ...each, refunded: each.refunded + amount }));
      return noted({ ...books, claims, paid: books.paid - amount }, event);
    }
    case 'InstalmentRefunded':
    case 'ItemRefunded': {
      const amount = BigInt(event.amount);
      return { ...books, commitments: patch(books.commitments, event.commitment, (each) => ({ ...each, open: each.open + amount })) };
    }
    case 'MoneyGivenBack':
      return noted({ ...books, received: books.received - BigInt(event.amount) }, event);
    case 'PaymentAccepted':
      return claimed(books, event, { state: 'accepted' });
    case 'MoneyPublished':
      return event.claim === null ? books : claimed(books, { claim: event.claim }, { publishedUntil: event.until });
    case 'BudgetLineFrozen':
      return { ...books, lines: patch(books.lines, event.line, (each) => ({ ...each, frozen: true })) };
    case 'BudgetLineThawed':
      return { ...books, lines: patch(books.lines, event.line, (each) => ({ ...each, frozen: false })) };
    case 'MoneyCarriedIn': {
      const carriedIn = [...books.carriedIn, event.ordinal ?? books.carriedIn.length + 1];
      return budgeted({ ...books, carriedIn, received: books.received + BigInt(event.amount) }, event.line, event, false);
    }
    case 'MoneyCarriedOver': {
      const { line, purpose, amount, to, unusedYears } = event;
      return gone({ ...books, carried: [...books.carried, { line, purpose, amount, to, unusedYears }] }, line, BigInt(amount));
    }
    case 'SurplusRecovered':
      return noted(gone(books, event.line, BigInt(event.amount)), event);
    case 'FundSourceOpened':
    case 'PurposeAdded':
    case 'DonationInKindRecorded':
    case 'AgreementMoneyRefused':
    case 'InstalmentPaid':
    case 'ItemPaid':
    case 'CarryOverRepeated':
    case 'SurplusFound':
    case 'FundSourceAudited':
    case 'FundSourceClosed':
      return books;
  }
}

/** A budget is the money that came over and what this year adds to it, in whichever order they come. */
function budgeted(
  books: Books,
  name: string,
  { purpose, amount, unusedYears }: Pick<Carried, 'purpose' | 'amount' | 'unusedYears'>,
  approved: boolean,
): Books {
  const { [name]: known = { purpose, budget: 0n, frozen: false, unusedYears, gone: 0n, approved } } = books.lines;
  const line = {
    ...known,
    budget: known.budget + BigInt(amount),
    unusedYears: Math.max(known.unusedYears, unusedYears),
    approved: known.approved || approved,
  };
  return { ...books, lines: { ...books.lines, [name]: line } };
}

function gone(books: Books, line: string, amount: bigint): Books {
  return {
    ...books,
    received: books.received - amount,
    lines: patch(books.lines, line, (each) => ({ ...each, gone: each.gone + amount })),
  };
}
