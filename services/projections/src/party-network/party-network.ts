import {
  checkInEnded,
  memberCheckedIn,
  membershipEntered,
  partyCadenceChecked,
  partyCoverageRecorded,
  partyDriveAssessed,
  partyDutyEnded,
  partyDutyTaken,
  partyMemberGrouped,
  partyMemberListed,
  partyMemberUnlisted,
  partyNameChanged,
  partyOrganisationAbolished,
  partyOrganisationApproved,
  partyOrganisationDeclined,
  partyOrganisationEntered,
  partyOrganisationFormed,
  partyOrganisationMerged,
  partyOrganisationProposed,
  partyParentChanged,
  partyPlaces,
  partyRecordForgotten,
  partyTermChanged,
  partyTermReminded,
  partyThresholdMet,
  partyThresholdPassed,
  partyThresholdWarned,
  recruitGroups,
  serviceFulfilled,
  servicePromised,
} from '@yimen/contracts';
import { projection } from '@yimen/projection-engine/projection';
import { networkTables, type NetworkRow } from './network-rows.js';

type On = Parameters<Parameters<typeof projection<typeof networkTables>>[3]>[0];
type Rows = Parameters<Parameters<On>[1]>[0];

const undecided = {
  ...{ trigger: null, proposedOn: null, decidedOn: null, decisionNo: null },
  ...{ formedOn: null, termEnd: null, remindOn: null, remindedOn: null, endedOn: null },
} as const;

/** From the proposal to the end, with the term that runs. */
function networkFolds(on: On): void {
  on(partyOrganisationProposed, ({ organisations }, { event, happenedOn }) => {
    const { organisation, level, name, parent, seat, place = null, trigger, members, fullMembers } = event;
    const described = { organisation, level, name, parent, seat, place, members, fullMembers };
    organisations.put({ ...undecided, ...described, state: 'proposed', trigger, proposedOn: happenedOn });
  });
  on(partyOrganisationApproved, ({ organisations }, { event: { decisionNo, approvedOn }, item }) =>
    organisations.patch([item], { state: 'approved', decidedOn: approvedOn, decisionNo }),
  );
  on(partyOrganisationDeclined, ({ organisations }, { event: { decisionNo }, item, happenedOn }) =>
    organisations.patch([item], { state: 'declined', decidedOn: happenedOn, decisionNo }),
  );
  // The figures of the proposal were those of a survey; from here on the roll tells them.
  on(partyOrganisationFormed, ({ organisations }, { event: { formedOn, termEnd, remindOn }, item }) =>
    organisations.patch([item], { state: 'formed', members: 0, fullMembers: 0, formedOn, termEnd, remindOn }),
  );
  on(partyOrganisationEntered, ({ organisations }, { event }) => {
    const { organisation, level, name, parent, seat, place = null, formedOn, termEnd, remindOn } = event;
    const described = { organisation, level, name, parent, seat, place, members: 0, fullMembers: 0 };
    organisations.put({ ...undecided, ...described, state: 'formed', formedOn, termEnd, remindOn });
  });
  on(partyTermChanged, ({ organisations }, { event: { termEnd, remindOn }, item }) =>
    organisations.patch([item], { termEnd, remindOn, remindedOn: null }),
  );
  on(partyTermReminded, ({ organisations }, { item, happenedOn }) => organisations.patch([item], { remindedOn: happenedOn }));
  on(partyNameChanged, ({ organisations }, { event: { name }, item }) => organisations.patch([item], { name }));
  on(partyParentChanged, ({ organisations }, { event: { to }, item }) => organisations.patch([item], { parent: to }));
  const ended =
    (state: NetworkRow['state']) =>
    (rows: Rows, { item, happenedOn }: { item: string; happenedOn: string }) => {
      rows.organisations.patch([item], { state, endedOn: happenedOn });
      for (const row of rows.warnings.all()) if (row.open) rows.warnings.put({ ...row, open: false, settledOn: happenedOn });
    };
  on(partyOrganisationMerged, ended('merged'));
  on(partyOrganisationAbolished, ended('abolished'));
}

/** Numbers that ask for something: people decide, the number only tells (D-party-grace). */
function warningFolds(on: On): void {
  on(partyThresholdPassed, ({ warnings }, { event: { threshold, rule, members, fullMembers, graceUntil }, item, happenedOn }) =>
    warnings.put({
      ...{ organisation: item, threshold, rule, members, fullMembers, since: happenedOn, graceUntil },
      ...{ warnedOn: null, open: true, settledOn: null },
    }),
  );
  on(partyThresholdWarned, ({ warnings }, { event: { threshold, rule, members, fullMembers }, item, happenedOn }) => {
    const known = warnings.get(item, threshold);
    const begun = known?.open ? known : { since: happenedOn, graceUntil: null };
    warnings.put({
      ...{ organisation: item, threshold, rule, members, fullMembers, since: begun.since, graceUntil: begun.graceUntil },
      ...{ warnedOn: happenedOn, open: true, settledOn: null },
    });
  });
  on(partyThresholdMet, ({ warnings }, { event: { threshold }, item, happenedOn }) =>
    warnings.patch([item, threshold], { open: false, settledOn: happenedOn }),
  );
}

