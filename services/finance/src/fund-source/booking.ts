import {
  donatedOf,
  voucherKey,
  type Books,
  type Carried,
  type Claim,
  type Commitment,
  type FundSourceEvent,
  type Paper,
  type Purpose,
} from './books.js';

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

/** Nobody waits any more for this commitment to be bound. */
const settled = (books: Books, commitment: string): Books => ({ ...books, refused: books.refused.filter((each) => each !== commitment) });

/** The books after an event; pure bookkeeping, the guards stand in the moves. */
export function booked(books: Books, event: FundSourceEvent): Books {
  switch (event.type) {
    case 'BudgetLineApproved': {
      const { line, purpose, amount, unusedYears } = event;
      return budgeted(books, line, { purpose, amount, unusedYears }, true);
    }
    case 'MoneyReceived': {
      const amount = BigInt(event.amount);
      const received = noted({ ...books, received: books.received + amount }, event);
      return kept(received, event.donation?.purpose ?? null, amount);
    }
    case 'MoneyCommitted': {
      const { commitment, line, purpose, amount, reason } = event;
      const accepted = reason.kind === 'contract' && reason.of === commitment ? 0n : null;
      return bound(books, commitment, { line, purpose, open: BigInt(amount), reason, payee: null, closed: null, accepted });
    }
    case 'AgreementMoneyCommitted': {
      const { commitment, application, community, line, amount } = event;
      const purpose = books.lines[line]?.purpose ?? 'service-projects';
      const reason = { kind: 'agreement', of: application } as const;
      const of = { line, purpose, open: BigInt(amount), reason, payee: community, closed: null, accepted: null };
      return bound(settled(books, commitment), commitment, of);
    }
    case 'AgreementMoneyRefused':
      return { ...books, refused: [...settled(books, event.commitment).refused, event.commitment] };
    case 'CommitmentReleased':
      return unbound(books, event.commitment, BigInt(event.amount), true);
    case 'CommitmentClosed': {
      const commitments = patch(books.commitments, event.commitment, (each) => ({ ...each, closed: event.reason }));
      return { ...settled(books, event.commitment), commitments };
    }
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
      const commitment = books.claims[event.claim]?.commitment ?? '';
      const claims = patch(books.claims, event.claim, (each) => ({ ...each, refunded: each.refunded + amount }));
      // Free, until the next event binds it again where it is still owed.
      return unbound(noted({ ...books, claims, paid: books.paid - amount }, event), commitment, amount, false);
    }
    case 'InstalmentRefunded':
    case 'ItemRefunded': {
      return rebound(books, event.commitment, BigInt(event.amount));
    }
    case 'PurchaseWorkAdmitted':
      return admitted(books, event.commitment, BigInt(event.amount));
    case 'PurchaseClaimRefunded': {
      const amount = BigInt(event.amount);
      // What was paid and came back is owed no more: it waits for new acceptance.
      return admitted(rebound(books, event.commitment, amount), event.commitment, -amount);
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
      const received = { ...books, carriedIn, received: books.received + BigInt(event.amount) };
      return kept(budgeted(received, event.line, event, false), event.purpose, BigInt(event.donated ?? 0));
    }
    case 'MoneyCarriedOver': {
      const { line, purpose, amount, to, unusedYears, donated } = event;
      const over: Carried = { line, purpose, amount, to, unusedYears, ...(donated !== undefined && { donated }) };
      return kept(gone({ ...books, carried: [...books.carried, over] }, line, BigInt(amount)), purpose, -BigInt(donated ?? 0));
    }
    case 'SurplusRecovered':
      return noted(gone(books, event.line, BigInt(event.amount)), event);
    case 'FundSourceOpened':
    case 'PurposeAdded':
    case 'DonationInKindRecorded':
    case 'InstalmentPaid':
    case 'ItemPaid':
    case 'PurchaseClaimPaid':
    case 'CarryOverRepeated':
    case 'SurplusFound':
    case 'LeavingAuditAsked':
    case 'FundSourceAudited':
    case 'FundSourceClosed':
      return books;
  }
}

/** A donation for a purpose stays for it; without a purpose it is money like other. */
function kept(books: Books, purpose: Purpose | null, amount: bigint): Books {
  if (purpose === null || amount === 0n) return books;
  return { ...books, donated: { ...books.donated, [purpose]: (books.donated[purpose] ?? 0n) + amount } };
}

/** Money is bound, what was given for its purpose first. */
function bound(books: Books, commitment: string, of: Omit<Commitment, 'donated'>): Books {
  const donated = donatedOf(books, of.purpose, of.open);
  return kept({ ...books, commitments: { ...books.commitments, [commitment]: { ...of, donated } } }, of.purpose, -donated);
}

/** Money of a commitment is free again, what was given for its purpose first; `open`: it was still bound, else it had been paid. */
function unbound(books: Books, commitment: string, amount: bigint, open: boolean): Books {
  const of = books.commitments[commitment];
  if (!of) return books;
  const donated = amount < of.donated ? amount : of.donated;
  const after = { ...of, open: open ? of.open - amount : of.open, donated: of.donated - donated };
  return kept({ ...books, commitments: { ...books.commitments, [commitment]: after } }, of.purpose, donated);
}

/** What came back of a commitment that still owes it is bound again. */
function rebound(books: Books, commitment: string, amount: bigint): Books {
  const of = books.commitments[commitment];
  if (!of) return books;
  const donated = donatedOf(books, of.purpose, amount);
  const after = { ...of, open: of.open + amount, donated: of.donated + donated };
  return kept({ ...books, commitments: { ...books.commitments, [commitment]: after } }, of.purpose, -donated);
}

const admitted = (books: Books, commitment: string, amount: bigint): Books => ({
  ...books,
  commitments: patch(books.commitments, commitment, (each) => ({ ...each, accepted: (each.accepted ?? 0n) + amount })),
});

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
