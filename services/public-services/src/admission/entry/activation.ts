import type { IsoDate, MoveContext } from '@yimen/kernel';
import { basisOn, findMatter } from '@yimen/policy';
import { parameters } from '../../parameters.js';
import type { Agreement, Of, Standing } from '../state.js';
import { changedSince, inForce } from './basis.js';
import type { OfStanding } from './communities.js';
import { nextLook } from './lateness.js';
import { agreementMissing } from './running-agreement.js';
import { contractMissing } from './running-contract.js';

/** Money of an agreement that has arrived and is confirmed by the community, in fen. */
export const confirmed = ({ received }: Agreement): bigint =>
  received.reduce((sum, each) => (each.confirmed ? sum + BigInt(each.amount) : sum), 0n);

/** Whether the first instalment of an agreement is there and confirmed (13.1). */
export const firstPaid = (agreement: Agreement): boolean => {
  const [first] = agreement.plan;
  return first !== undefined && confirmed(agreement) >= BigInt(first.amount);
};

/** Whether every community of the matter that stands is among these; where none stands any more, there is nobody to begin with. */
function everyCommunity({ entry: { communities } }: OfStanding<Standing>, having: readonly string[]): boolean {
  return communities.length > 0 && communities.every((each) => having.includes(each));
}

/**
 * Whether what the class needs to become active is there (13.1, D-admission-conditions), apart from the start date: of its own duty nothing
 * (RCL25 10), conditions of what it assists with, the money of what is entrusted, a contract of what is bought.
 */
export function conditionsMet(state: OfStanding<Standing>): boolean {
  switch (state.class) {
    case 'SELF':
      return true;
    case 'ASSIST':
      return everyCommunity(
        state,
        Object.entries(state.entry.conditions).flatMap(([community, given]) => (given.confirmed ? [community] : [])),
      );
    case 'ENTRUST':
      return everyCommunity(
        state,
        Object.entries(state.entry.agreements).flatMap(([community, each]) => (firstPaid(each) ? [community] : [])),
      );
    case 'PURCHASE':
      return state.status === 'contracted';
  }
}

/** What a matter that is entrusted has reached before its start; null where a community that stands has no agreement yet. */
export function reached(state: OfStanding<Standing>): Exclude<Of<'AgreementSigned'>['reached'], undefined> {
  if (conditionsMet(state)) return 'funded';
  return everyCommunity(state, Object.keys(state.entry.agreements)) ? 'agreed' : null;
}

/** Last day of the matter's basis as libs/policy knows it; null where it is in force without end, or is no matter of the catalogue. */
export function basisUntil({ form }: Pick<Standing, 'form'>, today: IsoDate): IsoDate | null {
  const found = form.matter.id === null ? undefined : findMatter(form.matter.id);
  return (found && basisOn(found, today)?.validTo) ?? null;
}

/** The law that carries a matter of the catalogue: what the application cited, or what has taken its place since. */
function restsOn(
  { matter: { id }, basis }: Standing['form'],
  changed: Of<'BasisChanged'> | undefined,
): Pick<Of<'MatterActivated'>, 'rests'> {
  const { law, article } = changed ?? basis;
  return id !== null && findMatter(id) ? { rests: { matter: id, law, article } } : {};
}

type Looking = Pick<MoveContext, 'today' | 'policy' | 'calendar'>;

/** The review of a year is due on the day of the policy in the next year. */
export const reviewDue = (year: number, { policy }: Pick<MoveContext, 'policy'>) => ({
  dueOn: `${year + 1}-${policy.text(parameters.reviewUntil)}`,
});

/** The start of a matter, and the law on which it rests by then where that is another than the application cited. */
export function activated(
  { form, entry }: { readonly form: Standing['form']; readonly entry: Pick<Standing['entry'], 'to' | 'agreements'> },
  context: Looking,
): readonly (Of<'MatterActivated'> | Of<'BasisChanged'>)[] {
  const { today, policy } = context;
  const changed = changedSince(form, today);
  const event: Of<'MatterActivated'> = {
    type: 'MatterActivated',
    endsOn: entry.to,
    reviewDue: reviewDue(Number(today.slice(0, 4)), { policy }),
    basisUntil: basisUntil({ form }, today),
    ...restsOn(form, changed),
    // The day may have passed while the matter could not be suspended yet.
    moneyDue: nextLook(entry.agreements, context),
    on: today,
  };
  return changed ? [event, changed] : [event];
}

/** What follows once nothing is lacking: active at once where its start is reached, its contract or agreements run and law still carries it. */
export function onceDue(state: Standing, context: Looking): ReturnType<typeof activated> {
  const { today } = context;
  const missing = contractMissing(state, today) || agreementMissing(state, today);
  return today >= state.entry.from && !missing && inForce(state.form, today) ? activated(state, context) : [];
}

/** What follows a fact about a matter in its list: active at once where that was all it waited for. */
export const onceReady = (state: OfStanding<Standing>, context: Looking): ReturnType<typeof activated> =>
  conditionsMet(state) ? onceDue(state, context) : [];
