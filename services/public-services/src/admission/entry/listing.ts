import { conditionsRecorded } from '@yimen/contracts';
import { isInArea } from '@yimen/kernel';
import { z } from 'zod';
import { rules } from '../../rules.js';
import { lastDay } from '../applying/form-checks.js';
import { refuse } from '../refuse.js';
import { committee, move, officers, type AdmittedClass, type Form, type Of, type Standing } from '../state.js';
import { activated, conditionsMet, onceReady } from './activation.js';
import { inForce } from './basis.js';
import { concernedOn, ofStanding } from './communities.js';
import { agreementMissing } from './running-agreement.js';
import { contractMissing } from './running-contract.js';

/** Before the start, and later for a community that is founded while the matter goes on. */
const givable = ['listed', 'active', 'amended', 'suspended'] as const;

const document = z.string().trim().min(2).max(120);

/** The register in which a class stands (13.1; the two lists of R-206 among them). */
export const listOf: Readonly<Record<AdmittedClass, Of<'MatterListed'>['list']>> = {
  SELF: 'self-government',
  ASSIST: 'assist',
  ENTRUST: 'entrusted-purchased',
  PURCHASE: 'entrusted-purchased',
};

/** What the admission of matters lets into a community. */
export function listed(
  { department, form, number }: { readonly department: string; readonly form: Form; readonly number: string },
  of: AdmittedClass,
  approval: string,
  today: string,
): Of<'MatterListed'> {
  const { county, matter, flags, scope, period } = form;
  return {
    type: 'MatterListed',
    county,
    department,
    matter,
    class: of,
    flags,
    list: listOf[of],
    number,
    communities: scope.communities === 'all' ? 'all' : [...new Set(scope.named)],
    from: period.from,
    to: lastDay(form),
    approval,
    on: today,
  };
}

/** Whether the matter concerns a community. */
export const concerns = ({ entry }: Pick<Standing, 'entry'>, community: string): boolean =>
  entry.communities === 'all' || entry.communities.includes(community);

/** Whether a community lies where the matter is: of “all communities” only those of the county are meant. */
export const lies = ({ form, entry }: Pick<Standing, 'form' | 'entry'>, area: string | null): boolean =>
  entry.communities !== 'all' || (area !== null && isInArea(area, form.county));

export const listingMoves = {
  publishList: move({
    label: { zh: '公布清单', en: 'publish the list' },
    from: ['approved'],
    by: { office: officers },
    input: z.object({ /** Approval of the list by the county or city government. */ approval: document }).strict(),
    decide: (state, { approval }, { today }) => listed(state, state.class, approval, today),
  }),
  recordConditions: move({
    label: { zh: '记录条件', en: 'record the conditions' },
    from: givable,
    by: { department: officers },
    // CD20 44: money, conditions, information and guidance go with what is assisted.
    input: conditionsRecorded.schema.omit({ on: true }).extend({ guidance: z.string().trim().min(1).max(200) }),
    gather: async (read, { community }): Promise<{ readonly area: string | null }> => ({ area: (await read.area(community)) ?? null }),
    decide: (state, input, { today, facts: { area } }) => {
      if (state.class !== 'ASSIST') return refuse('class-needs-other', rules.admissionOrder, { class: state.class });
      if (!concerns(state, input.community) || !lies(state, area)) return refuse('community-not-affected', rules.admissionOrder);
      return { type: 'ConditionsRecorded', ...input, on: today };
    },
  }),
  confirmConditions: move({
    label: { zh: '确认条件', en: 'confirm the conditions' },
    from: givable,
    by: { community: committee },
    input: z.object({ community: z.uuid() }).strict(),
    parties: ({ community }) => ({ community: { organisation: community } }),
    gather: (read, _input, state, { today }) => concernedOn(read, state, today),
    decide: (state, { community }, context) => {
      if (!state.entry.conditions[community]) return refuse('conditions-unrecorded', rules.money);
      const confirmed = { type: 'ConditionsConfirmed', community, on: context.today } as const;
      if (state.status !== 'listed') return confirmed;
      const conditions = { ...state.entry.conditions, [community]: { confirmed: true } };
      const after = ofStanding({ ...state, entry: { ...state.entry, conditions } }, context.facts);
      return [confirmed, ...onceReady(after, context)];
    },
  }),
  activate: move({
    label: { zh: '生效', en: 'activate' },
    from: ['listed', 'agreed', 'funded', 'contracted'],
    // On its day by itself; later by the office, where the last community that it waited for has closed.
    by: { office: officers },
    input: z.object({}).strict(),
    gather: (read, _input, state, { today }) => concernedOn(read, state, today),
    decide: (given, _input, context) => {
      const { today } = context;
      const state = ofStanding(given, context.facts);
      if (today < state.entry.from) return refuse('start-not-reached', rules.admissionOrder, { from: state.entry.from });
      if (!inForce(state.form, today)) return refuse('basis-not-in-force', rules.basis);
      if (!conditionsMet(state)) return refuse('conditions-open', rules.money);
      if (contractMissing(state, today)) return refuse('contract-missing', rules.purchase);
      if (agreementMissing(state, today)) return refuse('agreement-not-running', rules.agreement);
      return activated(state, context);
    },
  }),
};
