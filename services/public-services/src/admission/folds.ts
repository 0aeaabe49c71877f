import { affected } from './applying/form-checks.js';
import { firstPaid } from './entry/activation.js';
import { agreementOf } from './entry/running-agreement.js';
import type { Active, Admission, Entry, In, Of, Received, Standing, Suspended, UnderReview } from './state.js';

type Living = Standing | Active | Suspended | UnderReview | In<'expired' | 'exited'>;
type Reached = Exclude<Of<'AgreementSigned'>['reached'], undefined>;
type Decidable = In<'classified' | 'legal-ok' | 'finance-ok' | 'opinions-asked' | 'opinion-done' | 'approved'>;

export const applicationFolds = {
  ApplicationDrafted: (_none: Admission, { department, office, form }: Of<'ApplicationDrafted'>): Admission => ({
    status: 'draft',
    department,
    office,
    form,
    number: null,
    version: 0,
    gapsTold: null,
  }),
  ApplicationAmended: (state: In<'draft' | 'returned'>, { form }: Of<'ApplicationAmended'>): Admission => ({ ...state, form }),
  ApplicationSubmitted: (state: In<'draft' | 'returned'>, { number, version, decisionDue, on }: Of<'ApplicationSubmitted'>): Admission => ({
    ...state,
    status: 'submitted',
    number,
    version,
    submittedOn: on,
    decisionDue,
  }),
  ApplicationRejected: (state: Exclude<Admission, { status: 'none' }>, { number }: Of<'ApplicationRejected'>): Admission => ({
    ...state,
    status: 'rejected',
    number,
  }),
  FormPassed: (state: In<'submitted'>, { justice, finance, review }: Of<'FormPassed'>): Admission => ({
    ...state,
    status: 'form-checked',
    bodies: { justice, finance, review },
  }),
  ApplicationReturned: (state: In<'submitted' | 'legal-ok'>, { by, gaps }: Of<'ApplicationReturned'>): Admission => ({
    ...state,
    status: 'returned',
    gapsTold: by === 'form-check' ? gaps : state.gapsTold,
  }),
  ApplicationLapsed: (state: In<'returned'>): Admission => ({ ...state, status: 'withdrawn' }),
  MatterClassified: (state: In<'form-checked'>, event: Of<'MatterClassified'>): Admission => ({
    ...state,
    status: 'classified',
    class: event.class,
    needed: null,
    budgetLine: null,
  }),
  LegalReviewPassed: (state: In<'classified'>): Admission => ({ ...state, status: 'legal-ok' }),
  FinanceReviewPassed: (state: In<'legal-ok'>, { needed, budgetLine }: Of<'FinanceReviewPassed'>): Admission => ({
    ...state,
    status: 'finance-ok',
    needed,
    budgetLine,
  }),
  OpinionsAsked: (state: In<'finance-ok'>, { communities, subDistrict }: Of<'OpinionsAsked'>): Admission => ({
    ...state,
    status: 'opinions-asked',
    asked: communities,
    subDistrict,
    heard: [],
  }),
  OpinionGiven: (state: In<'opinions-asked'>, { organisation }: Of<'OpinionGiven'>): Admission => ({
    ...state,
    heard: [...state.heard, organisation],
  }),
  OpinionsClosed: (state: In<'opinions-asked'>): Admission => ({ ...state, status: 'opinion-done' }),
  AdmissionApproved: (state: In<'opinion-done'>): Admission => ({ ...state, status: 'approved' }),
  AdmissionDueComputed: (state: Admission, { deadline, dueOn }: Of<'AdmissionDueComputed'>): Admission =>
    deadline === 'decision' && 'decisionDue' in state ? { ...state, decisionDue: { dueOn } } : state,
  // Exempt matters stand where an approval leads to, without the bodies that review one.
  ExemptMatterRegistered: (state: In<'draft'>, { number, on }: Of<'ExemptMatterRegistered'>): Admission => ({
    ...state,
    status: 'approved',
    number,
    submittedOn: on,
    decisionDue: { dueOn: on },
    bodies: null,
    class: state.form.classAsked === 'FORBIDDEN' ? 'SELF' : state.form.classAsked,
    needed: null,
    budgetLine: null,
  }),
};

