import { agreementTerms, fileHash } from '@yimen/contracts';
import { addDays, isInArea, type Actor, type IsoDate, type MoveContext, type Reader, type Refusal } from '@yimen/kernel';
import { organisationTables } from '@yimen/service-shell/slice';
import { z } from 'zod';
import { actorId } from '../../ids.js';
import { rules } from '../../rules.js';
import { neededFor } from '../applying/form-checks.js';
import { towns } from '../applying/where.js';
import { refuse } from '../refuse.js';
import {
  committee,
  move,
  officers,
  type Active,
  type AdmissionEvent,
  type Agreement,
  type Of,
  type Offer,
  type Standing,
  type Suspended,
} from '../state.js';
import { onceReady, reached } from './activation.js';
import { concernedOn, ofStanding, type Concerned, type OfStanding } from './communities.js';
import { moneyDue, nextLook } from './lateness.js';
import { concerns, lies } from './listing.js';
import { agreementMissing, agreementOf, agreementOver, beginOf, runsUntil } from './running-agreement.js';

/** What the book of organisations says of those who are to sign; null where it knows nothing. */
export interface Signatories {
  readonly community: { readonly kind: string; readonly area: string | null } | null;
  readonly witness: { readonly kind: string; readonly area: string | null } | null;
}
type Signature = Of<'AgreementOffered'>['signature'];
type Terms = Of<'AgreementOffered'>['terms'];
type Signing = Standing | Active | Suspended;
type Looking = Pick<MoveContext, 'policy' | 'calendar' | 'today'>;
/** Before the start, and later where a community's agreement ends before its matter or a community is founded meanwhile. */
const signable = ['listed', 'agreed', 'funded', 'active', 'amended', 'suspended'] as const;

/** Those that sign as 乙方. */
const committees = ['community-committee', 'village-committee'];

async function signatory(read: Reader, organisation: string): Promise<Signatories['witness']> {
  const row = await read.row(organisationTables.organisation, organisation);
  return row && row.closedOn === null ? { kind: row.kind, area: row.areaCode } : null;
}

/** Whether the witness is the sub-district, town or township in which the community lies, and the other party a committee. */
function checkSignatories({ community, witness }: Signatories): Refusal | undefined {
  if (!community || !committees.includes(community.kind)) return refuse('community-not-affected', rules.admissionOrder);
  const above = witness && towns.includes(witness.kind) && community.area && witness.area && isInArea(community.area, witness.area);
  return above ? undefined : refuse('witness-not-above', rules.agreement);
}

const planned = (plan: Agreement['plan']) => plan.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

/** Whether terms follow those that a community has: after their last day, and at once where they still run. */
function checkFollowing({ periods, plan }: Agreement, terms: Terms, today: IsoDate): Refusal | undefined {
  const [end = ''] = periods.slice(-1).map(({ to }) => to);
  if (terms.from <= end) return refuse('agreement-signed', rules.admissionOrder);
  const next = addDays(end, 1);
  if (end >= today && terms.from !== next) return refuse('agreement-follows', rules.agreement, { from: next });
  // Finance binds the money of a community once for a year.
  const [year = ''] = plan.slice(-1).map(({ on }) => on.slice(0, 4));
  return terms.plan.some(({ on }) => on.slice(0, 4) <= year) ? refuse('agreement-year-bound', rules.agreement, { year }) : undefined;
}

/** Whether the terms fit the matter: community, period, money. */
function checkTerms(state: Signing, terms: Terms, today: IsoDate): Refusal | undefined {
  const { form, entry } = state;
  const { community, amount, plan, from, to } = terms;
  const before = entry.agreements[community];
  const refused = before && checkFollowing(before, terms, today);
  if (refused) return refused;
  const last = 'endsOn' in state ? state.endsOn : entry.to;
  if (from < entry.from || to < from || (last !== null && to > last)) return refuse('start-passed', rules.admissionOrder);
  const needed = neededFor(form, 1) ?? 0n;
  if (BigInt(amount) < needed) return refuse('money-split', rules.money, { needed: needed.toString(), amount });
  return planned(plan) === BigInt(amount)
    ? undefined
    : refuse('plan-differs', rules.admissionOrder, { planned: planned(plan).toString(), amount });
}

/** Whoever signs for one party signs for no other. */
function signing(
  offer: Offer | null,
  party: Signature['party'],
  organisation: string,
  { actor, today }: { readonly actor: Actor; readonly today: string },
): Signature | Refusal {
  const account = actorId(actor);
  return offer?.signatures.some((each) => each.account === account)
    ? refuse('signed-by-another-party', rules.agreement)
    : { party, organisation, account, on: today };
}

