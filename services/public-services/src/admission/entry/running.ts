import { reviewConcluded } from '@yimen/contracts';
import { addMonths, type IsoDate, type Reader, type Refusal } from '@yimen/kernel';
import { basisOn, findMatter } from '@yimen/policy';
import { z } from 'zod';
import { stands } from '../../overriding.js';
import { parameters } from '../../parameters.js';
import { rules } from '../../rules.js';
import { refuse } from '../refuse.js';
import { committee, move, officers, type Active, type Admission, type Of, type Suspended } from '../state.js';
import { reviewDue } from './activation.js';
import { concernedOn, ofStanding, type Concerned } from './communities.js';
import { isLate, nextLook, owedSince } from './lateness.js';
import { concerns, lies } from './listing.js';
import { agreementMissing, agreementOver } from './running-agreement.js';
import { contractMissing } from './running-contract.js';

const reason = z.string().trim().min(2).max(500);
const nothing = z.object({}).strict();
const officeOrCommunity = { office: officers, community: committee } as const;
/** The office of the item, or a community that the input names; null where the office acts. */
const asCommunity = { community: z.uuid().nullable().default(null) };
const byCommunity = ({ community }: { readonly community: string | null }) =>
  community === null ? {} : { community: { organisation: community } };

/** Where the community that acts lies; null where the office acts, or where the book does not say. */
export interface Acting extends Concerned {
  readonly area: string | null;
}
const actingOf = async (
  read: Reader,
  { community }: { readonly community: string | null },
  state: Admission,
  { today }: { readonly today: IsoDate },
): Promise<Acting> => ({
  area: community === null ? null : ((await read.area(community)) ?? null),
  ...(await concernedOn(read, state, today)),
});

/** Refused where the community named, if any, is none of the matter's. */
function outside(state: Active | Suspended, community: string | null, { area }: Acting): Refusal | undefined {
  const concerned = community === null || (concerns(state, community) && lies(state, area));
  return concerned ? undefined : refuse('community-not-affected', rules.suspension);
}

