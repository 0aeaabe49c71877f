import { parameterSet } from './parameter.js';

const cap = { bound: 'cap' } as const;
const floor = { bound: 'floor' } as const;
/** The rule has no number of its own: the number is the product's. */
const assumed = { source: 'D', force: 'default' } as const;

/** Numbers of national law in force in 2026, and what the product assumes where law is silent. */
export const national2026 = parameterSet('NATIONAL-2026', [
  // Cases (5.3.2). ALL19 limits apply to licences (task type 01); other items follow the limit their guide promises.
  ['licence.notice_days', 5, 'WD', 'ALL19 32', cap],
  ['case.check_days', 5, 'WD', 'D-supplement-once'],
  ['case.supplement_days', 15, 'WD', 'D-supplement-period'],
  ['case.online_check_days', 1, 'WD', 'XT23 online'],
  ['case.tolerance_days', 15, 'WD', 'XT23 tolerance', assumed],
  ['case.promise_check_days', 20, 'WD', 'XT23 promise', assumed],
  ['case.handover_days', 1, 'WD', 'D-handover'],
  ['licence.decide_days', 20, 'WD', 'ALL19 42', cap],
  ['licence.extension_days', 10, 'WD', 'ALL19 42', cap],
  ['licence.joint_days', 45, 'WD', 'ALL19 42', cap],
  ['licence.joint_extension_days', 15, 'WD', 'ALL19 42', cap],
  ['licence.deliver_days', 10, 'WD', 'ALL19 44', cap],
  ['case.deliver_days', 10, 'WD', 'D-result-delivery'],
  ['case.cannot_do_days', 5, 'WD', 'D-cannot-do'],
  // Ratings (5.3.3). No national number of days was found; 15 is a local page (Suining), not verified.
  ['rating.window', 10, 'WD', 'D-archive'],
  ['rating.bad.max_level', 2, 'level', 'HC19'],
  ['rating.bad.accept_days', 1, 'WD', 'D-rating-case'],
  ['rating.bad.verify_days', 5, 'WD', 'D-rating-case'],
  ['rating.bad.rectify_days', 15, 'WD', 'RATING-SUINING'],
  ['rating.bad.callback_days', 15, 'WD', 'D-rating-case'],
  ['rating.bad.recheck_days', 5, 'WD', 'D-rating-case'],
  ['rating.figures.minimum', 5, 'count', 'D-rating-hidden', floor],
  ['rating.figures.outcome_months', 2, 'M', 'D-rating-hidden'],
  // Queue (13.3).
  ['hall.ticket.priority_groups', 'elderly,disabled,pregnant,soldier', null, 'D-queue-priority'],
  ['hall.ticket.calls', 3, 'count', 'D-queue-missed'],
  ['hall.ticket.requeues', 1, 'count', 'D-queue-missed'],
  ['hall.ticket.priority_age', 70, 'age', 'D-queue-priority'],
  // People and households.
  ['identity.number.earliest_year', 1900, 'year', 'D-identity-number'],
  ['identity.number.test_profile', false, null, 'D-identity-number'],
  ['identity.reservation.release_days', 3, 'CD', 'D-reservation'],
  ['area.code.reservation.release_days', 3, 'CD', 'D-reservation'],
  // Lines of communities: less than the smallest dwelling, more than two surveys of one line differ; points that are compared in a moment.
  ['area.boundary.tolerance', 20, 'm2', 'D-area-boundary', cap],
  ['area.boundary.points', 2000, 'count', 'D-area-boundary', cap],
  ['person.child.under_age', 14, 'age', 'PIPL 31', floor],
  ['reporting.immediate.max_hours', 2, 'H', 'D-mandatory-report', cap],
  ['community.coverage.target', 0, 'count', 'R-003'],
  ['community.new_area.moved_in_percent', 50, 'percent', 'R-001'],
  // Residence permits.
  ['residence_permit.issue_days', 15, 'CD', 'RES15 9', cap],
  ['residence_permit.issue_days_remote', 30, 'CD', 'RES15 9', cap],
  ['residence_permit.endorsement.window_months', 1, 'M', 'RES15 10'],
  ['residence_permit.agent.under_age', 16, 'age', 'RES15 9'],
  // Retention per record series, from the last use; then the waiting time before keys are destroyed, and the schedule of key backups (13.10).
  ['retention.identity.days', 1825, 'CD', 'D-retention'],
  ['retention.contact.days', 365, 'CD', 'D-retention'],
  ['retention.hall.days', 1095, 'CD', 'D-retention'],
  ['retention.destruction.wait_days', 30, 'CD', 'D-retention'],
  ['retention.backup.rotation_days', 90, 'CD', 'D-retention'],
  ['retention.idempotency.days', 30, 'CD', 'D-retention'],
  ['retention.logs.months', 6, 'M', 'CSL25 23', floor],
  ['retention.data_use_records.years', 3, 'Y', 'GDS25 29', floor],
  ['retention.impact_assessment.years', 3, 'Y', 'PIPL 56', floor],
  ['export.rows_without_approval', 100, 'count', 'D-export', cap],
  // Aliases of identity numbers that never became a person's.
  ['vault.alias.unbound.days', 30, 'CD', 'D-reservation'],
  ['files.unnamed.days', 30, 'CD', 'D-reservation'],
  // What the system should have done and could not: a task for a person, with this time for it.
  ['task.system.days', 3, 'CD', 'D-system-task'],
  // 0.5: what the law in force says in place of the numbers of 2018. Households are "as a rule": another range is possible.
  ['committee.households.min', 1000, 'count', 'RCL25 3'],
  ['committee.households.max', 3000, 'count', 'RCL25 3'],
  ['representative.households.min', 20, 'count', 'RCL25 13'],
  ['representative.households.max', 50, 'count', 'RCL25 13'],
  // One in so many residents, or household representatives, asks for a meeting; or one in so many of the residents' representatives.
  ['meeting.petition.of', 10, 'count', 'RCL25 26'],
  ['meeting.petition.representatives.of', 3, 'count', 'RCL25 26'],
  ['committee.term_years', 5, 'Y', 'RCL25 14'],
  // Villages differ (0.5, 3.8).
  ['village.committee.size.min', 3, 'count', 'VCL25 8', floor],
  ['village.committee.size.max', 7, 'count', 'VCL25 8', cap],
  ['village.representative.households.min', 5, 'count', 'VCL25 29'],
  ['village.representative.households.max', 15, 'count', 'VCL25 29'],
  ['village.representatives.meeting_months', 3, 'M', 'VCL25 30', cap],
  // Calendar (13.6) and business clock (13.11).
  ['calendar.alert_days', 60, 'CD', 'D-calendar'],
  // Whether the business date may be set: in demonstration stores only.
  ['clock.adjustable', false, null, 'D-demo'],
  // Years in which every weekday counts as a working day: none outside DEMO.
  ['calendar.weekday_years', 'none', null, 'D-calendar'],
]);
