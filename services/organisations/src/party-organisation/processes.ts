import {
  partyMemberGrouped,
  partyMemberListed,
  partyNameChanged,
  partyOrganisationAbolished,
  partyOrganisationEntered,
  partyOrganisationFormed,
  partyOrganisationMerged,
  partyOrganisationSuggested,
  partyParentChanged,
  type PartyLevel,
} from '@yimen/contracts';
import { process, type Process } from '@yimen/service-shell/slice';
import { kindsOf } from './proposal.js';

const slice = 'party-organisation';

/** What a survey suggested becomes a proposal; people approve it or not. */
const proposeSuggested = process('propose-suggested', { zh: '据摸底提议', en: 'propose what a survey suggested' }, (on) => {
  on(partyOrganisationSuggested, ({ event, item: surveyor }) => {
    const { level, name, parent, seat, community, members, fullMembers, trigger } = event;
    // Without an organisation above there is nobody to propose to: the suggestion stands in the survey.
    if (parent === null) return undefined;
    const input = { level, name, parent, seat, community, members, fullMembers, units: [], trigger, surveyor };
    return { slice, id: event.suggested, move: 'proposeFromSurvey', input };
  });
});

/** Groups whose branch was suggested with them wait for it: once it stands, the survey that found them suggests them. */
const suggestGroups = process('party-groups', { zh: '支部成立后提议党小组', en: 'suggest groups once their branch stands' }, (on) => {
  on(partyOrganisationFormed, ({ event: { surveyor, level }, item: branch }) =>
    surveyor === null || (level !== 'branch' && level !== 'joint-branch')
      ? undefined
      : { slice, id: surveyor, move: 'suggestGroups', input: { branch } },
  );
});

/** The tree of organisations follows the network; groups stand in no tree. */
const followInTree = process('party-tree', { zh: '党组织树随动', en: 'the tree follows the network' }, (on) => {
  on(partyOrganisationFormed, ({ event, item }) => {
    const kind = kindsOf[event.level][0];
    if (kind === undefined) return undefined;
    return { slice: 'organisation', id: item, move: 'enterFormed', input: { kind, name: event.name, parent: event.parent } };
  });
  on(partyNameChanged, ({ event: { level, name, decisionNo }, item }) =>
    level === 'group' ? undefined : { slice: 'organisation', id: item, move: 'renameWithNetwork', input: { name, decisionNo } },
  );
  on(partyParentChanged, ({ event: { to, decisionNo }, item }) => ({
    slice: 'organisation',
    id: item,
    move: 'moveWithNetwork',
    input: { parent: to, decisionNo },
  }));
  on(partyOrganisationMerged, ({ event, item }) => end(event.level, item, '合并', event.decisionNo, event.into));
  on(partyOrganisationAbolished, ({ event, item }) => end(event.level, item, event.reason, event.decisionNo, null));
});

function end(level: keyof typeof kindsOf, id: string, reason: string, decisionNo: string, successor: string | null) {
  return level === 'group' ? undefined : { slice: 'organisation', id, move: 'endWithNetwork', input: { reason, decisionNo, successor } };
}

/**
 * The organisation above lists what stands below it, and a group the members whom its branch put there. What lists and what unlists is told by
 * two processes, between which there is no order: each names the revision of the stream that it speaks for, and the later one counts.
 */
const listBelow = process('party-below', { zh: '下级党组织名册', en: 'list the organisations below' }, (on) => {
  const listed = (parent: string, below: string, level: PartyLevel, revision: bigint) => ({
    slice,
    id: parent,
    move: 'listBelow',
    input: { below, level, asOf: String(revision) },
  });
  on(partyOrganisationFormed, ({ event, item, revision }) => listed(event.parent, item, event.level, revision));
  on(partyOrganisationEntered, ({ event, item, revision }) =>
    event.parent === null ? undefined : listed(event.parent, item, event.level, revision),
  );
  on(partyParentChanged, ({ event, item, revision }) => listed(event.to, item, event.level, revision));
});

const unlistBelow = process('party-below-leaving', { zh: '移出下级党组织名册', en: 'take organisations off the list above' }, (on) => {
  const unlisted = (parent: string, below: string, into: string | null, revision: bigint) =>
    parent === below ? undefined : { slice, id: parent, move: 'unlistBelow', input: { below, into, asOf: String(revision) } };
  on(partyParentChanged, ({ event, item, revision }) => unlisted(event.from, item, null, revision));
  on(partyOrganisationMerged, ({ event, item, revision }) => unlisted(event.parent, item, event.into, revision));
  on(partyOrganisationAbolished, ({ event, item, revision }) => unlisted(event.parent, item, null, revision));
});

const listInGroup = process('party-group-roll', { zh: '党小组名册', en: 'list members in their group' }, (on) => {
  const listed = (group: string | null | undefined, member: string, standing: string, revision: bigint) =>
    group == null
      ? undefined
      : { slice, id: group, move: 'listMember', input: { member, standing, admitted: false, asOf: String(revision) } };
  on(partyMemberGrouped, ({ event, revision }) => listed(event.group, event.member, event.standing, revision));
  // His standing changed while he stands in a group; a group itself names none.
  on(partyMemberListed, ({ event, revision }) => listed(event.group, event.member, event.standing, revision));
});

const unlistInGroup = process('party-group-roll-leaving', { zh: '移出党小组名册', en: 'take members out of their group' }, (on) => {
  on(partyMemberGrouped, ({ event: { from, member }, revision }) =>
    from === null ? undefined : { slice, id: from, move: 'unlistMember', input: { member, asOf: String(revision) } },
  );
});

export const networkProcesses: readonly Process[] = [
  ...[proposeSuggested, suggestGroups, followInTree],
  ...[listBelow, unlistBelow, listInGroup, unlistInGroup],
];