/** Each finding of the cadence is a task (4.1): it is shown as it was found, month by month and year by year. */
function cadenceFolds(on: On): void {
  on(partyCadenceChecked, ({ cadences }, { event: { checkedOn, findings }, item }) => {
    for (const finding of findings) cadences.put({ organisation: item, ...finding, checkedOn });
  });
}

/** Rolls of branches. A group's own roll follows that of its branch, which tells its members' groups as well. */
function rollFolds(on: On): void {
  on(partyMemberListed, ({ organisations, rolls }, { event, item }) => {
    const { member, standing, listedOn, members, fullMembers, group = null } = event;
    organisations.patch([item], { members, fullMembers });
    if (organisations.get(item)?.level === 'group') return;
    rolls.put({ branch: item, member, standing, group, listedOn: rolls.get(item, member)?.listedOn ?? listedOn });
  });
  on(partyMemberUnlisted, ({ organisations, rolls }, { event: { member, members, fullMembers }, item }) => {
    organisations.patch([item], { members, fullMembers });
    if (rolls.get(item, member)) rolls.remove(item, member);
  });
  on(partyMemberGrouped, ({ rolls }, { event: { member, group }, item }) => rolls.patch([item, member], { group }));
}

function workFolds(on: On): void {
  on(partyCoverageRecorded, ({ coverage }, { event: { recordedOn, places }, item }) => {
    for (const row of coverage.all()) coverage.remove(row.organisation, row.place);
    for (const place of partyPlaces) {
      const reached = (...by: readonly string[]) => places.filter((one) => one.place === place && by.includes(one.reach)).length;
      const byOrganisation = reached('own-organisation', 'joint-organisation');
      const byWork = byOrganisation + reached('work');
      const all = byWork + reached('none');
      if (all > 0) coverage.put({ organisation: item, place, recordedOn, places: all, byOrganisation, byWork });
    }
  });
  on(memberCheckedIn, ({ checkIns }, { event: { kind, organisation, person, since }, item }) =>
    checkIns.put({
      ...{ registration: item, kind, organisation, person, since, promisedOn: null, posts: [] },
      ...{ times: 0, hours: 0, open: true, endedOn: null },
    }),
  );
  on(servicePromised, ({ checkIns }, { event: { signedOn, posts }, item }) => checkIns.patch([item], { promisedOn: signedOn, posts }));
  on(serviceFulfilled, ({ checkIns }, { event: { hours }, item }) => {
    const known = checkIns.get(item);
    checkIns.patch([item], { times: (known?.times ?? 0) + 1, hours: (known?.hours ?? 0) + hours });
  });
  on(checkInEnded, ({ checkIns }, { event: { endedOn }, item }) => checkIns.patch([item], { open: false, endedOn }));
}

/** What the drive found and which posts and areas are held: of organisations, never of persons (R-103, R-104, 13.9). */
function driveFolds(on: On): void {
  on(partyDriveAssessed, ({ drives }, { event: { year, items, reached, assessedOn }, item }) =>
    drives.put({ organisation: item, year: Number(year), items, reached, assessedOn }),
  );
  on(partyDutyTaken, ({ duties }, { event: { duty, form, since }, item }) =>
    duties.put({ organisation: item, duty, form, since, until: null }),
  );
  on(partyDutyEnded, ({ duties }, { event: { duty, until }, item }) => duties.patch([item, duty], { until }));
}

/** From which group somebody was recruited is opened to be counted; with the keys of his record it is gone here as well (13.10). */
function recruitFolds(on: On): void {
  on(membershipEntered, ({ recruits }, { event: { recruitedFrom, committee, since }, item, opened }) => {
    const told = recruitedFrom ? opened(recruitedFrom) : undefined;
    const group = recruitGroups.find((one) => one === told);
    if (group !== undefined) recruits.put({ person: item, committee, year: Number(since.slice(0, 4)), group });
  });
  on(partyRecordForgotten, ({ recruits }, { item }) => {
    if (recruits.get(item)) recruits.remove(item);
  });
}

/** The work of the Party network: what is proposed, what the numbers and the cadence ask for, terms, rolls and groups, check-ins, coverage, the drive and recruits (4.1). */
export const partyNetwork = projection(
  'party-network',
  1,
  networkTables,
  (on) => {
    networkFolds(on);
    warningFolds(on);
    cadenceFolds(on);
    rollFolds(on);
    workFolds(on);
    driveFolds(on);
    recruitFolds(on);
  },
  {
    opens: { MembershipEntered: ['recruitedFrom'] },
    invariants: [
      {
        name: 'the figures of a branch are those of its roll (4.1)',
        violations: `SELECT n.organisation FROM {network} n LEFT JOIN {roll} r ON r.branch = n.organisation
          WHERE n.level <> 'group' AND n.state NOT IN ('proposed', 'approved', 'declined')
          GROUP BY n.organisation, n.members, n."fullMembers"
          HAVING count(r.member) <> n.members OR count(r.member) FILTER (WHERE r.standing = 'full') <> n."fullMembers"`,
      },
    ],
  },
);
