import { parameterSets } from './index.js';
import type { ParameterSet } from './parameter.js';

const figures = ({ parameters }: Pick<ParameterSet, 'parameters'>): string[] =>
  parameters.map(({ key, value, unit, rule }) => `${key} = ${value}${unit ? ` ${unit}` : ''} [${rule}]`);

/** A part of the national set: key, value, unit, and the rule that an answer cites. */
const part = (at: number): string[] => figures(parameterSets.filter(({ name }) => name === 'NATIONAL-2026')[at] ?? { parameters: [] });

describe('0.2 · the figures of NATIONAL-2026', () => {
  test('5.3 · cases, ratings, queue, people, retention, calendar', () => {
    expect(part(0)).toEqual([
      'licence.notice_days = 5 WD [ALL19 32]',
      'case.check_days = 5 WD [D-supplement-once]',
      'case.supplement_days = 15 WD [D-supplement-period]',
      'case.online_check_days = 1 WD [XT23 online]',
      'case.tolerance_days = 15 WD [XT23 tolerance]',
      'case.promise_check_days = 20 WD [XT23 promise]',
      'case.handover_days = 1 WD [D-handover]',
      'licence.decide_days = 20 WD [ALL19 42]',
      'licence.extension_days = 10 WD [ALL19 42]',
      'licence.joint_days = 45 WD [ALL19 42]',
      'licence.joint_extension_days = 15 WD [ALL19 42]',
      'licence.deliver_days = 10 WD [ALL19 44]',
      'case.deliver_days = 10 WD [D-result-delivery]',
      'case.cannot_do_days = 5 WD [D-cannot-do]',
      'rating.window = 10 WD [D-archive]',
      'rating.bad.max_level = 2 level [HC19]',
      'rating.bad.accept_days = 1 WD [D-rating-case]',
      'rating.bad.verify_days = 5 WD [D-rating-case]',
      'rating.bad.rectify_days = 15 WD [RATING-SUINING]',
      'rating.bad.callback_days = 15 WD [D-rating-case]',
      'rating.bad.recheck_days = 5 WD [D-rating-case]',
      'rating.figures.minimum = 5 count [D-rating-hidden]',
      'rating.figures.outcome_months = 2 M [D-rating-hidden]',
      'hall.ticket.priority_groups = elderly,disabled,pregnant,soldier [D-queue-priority]',
      'hall.ticket.calls = 3 count [D-queue-missed]',
      'hall.ticket.requeues = 1 count [D-queue-missed]',
      'hall.ticket.priority_age = 70 age [D-queue-priority]',
      'identity.number.earliest_year = 1900 year [D-identity-number]',
      'identity.number.test_profile = false [D-identity-number]',
      'identity.reservation.release_days = 3 CD [D-reservation]',
      'area.code.reservation.release_days = 3 CD [D-reservation]',
      'person.child.under_age = 14 age [PIPL 31]',
      'community.coverage.target = 0 count [R-003]',
      'community.new_area.moved_in_percent = 50 percent [R-001]',
      'residence_permit.issue_days = 15 CD [RES15 9]',
      'residence_permit.issue_days_remote = 30 CD [RES15 9]',
      'residence_permit.endorsement.window_months = 1 M [RES15 10]',
      'residence_permit.agent.under_age = 16 age [RES15 9]',
      'retention.identity.days = 1825 CD [D-retention]',
      'retention.contact.days = 365 CD [D-retention]',
      'retention.hall.days = 1095 CD [D-retention]',
      'retention.destruction.wait_days = 30 CD [D-retention]',
      'retention.backup.rotation_days = 90 CD [D-retention]',
      'retention.idempotency.days = 30 CD [D-retention]',
      'retention.logs.months = 6 M [CSL25 23]',
      'retention.data_use_records.years = 3 Y [GDS25 29]',
      'retention.impact_assessment.years = 3 Y [PIPL 56]',
      'export.rows_without_approval = 100 count [D-export]',
      'vault.alias.unbound.days = 30 CD [D-reservation]',
      'files.unnamed.days = 30 CD [D-reservation]',
      'task.system.days = 3 CD [D-system-task]',
      'calendar.alert_days = 60 CD [D-calendar]',
      'clock.adjustable = false [D-demo]',
      'calendar.weekday_years = none [D-calendar]',
    ]);
  });
  test('4.1–4.3 · the Party network, its members and their transfer', () => {
    expect(part(1)).toEqual([
      'party.group.members = 3 count [R-087]',
      'party.branch.groups = 3 count [R-088]',
      'party.branch.full_members = 3 count [PBR18 set-up]',
      'party.general_branch.branches = 3 count [R-089]',
      'party.general_branch.members = 50 count [PARTY-SIZE page]',
      'party.committee.members = 100 count [PARTY-SIZE page]',
      'party.branch.members.warn_above = 50 count [PBR18 size]',
      'party.joint_branch.units.max = 5 count [PBR18 joint]',
      'party.branch_committee.from_full_members = 7 count [PBR18 committee]',
      'party.branch_committee.min = 3 count [PBR18 committee]',
      'party.branch_committee.max = 5 count [PBR18 committee]',
      'party.branch_committee.hard_max = 7 count [PBR18 committee]',
      'party.threshold.grace_months = 6 M [D-party-grace]',
      'party.term.community_years = 5 Y [PBR18 term]',
      'party.term.other_years = 3 Y [PBR18 term]',
      'party.term.remind_months = 6 M [D-party-term]',
      'party.cadence.theme_day_months = 1 M [PMR19 16]',
      'party.cadence.organisation_life_per_year = 1 count [PMR19 17]',
      'party.cadence.assessment_per_year = 1 count [PMR19 18]',
      'party.cadence.study_hours_per_year = 32 count [PMR19 20]',
      'party.cadence.new_members_per_year = 1 count [R-102]',
      'party.member.away_months = 6 M [PMR19 25]',
      'party.member.floating_months = 6 M [PMR19 32]',
      'party.member.lost_months = 6 M [PMR19 24]',
      'party.member.stopped_years = 2 Y [PMR19 24]',
      'party.member.study_abroad_years = 5 Y [PMR19 24]',
      'party.member.abroad_contact_months = 6 M [PMR19 33]',
      'party.member.graduate_years = 2 Y [PMR19 34]',
      'party.member.lapse_months = 6 M [PMR19 31]',
      'party.member.correction_years = 1 Y [PMR19 30]',
      'party.member.recheck_months = 1 M [D-party-task]',
      'party.credential.none_months = 3 M [COD04 credentials]',
      'party.credential.certificate_months = 6 M [COD04 credentials]',
      'party.transfer.routes = INNER,ONLINE_IN_PROVINCE,ONLINE_CROSS_PROVINCE,PAPER [D-transfer-special]',
      'party.transfer.valid_days.province = 30 CD [TRANSFER page]',
      'party.transfer.valid_days.national = 90 CD [TRANSFER page]',
      'party.transfer.valid_days.paper = 90 CD [TRANSFER page]',
      'party.transfer.reminder_days = 15,7,1 [D-transfer-reminder]',
      'party.transfer.decision_days = 10 WD [D-transfer-decision]',
      'party.transfer.appeal_days = 15 WD [D-transfer-appeal]',
      'party.transfer.returns_before_escalation = 2 count [D-transfer-escalation]',
      'party.transfer.number.release_days = 3 CD [D-letter-number]',
      'party.transfer.stub_years = 10 Y [STUB page]',
      'party.probation.months = 12 M [PROBATION page]',
      'party.probation.decision_months = 3 M [PROBATION page]',
      'party.recruit.leaving_months = 3 M [PROBATION page]',
    ]);
  });
  test('5.1 · admission, reports and burden', () => {
    expect(part(2)).toEqual([
      'admission.ahead_days = 30 WD [XC18]',
      'admission.form_check_days = 5 WD [D-admission-form]',
      'admission.decide_days = 20 WD [D-admission-limit]',
      'opinion.sample = 3 count [D-admission-opinion]',
      'admission.opinion_days = 5 WD [D-admission-opinion]',
      'admission.returned_days = 30 CD [D-admission-return]',
      'exempt.register_days = 5 WD [D-admission-exempt]',
      'fund.grace = 30 CD [D-admission-suspend]',
      'admission.temporary_months = 6 M [D-admission-temporary]',
      'admission.temporary_extensions = 1 count [D-admission-temporary]',
      'admission.review_until = 01-31 [D-admission-review]',
      'admission.number.release_days = 3 CD [D-admission-register]',
      'report.correct_days = 10 WD [D-report-correct]',
      'report.figures.minimum = 5 count [D-reporter-hidden]',
      'burden.decrease_percent = 0 percent [D-burden]',
    ]);
  });
  test('6 · money', () => {
    expect(part(3)).toEqual([
      'pay.dual.limit = 200000 fen [D-finance-dual]',
      'finance.publication.days = 15 CD [RCL25 34]',
      'finance.publication.payment_limit = 0 fen [D-finance-publication]',
      'finance.final_account.until = 03-31 [D-finance-publication]',
      'finance.audit.until = 12-31 [D-finance-publication]',
      'budget.unused_years = 2 Y [BUD18 42]',
      'finance.entitlement.prorate = false [D-finance-prorate]',
      'award.cumulative = false [D-grant-exclusion]',
      'purchase.term_years = 1 Y [GPS20 24]',
      'purchase.term_years_secured = 3 Y [GPS20 24]',
      'project.hearing.residents = 20 count [FINANCE-HEARING]',
      'project.hearing.notice_days = 7 CD [FINANCE-HEARING]',
      'project.hearing.consent_percent = 60 percent [FINANCE-HEARING]',
    ]);
  });

  test('there is no further part', () => {
    expect(part(4)).toEqual([]);
  });
});
