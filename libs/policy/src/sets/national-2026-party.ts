import { parameterSet } from './parameter.js';

const cap = { bound: 'cap' } as const;
/** The rule has no number of its own: the number is the product's. */
const assumed = { source: 'D', force: 'default' } as const;

/** Numbers of Party regulations, of practice where they are silent, and of the product where nothing was found (4.1–4.3). */
export const national2026Party = parameterSet('NATIONAL-2026', [
  // Network (4.1). Members, groups and branches from which an organisation is proposed.
  ['party.group.members', 3, 'count', 'R-087'],
  ['party.branch.groups', 3, 'count', 'R-088'],
  ['party.branch.full_members', 3, 'count', 'PBR18 set-up'],
  ['party.general_branch.branches', 3, 'count', 'R-089'],
  // "Conditions" of a general branch and of a committee: a common statement on pages, not found in the Party's text.
  ['party.general_branch.members', 50, 'count', 'PARTY-SIZE page'],
  ['party.committee.members', 100, 'count', 'PARTY-SIZE page'],
  ['party.branch.members.warn_above', 50, 'count', 'PBR18 size'],
  ['party.joint_branch.units.max', 5, 'count', 'PBR18 joint'],
  ['party.branch_committee.from_full_members', 7, 'count', 'PBR18 committee'],
  ['party.branch_committee.min', 3, 'count', 'PBR18 committee'],
  ['party.branch_committee.max', 5, 'count', 'PBR18 committee'],
  ['party.branch_committee.hard_max', 7, 'count', 'PBR18 committee'],
  ['party.threshold.grace_months', 6, 'M', 'D-party-grace'],
  ['party.term.community_years', 5, 'Y', 'PBR18 term'],
  ['party.term.other_years', 3, 'Y', 'PBR18 term'],
  ['party.term.remind_months', 6, 'M', 'D-party-term'],
  // Cadence.
  ['party.cadence.theme_day_months', 1, 'M', 'PMR19 16'],
  ['party.cadence.organisation_life_per_year', 1, 'count', 'PMR19 17'],
  ['party.cadence.assessment_per_year', 1, 'count', 'PMR19 18'],
  ['party.cadence.study_hours_per_year', 32, 'count', 'PMR19 20'],
  ['party.cadence.new_members_per_year', 1, 'count', 'R-102'],
  // The document names no items: the words commonly used (general knowledge, not read in a text).
  ['party.drive.items', '领导班子好,党员队伍好,工作机制好,工作业绩好,群众反映好', null, 'R-104', { ...assumed, verified: false }],
  // Timers about members (4.2).
  ['party.member.away_months', 6, 'M', 'PMR19 25'],
  ['party.member.floating_months', 6, 'M', 'PMR19 32'],
  ['party.member.lost_months', 6, 'M', 'PMR19 24'],
  ['party.member.stopped_years', 2, 'Y', 'PMR19 24'],
  ['party.member.study_abroad_years', 5, 'Y', 'PMR19 24'],
  ['party.member.abroad_contact_months', 6, 'M', 'PMR19 33'],
  ['party.member.graduate_years', 2, 'Y', 'PMR19 34'],
  ['party.member.lapse_months', 6, 'M', 'PMR19 31'],
  ['party.member.correction_years', 1, 'Y', 'PMR19 30', cap],
  // While a transfer is open its task waits, and is looked at again.
  ['party.member.recheck_months', 1, 'M', 'D-party-task'],
  // Credentials: trips of up to three months need none, up to six a certificate.
  ['party.credential.none_months', 3, 'M', 'COD04 credentials'],
  ['party.credential.certificate_months', 6, 'M', 'COD04 credentials'],
  // Transfer (4.3). The days are practice only.
  ['party.transfer.routes', 'INNER,ONLINE_IN_PROVINCE,ONLINE_CROSS_PROVINCE,PAPER', null, 'D-transfer-special'],
  ['party.transfer.valid_days.province', 30, 'CD', 'TRANSFER page', cap],
  ['party.transfer.valid_days.national', 90, 'CD', 'TRANSFER page', cap],
  ['party.transfer.valid_days.paper', 90, 'CD', 'TRANSFER page', cap],
  ['party.transfer.reminder_days', '15,7,1', null, 'D-transfer-reminder'],
  ['party.transfer.decision_days', 10, 'WD', 'D-transfer-decision'],
  ['party.transfer.appeal_days', 15, 'WD', 'D-transfer-appeal'],
  ['party.transfer.returns_before_escalation', 2, 'count', 'D-transfer-escalation'],
  ['party.transfer.number.release_days', 3, 'CD', 'D-letter-number', assumed],
  ['party.transfer.stub_years', 10, 'Y', 'STUB page'],
  // The recruitment rules were revised on 2026-05-18; the new text was not read.
  ['party.probation.months', 12, 'M', 'PROBATION page'],
  ['party.probation.decision_months', 3, 'M', 'PROBATION page'],
  ['party.recruit.leaving_months', 3, 'M', 'PROBATION page'],
  // The group from which somebody was recruited is told of as few as five (13.3).
  ['party.recruit.figures_minimum', 5, 'count', 'D-recruit-hidden', { bound: 'floor' }],
  // Party history has no period of its own in what was read: as long as the stubs (13.10).
  ['retention.party.years', 10, 'Y', 'D-retention'],
]);
