import type { RecruitGroup } from '@yimen/contracts';
import { at, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

/** A committee, a branch of it with two groups, a branch that is only proposed, and one that was declined. */
export const [top, cell, firstGroup, secondGroup, proposed, declined, elsewhere] = [600, 601, 602, 603, 604, 605, 606].map(at) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
export const [listed, grouped, gone] = [611, 612, 613].map(at) as [string, string, string];

const tell =
  (slice: string, day = '2026-03-02') =>
  (id: string, type: string, fields: object = {}): Said => ({ stream: `${slice}/${id}`, event: sampled(type, fields), happenedOn: day });

/** The network through everything that its read model folds. */
export function networkStories(): Said[] {
  const party = tell('party-organisation');
  const later = tell('party-organisation', '2026-09-03');
  const entered = (id: string, level: string, parent: string | null) =>
    party(id, 'PartyOrganisationEntered', { organisation: id, level, parent, name: `组织${id.slice(-3)}` });
  const roll = (member: string, members: number, fields: object = {}) =>
    party(cell, 'PartyMemberListed', { member, members, fullMembers: members, asOf: '1', ...fields });
  const threshold = (id: string, type: string, name: string, fields: object = {}) =>
    (type === 'PartyThresholdPassed' ? party : later)(id, type, {
      threshold: name,
      ...(type !== 'PartyThresholdMet' && { rule: 'PBR18 joint' }),
      ...fields,
    });
  const checkIn = tell('party-check-in');
  const registration = `in-service~${cell}~${listed}`;
  return [
    entered(top, 'committee', null),
    party(top, 'PartyNameChanged', { level: 'committee', name: '示例街道党工委' }),
    entered(cell, 'branch', elsewhere),
    party(cell, 'PartyParentChanged', { from: elsewhere, to: top }),
    threshold(cell, 'PartyThresholdPassed', 'branch-below'),
    threshold(cell, 'PartyThresholdPassed', 'committee-absent'),
    entered(firstGroup, 'group', cell),
    threshold(firstGroup, 'PartyThresholdPassed', 'group-below'),
    entered(secondGroup, 'group', cell),
    roll(listed, 1),
    roll(grouped, 2),
    roll(gone, 3),
    party(cell, 'PartyMemberGrouped', { member: grouped, group: firstGroup }),
    party(cell, 'PartyMemberGrouped', { member: grouped, from: firstGroup, group: secondGroup }),
    party(secondGroup, 'PartyMemberListed', { member: grouped, members: 1, fullMembers: 1 }),
    party(cell, 'PartyMemberUnlisted', { member: gone, members: 2, fullMembers: 2 }),
    party(secondGroup, 'PartyMemberUnlisted', { member: gone, members: 1, fullMembers: 1 }),
    threshold(cell, 'PartyThresholdMet', 'committee-absent'),
    threshold(cell, 'PartyThresholdWarned', 'branch-below', { members: 2, fullMembers: 2 }),
    threshold(cell, 'PartyThresholdWarned', 'branch-large', { members: 51, fullMembers: 51 }),
    party(cell, 'PartyTermReminded'),
    party(top, 'PartyTermChanged'),
    party(cell, 'PartyCoverageRecorded', {
      places: [
        { place: 'building', name: '1幢', reach: 'own-organisation' },
        { place: 'building', name: '2幢', reach: 'joint-organisation' },
        { place: 'building', name: '3幢', reach: 'work' },
        { place: 'building', name: '4幢', reach: 'none' },
        { place: 'migrant-workers', name: '示例工地', reach: 'work' },
      ],
    }),
    party(cell, 'PartyDriveAssessed', { items: five(true), reached: true }),
    party(cell, 'PartyDriveAssessed', { year: '2024', items: five(false), reached: false }),
    party(cell, 'PartyCadenceChecked', { findings: [lacking('theme-day', '2026-02', 'PMR19 16')] }),
    party(cell, 'PartyCadenceChecked', { checkedOn: '2026-05-01', findings: [] }),
    party(cell, 'PartyCadenceChecked', {
      checkedOn: '2027-01-01',
      findings: [lacking('theme-day', '2026-12', 'PMR19 16'), lacking('new-members', '2026', 'R-102')],
    }),
    party(cell, 'PartyDutyTaken', { duty: 'd1', member: listed }),
    party(cell, 'PartyDutyTaken', { duty: 'd2', member: grouped }),
    party(cell, 'PartyDutyTaken', { duty: 'd3', form: 'pairing-help', member: listed }),
    later(cell, 'PartyDutyEnded', { duty: 'd2' }),
    party(proposed, 'PartyOrganisationProposed', { organisation: proposed, parent: top }),
    ...['PartyOrganisationProposed', 'PartyOrganisationDeclined'].map((type) =>
      party(declined, type, type === 'PartyOrganisationProposed' ? { organisation: declined, parent: top } : {}),
    ),
    party(elsewhere, 'PartyOrganisationProposed', { organisation: elsewhere, parent: top, level: 'general-branch' }),
    party(elsewhere, 'PartyOrganisationApproved'),
    party(elsewhere, 'PartyOrganisationFormed', { organisation: elsewhere, parent: top, level: 'general-branch' }),
    threshold(elsewhere, 'PartyThresholdPassed', 'general-branch-below'),
    later(elsewhere, 'PartyOrganisationMerged', { into: cell, parent: top }),
    later(firstGroup, 'PartyOrganisationAbolished', { level: 'group', parent: cell }),
    checkIn(registration, 'MemberCheckedIn', { organisation: cell, person: listed }),
    checkIn(registration, 'ServicePromised'),
    checkIn(registration, 'ServiceFulfilled'),
    checkIn(registration, 'ServiceFulfilled', { hours: 3 }),
    checkIn(`floating-in~${cell}~${gone}`, 'MemberCheckedIn', { kind: 'floating-in', organisation: cell, person: gone }),
    checkIn(`floating-in~${cell}~${gone}`, 'CheckInEnded'),
  ];
}

const lacking = (cadence: string, period: string, rule: string) => ({ cadence, period, required: 1, found: 0, rule });

/** The checklist of the drive; the last item is met or not. */
const five = (last: boolean) =>
  ['领导班子好', '党员队伍好', '工作机制好', '工作业绩好', '群众反映好'].map((item, at) => ({ item, met: at < 4 || last }));

/** Somebody is admitted under the committee in a year, from a group that is sealed in the event as it is in the book. */
export const admitted = (person: string, recruitedFrom: string, year = '2025'): Said => ({
  stream: `party-relationship/${person}`,
  event: sampled('MembershipEntered', {
    ...{ person, branch: cell, committee: top, kind: 'admitted', recruitedFrom },
    ...{ standing: 'probationary', joinedOn: `${year}-06-01`, fullOn: null, since: `${year}-06-01` },
  }),
  happenedOn: `${year}-06-01`,
});
/** Recruits of a year: six of one group, five of another, two of a third; one of a year that is not over, and one of a year whose records may be gone. */
export const recruits: readonly (readonly [person: string, group: RecruitGroup, year?: string])[] = [
  ...Array.from({ length: 6 }, (_one, n) => [at(621 + n), 'laid-off'] as const),
  ...Array.from({ length: 5 }, (_one, n) => [at(631 + n), 'floating'] as const),
  ...[at(641), at(642)].map((one) => [one, 'retired'] as const),
  [at(643), 'laid-off', '2026'],
  [at(644), 'laid-off', '2016'],
];
export const recruitStories = (seal: (person: string, group: string) => Promise<string>): Promise<Said[]> =>
  Promise.all(recruits.map(async ([person, group, year]) => admitted(person, await seal(person, group), year)));
