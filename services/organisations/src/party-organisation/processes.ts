import {
  partyOrganisationAbolished,
  partyOrganisationEntered,
  partyOrganisationFormed,
  partyOrganisationMerged,
  partyOrganisationSuggested,
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
  on(partyOrganisationMerged, ({ event, item }) => end(event.level, item, '合并', event.decisionNo, event.into));
  on(partyOrganisationAbolished, ({ event, item }) => end(event.level, item, event.reason, event.decisionNo, null));
});

function end(level: keyof typeof kindsOf, id: string, reason: string, decisionNo: string, successor: string | null) {
  return level === 'group' ? undefined : { slice: 'organisation', id, move: 'endWithNetwork', input: { reason, decisionNo, successor } };
}

/** The organisation above lists what stands below it. */
const listBelow = process('party-below', { zh: '下级党组织名册', en: 'list the organisations below' }, (on) => {
  on(partyOrganisationFormed, ({ event, item }) => ({ slice, id: event.parent, move: 'listBelow', input: { below: item } }));
  on(partyOrganisationEntered, ({ event, item }) =>
    event.parent === null ? undefined : { slice, id: event.parent, move: 'listBelow', input: { below: item } },
  );
  on(partyOrganisationMerged, ({ event, item }) => unlisted(event.parent, item));
  on(partyOrganisationAbolished, ({ event, item }) => unlisted(event.parent, item));
});

const unlisted = (parent: string, below: string) =>
  parent === below ? undefined : { slice, id: parent, move: 'unlistBelow', input: { below } };

export const networkProcesses: readonly Process[] = [proposeSuggested, suggestGroups, followInTree, listBelow];