/** Department and committee have signed, and the witness: in force from the last signature on. */
function inForce(given: Signing, { terms, signatures }: Offer, context: MoveContext<Concerned>): readonly AdmissionEvent[] | Refusal {
  const state = ofStanding(given, context.facts);
  const { entry, department, bodies, budgetLine, form } = state;
  if (!bodies || budgetLine === null) return refuse('class-needs-other', rules.admissionOrder, { class: state.class });
  const { today } = context;
  const { community, to } = terms;
  // It may have closed since the department signed.
  if (!entry.communities.includes(community)) return refuse('community-not-affected', rules.admissionOrder);
  const agreements = { ...entry.agreements, [community]: agreementOf(terms, entry.agreements[community]) };
  const after = { ...state, entry: { ...entry, agreements } };
  const startsOn = 'activeFrom' in after ? null : beginOf(agreements, entry.from > today ? entry.from : today);
  const until = runsUntil(agreements, today);
  const signed: Of<'AgreementSigned'> = {
    type: 'AgreementSigned',
    ...terms,
    department,
    finance: bodies.finance,
    class: 'ENTRUST',
    budgetLine,
    ...(form.money?.purpose !== undefined && { purpose: form.money.purpose }),
    signatures: [...signatures],
    ...(startsOn && startsOn > today && { startsOn }),
    ...(until && { runsUntil: until }),
    ...(!('activeFrom' in after) && { reached: reached(after) }),
    moneyDue: moneyDue(agreements, context) ?? { dueOn: to },
    on: today,
  };
  return [signed, ...following(after, context)];
}

/** What an agreement that follows another changes at once: the start, the end or the going on of the matter, by whether all of them run. */
function following(state: OfStanding<Signing>, context: Looking): readonly AdmissionEvent[] {
  const { today } = context;
  if (!('activeFrom' in state)) return onceReady(state, context);
  const missing = agreementMissing(state, today);
  if (state.status !== 'suspended') return missing ? [agreementOver(today)] : [];
  if (missing || state.ground !== 'agreement-over') return [];
  return [{ type: 'MatterResumed', reason: '已签订后续委托协议', moneyDue: nextLook(state.entry.agreements, context), on: today }];
}

const paper = { community: z.uuid(), /** The paper that is signed: the same that the department signed. */ document: fileHash };

export const signingMoves = {
  signAgreement: move({
    label: { zh: '部门签署委托协议', en: 'sign the agreement for the department' },
    from: signable,
    by: { department: officers },
    input: agreementTerms,
    gather: async (read, { community, witness }): Promise<Signatories> => ({
      community: await signatory(read, community),
      witness: await signatory(read, witness),
    }),
    decide: (state, terms, context) => {
      if (state.class !== 'ENTRUST' || !state.bodies || state.budgetLine === null)
        return refuse('class-needs-other', rules.admissionOrder, { class: state.class });
      if (!concerns(state, terms.community) || !lies(state, context.facts.community?.area ?? null))
        return refuse('community-not-affected', rules.admissionOrder);
      const refused = checkTerms(state, terms, context.today) ?? checkSignatories(context.facts);
      if (refused) return refused;
      const signature = signing(null, 'department', state.department, context);
      return 'kind' in signature ? signature : { type: 'AgreementOffered', terms, signature };
    },
  }),
  countersignAgreement: move({
    label: { zh: '社区签署委托协议', en: 'sign the agreement for the committee' },
    from: signable,
    by: { community: committee },
    input: z.object(paper).strict(),
    parties: ({ community }) => ({ community: { organisation: community } }),
    decide: ({ entry }, { community, document }, context) => {
      const offer = entry.offers[community];
      if (!offer || offer.terms.document !== document) return refuse('nothing-offered', rules.agreement);
      if (offer.signatures.length > 1) return refuse('countersigned-already', rules.agreement);
      const signature = signing(offer, 'community', community, context);
      return 'kind' in signature ? signature : { type: 'AgreementCountersigned', community, signature };
    },
  }),
  witnessAgreement: move({
    label: { zh: '见证委托协议', en: 'witness the agreement' },
    from: signable,
    by: { witness: ['sub-district'] },
    input: z.object({ ...paper, witness: z.uuid() }).strict(),
    parties: ({ witness }) => ({ witness: { organisation: witness } }),
    gather: (read, _input, state, { today }) => concernedOn(read, state, today),
    decide: (state, { community, document, witness }, context) => {
      const offer = state.entry.offers[community];
      if (!offer || offer.terms.document !== document) return refuse('nothing-offered', rules.agreement);
      if (offer.terms.witness !== witness) return refuse('witness-is-another', rules.agreement);
      if (offer.signatures.length < 2) return refuse('not-countersigned', rules.agreement);
      const signature = signing(offer, 'witness', witness, context);
      return 'kind' in signature ? signature : inForce(state, { ...offer, signatures: [...offer.signatures, signature] }, context);
    },
  }),
};