/** The state with its entry changed. */
function entered<S extends Living>(state: S, change: (entry: Entry) => Partial<Entry>): S {
  return { ...state, entry: { ...state.entry, ...change(state.entry) } };
}

/** Agreements with an instalment that arrived, not confirmed yet. */
export function paidIn(
  agreements: Entry['agreements'],
  {
    community,
    amount,
    system,
    voucher,
    bankDate,
  }: Pick<Of<'InstalmentReceived'>, 'community' | 'amount' | 'system' | 'voucher' | 'bankDate'>,
): Entry['agreements'] {
  const one = agreements[community];
  const received = [...(one?.received ?? []), { amount, system, voucher, bankDate, confirmed: false, returns: [] }];
  return one ? { ...agreements, [community]: { ...one, received } } : agreements;
}

type Paper = Pick<Received, 'system' | 'voucher' | 'bankDate'>;
type PaperTold = Of<'InstalmentReturned'>['paid'];

/** A paper as other services tell it, as the matter keeps it. */
export const paperOf = ({ system, number, date }: PaperTold): Paper => ({ system, voucher: number, bankDate: date });
export const keyOf = ({ system, number, date }: PaperTold): string => `${system} ${number} ${date}`;
/** A paper is one by its system, number and date. */
export const samePaper = (a: Paper, b: Paper): boolean => a.system === b.system && a.voucher === b.voucher && a.bankDate === b.bankDate;

/** Agreements after some of what had arrived by a paper went back. */
export function returnedIn(
  agreements: Entry['agreements'],
  { community, amount, paid, voucher }: Pick<Of<'InstalmentReturned'>, 'community' | 'amount' | 'paid' | 'voucher'>,
): Entry['agreements'] {
  const one = agreements[community];
  const received = one?.received.map((each) =>
    samePaper(each, paperOf(paid))
      ? { ...each, amount: (BigInt(each.amount) - BigInt(amount)).toString(), returns: [...each.returns, keyOf(voucher)] }
      : each,
  );
  return one && received ? { ...agreements, [community]: { ...one, received } } : agreements;
}

/** What a matter had reached where its event does not say so: then the communities of the application were counted. */
function counted({ form, entry }: Standing): Reached {
  const { communities, agreements } = entry;
  const every = (having: readonly string[]) =>
    communities === 'all' ? having.length >= affected(form) : communities.every((each) => having.includes(each));
  if (every(Object.entries(agreements).flatMap(([community, each]) => (firstPaid(each) ? [community] : [])))) return 'funded';
  return every(Object.keys(agreements)) ? 'agreed' : null;
}

/** Before the start: agreed once every community has signed, funded once every first instalment is confirmed. */
function advanced(state: Living, told: Reached | undefined): Admission {
  if ((state.status !== 'listed' && state.status !== 'agreed' && state.status !== 'funded') || state.class !== 'ENTRUST') return state;
  return { ...state, status: (told === undefined ? counted(state) : told) ?? state.status };
}

