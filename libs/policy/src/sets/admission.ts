import { parameterSet } from './parameter.js';

const unread = { verified: false } as const;

/** Limits of admission, reports and burden (5.1); only the time of the decision has no source at all, not even a practice. */
export const admission2026 = parameterSet('NATIONAL-2026', [
  // Working days between submission and planned start; a practice of Xicheng.
  ['admission.ahead_days', 30, 'WD', 'XC18'],
  ['admission.form_check_days', 5, 'WD', 'D-admission-form'],
  ['admission.decide_days', 20, 'WD', 'D-admission-limit', unread],
  ['opinion.sample', 3, 'count', 'D-admission-opinion'],
  ['admission.opinion_days', 5, 'WD', 'D-admission-opinion'],
  ['admission.returned_days', 30, 'CD', 'D-admission-return'],
  ['exempt.register_days', 5, 'WD', 'D-admission-exempt'],
  ['fund.grace', 30, 'CD', 'D-admission-suspend'],
  ['admission.temporary_months', 6, 'M', 'D-admission-temporary'],
  ['admission.temporary_extensions', 1, 'count', 'D-admission-temporary'],
  // Month and day until which the last year is reviewed.
  ['admission.review_until', '01-31', null, 'D-admission-review'],
  ['admission.number.release_days', 3, 'CD', 'D-admission-register'],
  ['report.correct_days', 10, 'WD', 'D-report-correct'],
  ['report.figures.minimum', 5, 'count', 'D-reporter-hidden', { bound: 'floor' }],
  ['burden.decrease_percent', 0, 'percent', 'D-burden'],
  // Merged assessments of a community in a year; a place may allow none.
  ['assessment.per_year', 1, 'count', 'MCA15 assessment', { bound: 'cap' }],
  // Least number of people in a group of a needs profile.
  ['needs.minimum', 5, 'count', 'D-needs-profile', { bound: 'floor' }],
]);

/** Beijing Xicheng decides within 15 working days. */
export const xicheng2018 = parameterSet('XICHENG-2018', [['admission.decide_days', 15, 'WD', 'XC18 decision']], {
  jurisdiction: '110102000000',
});
