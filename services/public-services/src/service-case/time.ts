import {
  addDays,
  addWorkingDays,
  dueAfter,
  lastDay,
  resumeWorkingDays,
  workingDaysBetween,
  type Due,
  type IsoDate,
  type MoveContext,
  type PausedInterval,
  type Period,
} from '@yimen/kernel';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { isLicence } from '../law-of-matter.js';
import { inWorkingDays } from '../working-days.js';
import type { Of, Standing, Submission } from './state.js';

type Given = Pick<MoveContext, 'policy' | 'calendar' | 'today'>;

/** Due date of the one supplement notice, from receipt or from the supplement that completed the case. */
export function noticeDue(of: Pick<Submission, 'taskType'>, from: IsoDate, given: Pick<Given, 'policy' | 'calendar'>): Due {
  return inWorkingDays(isLicence(of) ? parameters.licenceNoticeDays : parameters.checkDays, from, given);
}

/** Whether a due date was kept today; null while it waits for its calendar. */
export function keptToday(due: Due, today: IsoDate): boolean | null {
  return 'dueOn' in due ? today <= due.dueOn : null;
}

export function isPast(due: Due | null, today: IsoDate): due is { readonly dueOn: IsoDate } {
  return due !== null && 'dueOn' in due && today > due.dueOn;
}

/**
 * Limit of law: that of the guide; a licence whose own law sets none has that of ALL19 42 (joint handling its longer one).
 * For other matters only the guide counts.
 */
export function statutoryLimit({ statutoryLimit: own, taskType, joint }: Submission, { policy }: Pick<Given, 'policy'>): Period | null {
  if (own) return own;
  if (!isLicence({ taskType })) return null;
  return { amount: policy.number(joint ? parameters.jointDays : parameters.licenceDays), unit: 'WD' };
}

/** ALL19 44 speaks of licences that are granted; a refusal and every other result is delivered in the product's time. */
export function deliveryLimit(
  of: Pick<Submission, 'taskType'>,
  outcome: Of<'CaseDecided'>['outcome'],
  given: Pick<Given, 'policy' | 'calendar' | 'today'>,
) {
  const [rule, key] =
    isLicence(of) && outcome === 'granted'
      ? ([rules.licenceDelivery, parameters.licenceDeliverDays] as const)
      : ([rules.resultDelivery, parameters.deliverDays] as const);
  return { deliveryDue: inWorkingDays(key, given.today, given), deliveryRule: rule };
}

/** The event of acceptance with the due dates that run from `acceptedOn`. */
export function acceptance(state: Standing, way: Of<'CaseAccepted'>['way'], acceptedOn: IsoDate, given: Given): Of<'CaseAccepted'> {
  const law = statutoryLimit(state, given);
  return {
    type: 'CaseAccepted',
    way,
    acceptedOn,
    limit: state.promisedLimit,
    due: dueAfter(acceptedOn, state.promisedLimit, given.calendar),
    statutoryDue: law && dueAfter(acceptedOn, law, given.calendar),
    statutoryRule: state.statutoryRule,
    // From today: a case accepted by silence counts as accepted long ago, but only now has to be passed on.
    handOverDue: way === 'at-once' ? null : inWorkingDays(parameters.handOverDays, given.today, given),
    applicant: state.applicant,
    channel: state.noticeChannel,
  };
}

/** Last day of a limit in calendar days or months, before any holiday; null for working days, which end on one. */
export function endOf(from: IsoDate, { amount, unit }: Period): IsoDate | null {
  return unit === 'WD' ? null : lastDay(from, { amount, unit });
}

/** That day after a pause. A pause that began when the limit was over moves nothing. */
export function endAfterPause(due: Due, end: IsoDate | null, { pausedOn, resumedOn }: PausedInterval): IsoDate | null {
  if (end === null || pausedOn === resumedOn || ('dueOn' in due && pausedOn >= due.dueOn)) return end;
  const days = daysBetween(pausedOn, resumedOn);
  if (pausedOn < end) return addDays(end, days);
  // Paused in the holiday over which the end was moved: what was left of it is given back; at least a day.
  return 'dueOn' in due ? addDays(due.dueOn, days) : addDays(resumedOn, 1);
}

/**
 * A due date after a pause (ALL19 45): the days after `pausedOn` up to and including `resumedOn` are given back, in the limit's own unit.
 * Calendar days are added to the end before any holiday, then the holiday is looked at once (CIV 203); so it also waits for its calendar.
 */
export function afterPause(
  due: Due,
  { unit, end }: { readonly unit: 'WD' | 'CD' | 'M' | 'Y'; readonly end: IsoDate | null },
  pause: PausedInterval,
  { calendar }: Pick<Given, 'calendar'>,
): Due {
  if (unit === 'WD' || ('pending' in due && end === null)) return resumeWorkingDays(due, pause, calendar);
  // Nothing is given back to a limit that was over when the pause began.
  if ('dueOn' in due && (pause.pausedOn >= due.dueOn || pause.resumedOn === pause.pausedOn)) return due;
  const last = endAfterPause(due, end ?? ('dueOn' in due ? due.dueOn : null), pause);
  return last === null ? due : addWorkingDays(addDays(last, -1), 1, calendar);
}

/** Working days of the pause, as recorded and shown; null while its year is not loaded. */
export function pausedWorkingDays(pausedOn: IsoDate, resumedOn: IsoDate, { calendar }: Pick<Given, 'calendar'>): number | null {
  return workingDaysBetween(pausedOn, resumedOn, calendar) ?? null;
}

/** A due date moved on by working days, also where it still waits for its calendar. */
export function later(due: Due, amount: number, { calendar }: Pick<Given, 'calendar'>): Due {
  if ('dueOn' in due) return addWorkingDays(due.dueOn, amount, calendar);
  return { pending: { ...due.pending, amount: due.pending.amount + amount } };
}

function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