export const entryFolds = {
  MatterListed: (state: Decidable, { communities, from, to, on }: Of<'MatterListed'>): Admission => ({
    ...state,
    status: 'listed',
    entry: { communities, from, to, listedOn: on, conditions: {}, contract: null, offers: {}, agreements: {} },
  }),
  ConditionsRecorded: (state: Living, { community }: Of<'ConditionsRecorded'>): Admission =>
    entered(state, ({ conditions }) => ({ conditions: { ...conditions, [community]: { confirmed: false } } })),
  ConditionsConfirmed: (state: Living, { community }: Of<'ConditionsConfirmed'>): Admission =>
    entered(state, ({ conditions }) => ({ conditions: { ...conditions, [community]: { confirmed: true } } })),
  AgreementOffered: (state: Living, { terms, signature }: Of<'AgreementOffered'>): Admission =>
    entered(state, ({ offers }) => ({ offers: { ...offers, [terms.community]: { terms, signatures: [signature] } } })),
  AgreementCountersigned: (state: Living, { community, signature }: Of<'AgreementCountersigned'>): Admission =>
    entered(state, ({ offers }) => {
      const one = offers[community];
      return one ? { offers: { ...offers, [community]: { ...one, signatures: [...one.signatures, signature] } } } : {};
    }),
  AgreementSigned: (state: Living, { community, reached, ...terms }: Of<'AgreementSigned'>): Admission =>
    advanced(
      entered(state, ({ offers: { [community]: _over, ...offers }, agreements }) => ({
        offers,
        agreements: { ...agreements, [community]: agreementOf(terms, agreements[community]) },
      })),
      reached,
    ),
  CommitmentNoted: (state: Living, { community, commitment, amount, outcome, because }: Of<'CommitmentNoted'>): Admission =>
    entered(state, ({ agreements }) => {
      const one = agreements[community];
      const commitments = { ...one?.commitments, [commitment]: { amount, outcome, because } };
      return one ? { agreements: { ...agreements, [community]: { ...one, commitments } } } : {};
    }),
  InstalmentReceived: (state: Living, event: Of<'InstalmentReceived'>): Admission =>
    entered(state, ({ agreements }) => ({ agreements: paidIn(agreements, event) })),
  InstalmentReturned: (state: Living, event: Of<'InstalmentReturned'>): Admission => {
    const after = entered(state, ({ agreements }) => ({ agreements: returnedIn(agreements, event) }));
    const one = after.entry.agreements[event.community];
    return after.status === 'funded' && one && !firstPaid(one) ? { ...after, status: 'agreed' } : after;
  },
  ReceiptConfirmed: (state: Living, { community, reached, ...paper }: Of<'ReceiptConfirmed'>): Admission =>
    advanced(
      entered(state, ({ agreements }) => {
        const one = agreements[community];
        const received = one?.received.map((each) => (samePaper(each, paper) ? { ...each, confirmed: true } : each));
        return one && received ? { agreements: { ...agreements, [community]: { ...one, received } } } : {};
      }),
      reached,
    ),
  MatterContracted: (state: Living, { contract: id, from, to }: Of<'MatterContracted'>): Admission => {
    const after = entered(state, () => ({ contract: { id, from: from ?? null, to: to ?? null, over: false } }));
    return after.status === 'listed' ? { ...after, status: 'contracted' } : after;
  },
  MatterContractEnded: (state: Living): Admission => {
    const after = entered(state, ({ contract }) => ({ contract: contract && { ...contract, over: true } }));
    return after.status === 'contracted' ? { ...after, status: 'listed' } : after;
  },
  MatterActivated: (state: Standing, { endsOn, on }: Of<'MatterActivated'>): Admission => ({
    ...state,
    status: 'active',
    activeFrom: on,
    endsOn,
    extensions: 0,
    toReview: Number(on.slice(0, 4)),
    basis: { law: state.form.basis.law, article: state.form.basis.article },
  }),
  MatterSuspended: (state: Active, { ground }: Of<'MatterSuspended'>): Admission => ({
    ...state,
    status: 'suspended',
    ground,
    suspendedFrom: state.status,
  }),
  MatterResumed: ({ ground: _ground, suspendedFrom, ...state }: Suspended): Admission => ({ ...state, status: suspendedFrom }),
  ReviewStarted: (state: Active, { year }: Of<'ReviewStarted'>): Admission => ({
    ...state,
    status: 'under-review',
    year,
    reviewedFrom: state.status,
  }),
  ReviewConcluded: ({ year: _year, reviewedFrom, ...state }: UnderReview, { year, outcome }: Of<'ReviewConcluded'>): Admission => ({
    ...state,
    toReview: year + 1,
    status: outcome === 'amended' ? 'amended' : reviewedFrom,
  }),
  BasisChanged: (state: Active | Suspended | UnderReview, { law, article }: Of<'BasisChanged'>): Admission => ({
    ...state,
    basis: { law, article },
  }),
  TemporaryExtended: (state: Active, { endsOn }: Of<'TemporaryExtended'>): Admission => ({
    ...state,
    endsOn,
    extensions: state.extensions + 1,
  }),
  MatterExpired: (state: Living): Admission => ({ ...state, status: 'expired' }),
  MatterExited: (state: Living): Admission => ({ ...state, status: 'exited' }),
};
