import type { DeadlineRule } from '@yimen/kernel';
import { ratingDeadlineRules as rules } from '@yimen/policy';
import type { RatingCaseEvent } from './state.js';

type Of<T extends RatingCaseEvent['type']> = Extract<RatingCaseEvent, { type: T }>;
type Name = Of<'RatingDueComputed'>['deadline'];

/** The computed date of a deadline that waited for its calendar. */
const computed =
  (name: Name) =>
  ({ deadline, dueOn }: Of<'RatingDueComputed'>) =>
    deadline === name ? { dueOn } : undefined;

const computes = 'computeDue';

/** Every step of a rating case has its time; being late is shown, nobody is acted for. */
export const deadlines: Readonly<Record<Name, DeadlineRule<RatingCaseEvent>>> = {
  accept: {
    rule: rules.accept,
    computes,
    label: { zh: '差评受理', en: 'taking on a bad rating' },
    set: { BadRatingOpened: ({ acceptDue }) => acceptDue, RatingDueComputed: computed('accept') },
    clear: ['BadRatingAccepted'],
  },
  verify: {
    rule: rules.verify,
    computes,
    label: { zh: '差评核实', en: 'verification of a bad rating' },
    set: { BadRatingAccepted: ({ verifyDue }) => verifyDue, RatingDueComputed: computed('verify') },
    clear: ['BadRatingVerified'],
  },
  rectify: {
    rule: rules.rectify,
    computes,
    label: { zh: '差评整改期限', en: 'rectification of a bad rating' },
    set: {
      BadRatingOpened: ({ due }) => due,
      // A rating that was kept is still to be put right.
      BadRatingRechecked: ({ outcome }) => (outcome === 'struck' ? null : undefined),
      RatingDueComputed: computed('rectify'),
    },
    clear: ['RatingCaseClosed'],
  },
  callback: {
    rule: rules.callback,
    computes,
    label: { zh: '差评回访', en: 'callback after a bad rating' },
    set: { RectificationReported: ({ callbackDue }) => callbackDue ?? undefined, RatingDueComputed: computed('callback') },
    clear: ['RaterCalledBack', 'RatingCaseClosed'],
  },
  recheck: {
    rule: rules.recheck,
    computes,
    label: { zh: '差评复核', en: 'recheck of a bad rating' },
    set: { BadRatingAppealed: ({ recheckDue }) => recheckDue, RatingDueComputed: computed('recheck') },
    clear: ['BadRatingRechecked'],
  },
};