export const runningMoves = {
  suspend: move({
    label: { zh: '暂停', en: 'suspend' },
    from: ['active', 'amended'],
    by: officeOrCommunity,
    input: z.object({ ...asCommunity, ground: z.enum(['money-late', 'conditions-not-given', 'unlawful-content']), reason }).strict(),
    parties: byCommunity,
    gather: actingOf,
    decide: (state, { community, ground, reason: words }, context) => {
      const { today, facts } = context;
      const late = isLate(ofStanding(state, facts).entry.agreements, context);
      const event = { type: 'MatterSuspended', ground, reason: words, on: today } as const;
      if (ground === 'money-late' && !late && stands('money-in-time', context)) return refuse('money-in-time', rules.suspension);
      return outside(state, community, facts) ?? event;
    },
  }),
  resume: move({
    label: { zh: '恢复', en: 'resume' },
    from: ['suspended'],
    by: officeOrCommunity,
    input: z.object({ ...asCommunity, reason }).strict(),
    parties: byCommunity,
    gather: actingOf,
    decide: (given, { community, reason: words }, context) => {
      const { today, facts } = context;
      const state = ofStanding(given, facts);
      if (contractMissing(state, today)) return refuse('contract-missing', rules.purchase);
      if (agreementMissing(state, today)) return refuse('agreement-not-running', rules.agreement);
      const since = owedSince(state.entry.agreements);
      if (state.ground === 'money-late' && since !== null && since <= today) return refuse('money-still-late', rules.money);
      const moneyDue = nextLook(state.entry.agreements, context);
      return outside(given, community, facts) ?? { type: 'MatterResumed', reason: words, moneyDue, on: today };
    },
  }),
  startReview: move({
    label: { zh: '开始年度评估', en: 'start the yearly review' },
    from: ['active', 'amended'],
    by: { office: officers },
    input: z.object({ year: z.int().min(2000).max(2100) }).strict(),
    // The year under review has ended, and none is passed over: the deadline moves on by one year with each.
    decide: ({ toReview }, { year }, { today }) =>
      year === toReview && year < Number(today.slice(0, 4))
        ? { type: 'ReviewStarted', year, on: today }
        : refuse('review-year', rules.review, { year: toReview }),
  }),
  concludeReview: move({
    label: { zh: '评估结论', en: 'conclude the review' },
    from: ['under-review'],
    by: { office: officers },
    input: z.object({ outcome: z.enum([...reviewConcluded.schema.shape.outcome.options, 'exit']), words: reason }).strict(),
    gather: (read, _input, state, { today }) => concernedOn(read, state, today),
    decide: (given, { outcome, words }, context) => {
      const state = ofStanding(given, context.facts);
      const { year, form, entry } = state;
      const { today, policy } = context;
      if (outcome === 'exit') return { type: 'MatterExited', county: form.county, ground: 'review', reason: words, on: today };
      const moneyDue = nextLook(entry.agreements, context);
      const due = reviewDue(year + 1, { policy });
      const concluded = { type: 'ReviewConcluded', year, outcome, words, reviewDue: due, moneyDue, on: today } as const;
      // The contract or an agreement may have ended while the matter was looked at.
      if (contractMissing(state, today))
        return [concluded, { type: 'MatterSuspended', ground: 'contract-over', reason: '没有履行中的购买合同', on: today }];
      return agreementMissing(state, today) ? [concluded, agreementOver(today)] : concluded;
    },
  }),
  extendTemporary: move({
    label: { zh: '延长临时事项', en: 'extend a temporary matter' },
    from: ['active', 'amended'],
    by: { office: officers },
    input: z.object({ endsOn: z.iso.date(), reason }).strict(),
    decide: (state, { endsOn, reason: words }, context) => {
      const { policy, today } = context;
      if (!state.form.flags.includes('TEMPORARY') || state.endsOn === null) return refuse('not-temporary', rules.temporary);
      const times = policy.number(parameters.temporaryExtensions);
      if (state.extensions >= times && stands('extended-already', context)) return refuse('extended-already', rules.temporary, { times });
      // An extension is a second period of the same longest time.
      const until = addMonths(state.endsOn, policy.number(parameters.temporaryMonths));
      if (endsOn <= state.endsOn) return refuse('period-reversed', rules.temporary);
      if (endsOn > until && stands('extension-too-long', context)) return refuse('extension-too-long', rules.temporary, { until });
      return { type: 'TemporaryExtended', county: state.form.county, endsOn, reason: words, on: today };
    },
  }),
  expire: move({
    label: { zh: '到期', en: 'expire' },
    from: ['active', 'amended', 'suspended', 'under-review'],
    by: 'system',
    input: nothing,
    decide: ({ endsOn, form }, _input, { today }) =>
      endsOn !== null && today > endsOn
        ? { type: 'MatterExpired', county: form.county, on: today }
        : refuse('not-due', rules.temporary, { until: endsOn }),
  }),
  renewBasis: move({
    label: { zh: '依据变更', en: 'look at the basis again' },
    from: ['active', 'amended', 'suspended', 'under-review'],
    by: 'system',
    input: nothing,
    decide: ({ form, basis }, _input, { today }) => {
      const found = form.matter.id === null ? undefined : findMatter(form.matter.id);
      const now = found && basisOn(found, today);
      if (!now)
        return {
          type: 'MatterExited',
          county: form.county,
          ground: 'basis-repealed',
          reason: `${basis.law}第${basis.article}条已不再有效`,
          on: today,
        };
      if (now.law === basis.law && now.article === basis.article) return refuse('basis-stands', rules.basis);
      const { law, article, words, validTo } = now;
      return { type: 'BasisChanged', law, article, words, basisUntil: validTo, matter: found.id, on: today };
    },
  }),
  exit: move({
    label: { zh: '退出', en: 'exit' },
    from: ['listed', 'agreed', 'funded', 'contracted', 'active', 'amended', 'suspended'],
    by: { office: officers },
    input: z
      .object({
        // What residents dislike leaves (JY22), and what else may end a matter (5.1.4).
        ground: z.enum(['basis-repealed', 'task-done', 'burden-too-high', 'money-not-paid', 'emergency-over', 'group-dislikes']),
        reason,
      })
      .strict(),
    decide: ({ form }, { ground, reason: words }, { today }) => {
      const exited: Of<'MatterExited'> = { type: 'MatterExited', county: form.county, ground, reason: words, on: today };
      return ground === 'emergency-over' && !form.flags.includes('EMERGENCY')
        ? refuse('class-needs-other', rules.exempt, { class: 'EMERGENCY' })
        : exited;
    },
  }),
};
