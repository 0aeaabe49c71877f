import { booked } from './booking.js';
import { noBooks, type FundSourceEvent } from './books.js';
import { agreementMoves } from './agreements.js';
import { budgetMoves } from './budget.js';
import { closingMoves } from './closing.js';
import { commitmentMoves } from './commitments.js';
import { paymentMoves } from './payments.js';
import { purchaseMoves } from './purchases.js';
import { rules } from '../rules.js';
import { yearEndMoves } from './year-end.js';
import { aggregate, type FundSource, type Open } from './state.js';

export type { FundSource } from './state.js';
export type { FundSourceEvent } from './books.js';

const keep = (state: Open, event: FundSourceEvent): Open => ({ ...state, books: booked(state.books, event) });
/** A donation after the publication of those before is to be published itself. */
const given = (state: Open): Open => ({ ...state, given: true, donationsPublished: null });

export const fundSource = aggregate({
  context: 'finance',
  name: 'fund-source',
  collection: 'fund-sources',
  label: { zh: '资金来源', en: 'source of money' },
  /** `{source}~{year}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}$/,
  initial: { status: 'none' } as FundSource,
  states: {
    none: { zh: '未设立', en: 'not opened' },
    open: { zh: '使用中', en: 'open' },
    closed: { zh: '已关账', en: 'closed', final: true },
  },
  parties: (state) =>
    state.status === 'none'
      ? {}
      : { payer: { organisation: state.payer }, owner: { organisation: state.owner }, agency: { organisation: state.agency } },
  // Numbers are those of the area whose money it is (0.2): 6.2 has them by place.
  place: (state) => (state.status === 'none' ? undefined : { area: state.area }),
  readers: {
    payer: ['finance', 'department', 'auditor'],
    owner: ['director', 'secretary', 'community-worker', 'department', 'auditor'],
    agency: ['finance', 'sub-district', 'auditor'],
  },
  moves: { ...budgetMoves, ...commitmentMoves, ...paymentMoves, ...agreementMoves, ...purchaseMoves, ...yearEndMoves, ...closingMoves },
  on: {
    FundSourceOpened: (_none, { type: _type, on: _on, finalAccountDue: _final, auditDue: _audit, ...source }) => ({
      status: 'open',
      ...source,
      books: noBooks,
      budgetPublished: null,
      finalPublished: null,
      given: false,
      donationsPublished: null,
      audited: false,
      leaving: [],
    }),
    PurposeAdded: (state: Open, { purpose }) => ({ ...state, purposes: [...state.purposes, purpose] }),
    BudgetLineApproved: keep,
    MoneyReceived: (state: Open, event) => (event.donation ? given(keep(state, event)) : keep(state, event)),
    DonationInKindRecorded: (state: Open, event) => given(keep(state, event)),
    MoneyCommitted: keep,
    AgreementMoneyCommitted: keep,
    AgreementMoneyRefused: keep,
    InstalmentPaid: keep,
    InstalmentRefunded: keep,
    ItemPaid: keep,
    ItemRefunded: keep,
    PurchaseWorkAdmitted: keep,
    PurchaseClaimPaid: keep,
    PurchaseClaimRefunded: keep,
    MoneyCarriedIn: keep,
    SurplusFound: keep,
    CommitmentReleased: keep,
    CommitmentClosed: keep,
    PaymentClaimed: keep,
    ClaimChecked: keep,
    ClaimReturned: keep,
    PaymentCountersigned: keep,
    PaymentMade: keep,
    PaymentRefunded: keep,
    MoneyGivenBack: keep,
    PaymentAccepted: keep,
    MoneyPublished: (state: Open, event) => ({
      ...state,
      books: booked(state.books, event),
      ...(event.what === 'budget' && { budgetPublished: event.until }),
      ...(event.what === 'donations' && { donationsPublished: event.until }),
      ...(event.what === 'final-account' && { finalPublished: event.until }),
    }),
    BudgetLineFrozen: keep,
    BudgetLineThawed: keep,
    MoneyCarriedOver: keep,
    // Nothing of the books, and the books may be closed by then.
    CarryOverRepeated: (state: FundSource) => state,
    SurplusRecovered: keep,
    LeavingAuditAsked: (state: Open, { account }) => ({ ...state, leaving: [...state.leaving, account] }),
    FundSourceAudited: (state: Open, { kind, account }) => ({
      ...state,
      audited: state.audited || kind === 'yearly',
      leaving: state.leaving.filter((each) => kind === 'yearly' || each !== account),
    }),
    FundSourceClosed: (state: Open) => ({ ...state, status: 'closed' }),
  },
  deadlines: {
    'final-account': {
      rule: rules.publication,
      label: { zh: '决算公示', en: 'publication of the final account' },
      set: { FundSourceOpened: ({ finalAccountDue }) => ({ dueOn: finalAccountDue }) },
      clear: ['FundSourceClosed'],
    },
    surplus: {
      rule: rules.carryOver,
      label: { zh: '结余清理', en: 'surplus at the end of the year' },
      // Fires on the day after: the first of the next year.
      set: { FundSourceOpened: ({ year }) => ({ dueOn: `${year}-12-31` }) },
      clear: ['FundSourceClosed'],
      fires: 'findSurplus',
    },
    audit: {
      rule: rules.audit,
      label: { zh: '年度审计', en: 'yearly audit' },
      // An audit on leaving office is not the audit of the year: it leaves the date as it is.
      set: {
        FundSourceOpened: ({ auditDue }) => ({ dueOn: auditDue }),
        FundSourceAudited: ({ kind }) => (kind === 'yearly' ? null : undefined),
      },
      clear: ['FundSourceClosed'],
    },
    'leaving-audit': {
      rule: rules.audit,
      label: { zh: '离任审计', en: 'audit on leaving office' },
      set: {
        LeavingAuditAsked: ({ dueOn }) => ({ dueOn }),
        FundSourceAudited: ({ kind }) => (kind === 'leaving-office' ? null : undefined),
      },
      clear: ['FundSourceClosed'],
    },
  },
});
