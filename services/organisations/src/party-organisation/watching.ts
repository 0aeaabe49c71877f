import { addMonths, type MoveContext } from '@yimen/kernel';
import { folds } from './folds.js';
import type { Formed, PartyOrganisationEvent, Standing } from './states.js';
import { countedOf, unmet } from './thresholds.js';

type Told = Pick<MoveContext, 'today' | 'policy'>;

/** These events, and what follows from the numbers after them: a grace that begins, a warning at once, or a number that is right again. */
export function watching(before: Standing, events: readonly PartyOrganisationEvent[], told: Told): PartyOrganisationEvent[] {
  const after = events.reduce((state, event) => folds[event.type](state as never, event as never) as Standing, before);
  return [...events, ...consequences(after, told)];
}

/** What the numbers of an organisation ask for that is not watched yet, and what is watched and no longer so. */
export function consequences(formed: Formed, { today, policy }: Told): PartyOrganisationEvent[] {
  const now = unmet(formed, policy);
  const figures = countedOf(formed);
  const begun = now.filter(({ threshold }) => !formed.watched.some((one) => one.threshold === threshold));
  const met = formed.watched.filter(({ threshold }) => !now.some((one) => one.threshold === threshold));
  const graceUntil = addMonths(today, policy.number('party.threshold.grace_months'));
  const running = [
    ...formed.watched.filter((one) => !one.warned && !met.includes(one)).map((one) => one.graceUntil),
    ...begun.filter(({ grace }) => grace).map(() => graceUntil),
  ].sort();
  const nextGrace = running[0] ?? null;
  return [
    ...begun.map(({ threshold, rule, grace }) =>
      grace
        ? { type: 'PartyThresholdPassed' as const, threshold, rule, ...figures, graceUntil, nextGrace: nextGrace ?? graceUntil }
        : { type: 'PartyThresholdWarned' as const, threshold, rule, ...figures, nextGrace },
    ),
    ...met.map(({ threshold }) => ({ type: 'PartyThresholdMet' as const, threshold, nextGrace })),
  ];
}

/** What follows where a grace is over: a warning, which is a task for people and never more, or nothing where fewer are asked for meanwhile (D-party-grace). */
export function warnings(formed: Standing, { today, policy }: Told): PartyOrganisationEvent[] {
  const figures = countedOf(formed);
  const due = formed.watched.filter(({ warned, graceUntil }) => !warned && graceUntil < today);
  const later = formed.watched.filter((one) => !one.warned && !due.includes(one)).map((one) => one.graceUntil);
  const nextGrace = later.sort()[0] ?? null;
  const now = unmet(formed, policy);
  return due.map(({ threshold }) => {
    const missed = now.find((one) => one.threshold === threshold);
    return missed
      ? { type: 'PartyThresholdWarned', threshold, rule: missed.rule, ...figures, nextGrace }
      : { type: 'PartyThresholdMet', threshold, nextGrace };
  });
}
