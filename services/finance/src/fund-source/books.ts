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
  /** Why nothing more will be paid out of it: its matter, project or contract has ended; null while it stands. */
  readonly closed: string | null;
  /** Of a contract of purchase: work that was accepted, so that it may be claimed; null where a payment is accepted after it. */
  readonly accepted: bigint | null;
  /** What of it was given for its purpose: free again, it is so for that purpose alone. */
  readonly donated: bigint;
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
  /** Commitments of agreements that were asked for and could not be bound; none once it is bound, or its matter has ended. */
  readonly refused: readonly string[];
  /** `system number date` of every outside fact, so that none counts twice. */
  readonly vouchers: readonly string[];
  /** Donations for a purpose that are neither paid nor bound, by purpose: part of what is free, for that purpose alone. */
  readonly donated: Readonly<Partial<Record<Purpose, bigint>>>;
  /** What went over to the next year, in order; and which of last year's has come in. */
  readonly carried: readonly Carried[];
  readonly carriedIn: readonly number[];
}
export type Carried = Pick<Of<'MoneyCarriedOver'>, 'line' | 'purpose' | 'amount' | 'to' | 'unusedYears' | 'donated'>;
export const noBooks: Books = {
  received: 0n,
  paid: 0n,
  lines: {},
  commitments: {},
  claims: {},
  refused: [],
  vouchers: [],
  donated: {},
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

/** What is free for a purpose, in fen: all but donations for other purposes; null: what no donor has bound to any. */
export function freeFor(books: Books, purpose: Purpose | null): bigint {
  const others = Object.entries(books.donated).filter(([of]) => of !== purpose);
  return free(books) - sum(others.map(([, amount]) => amount));
}

/** What of an amount that is spent on a purpose was given for it: a donation goes first. */
export function donatedOf({ donated }: Books, purpose: Purpose, amount: bigint): bigint {
  const given = donated[purpose] ?? 0n;
  return amount < given ? amount : given;
}

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

/** Accepted work of a contract that is not paid yet, in fen; null where payment does not wait for acceptance. */
export function owed({ claims, commitments }: Books, commitment: string): bigint | null {
  const accepted = commitments[commitment]?.accepted ?? null;
  if (accepted === null) return null;
  const paid = Object.values(claims).filter(
    (claim) => claim.commitment === commitment && (claim.state === 'paid' || claim.state === 'accepted'),
  );
  return accepted - sum(paid.map(({ amount, refunded }) => amount - refunded));
}

/** Whether a commitment is bound and released by what happens to its project or contract, which has given it its id. */
export const ofItself = (commitment: string, { reason }: Pick<Commitment, 'reason'>): boolean => reason.of === commitment;

/** One paper by system, number and date (D-finance-mirrored): a number that comes again on another day is another paper. */
export const voucherKey = ({ system, number, date }: Paper): string => `${system} ${number} ${date}`;
