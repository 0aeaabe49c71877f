import type { When } from '@yimen/kernel';
import { communityRoles, hallRoles, recordsRoles } from '../roles.js';
import { awayMoves } from './away.js';
import { changes } from './changes.js';
import { consentMoves } from './consents.js';
import { forgot } from './forgetting.js';
import { recordsMoves } from './records.js';
import { register } from './registration.js';
import { aggregate, type Kept, type Person, type Registered } from './states.js';
import { tagMoves, tagViewers } from './tags.js';

type Sealed = When<Person, 'sealed'>;

/** 人员: one stream per person, with all that is kept of him and how it ends (2.1, 13.5, 13.9, 13.10). */
export const person = aggregate({
  context: 'residents',
  name: 'person',
  collection: 'persons',
  label: { zh: '人员', en: 'person' },
  ids: 'derived',
  initial: { status: 'none' } as Person,
  states: {
    none: { zh: '未登记', en: 'not registered' },
    registered: { zh: '已登记', en: 'registered' },
    sealed: { zh: '已封存', en: 'sealed: stored only' },
    'forgetting-requested': { zh: '申请销毁', en: 'destruction requested' },
    'forgetting-approved': { zh: '批准销毁，等待期', en: 'destruction approved, waiting' },
    forgotten: { zh: '已遗忘', en: 'forgotten' },
    destroyed: { zh: '密钥已销毁', en: 'keys destroyed', final: true },
  },
  parties: (state) => {
    if (state.status === 'none') return {};
    const [community, collector] = [{ organisation: state.community }, { organisation: state.collector }];
    const always = { self: { person: state.person }, records: community, collectorRecords: collector };
    // Sealed, it is stored and nothing else (13.10, PIPL 47): no business of the community or the hall any more.
    return state.status === 'registered' ? { ...always, community, collector } : { ...always, stored: community };
  },
  readers: {
    community: communityRoles,
    collector: hallRoles,
    records: recordsRoles,
    collectorRecords: recordsRoles,
    self: ['resident'],
  },
  opens: { community: ['community-worker', 'director'], collector: hallRoles, stored: recordsRoles, self: ['resident'] },
  partsFor: tagViewers,
  // They count the tags that a reader may not see with the others.
  withheld: ['tagsGiven', 'nextExpiry'],
  moves: { register, ...changes, ...awayMoves, ...tagMoves, ...consentMoves, ...recordsMoves },
  on: {
    PersonRegistered: (_none, { type: _type, noticeVersion: _notice, residentSince: _since, ...fields }) => ({
      status: 'registered',
      ...fields,
      household: null,
      away: null,
      tags: [],
      tagsGiven: 0,
      consents: [],
      holds: [],
      holdsPlaced: 0,
      forgotten: [],
    }),
    PersonCorrected: (registered: Registered, { name, registeredAddress }) => ({
      ...registered,
      name: name ?? registered.name,
      registeredAddress: registeredAddress === undefined ? registered.registeredAddress : registeredAddress,
    }),
    PersonIdentityCorrected: (registered: Registered, { identityNumber, identityIndex, identity, sex, bornIn }) => ({
      ...registered,
      identityNumber,
      identityIndex,
      identity,
      sex,
      bornIn,
    }),
    ContactChanged: (registered: Registered, { phone, phoneIndex }) => ({ ...registered, phone, phoneIndex }),
    ResidenceMoved: (registered: Registered, { community, residenceKind, residenceAddress }) => ({
      ...registered,
      community,
      residenceKind,
      residenceAddress,
      away: null,
    }),
    PersonMovedAway: (registered: Registered, { since, county }) => ({ ...registered, away: { since, county } }),
    PersonCameBack: (registered: Registered) => ({ ...registered, away: null }),
    TagAdded: (registered: Registered, { tagId, tag, tagGround = null, viewers, namedViewer, expiresOn }) => ({
      ...registered,
      tags: [...registered.tags, { tagId, tag, tagGround, viewers, namedViewer, expiresOn }],
      tagsGiven: registered.tagsGiven + 1,
    }),
    TagRemoved: (registered: Registered, { tagId }) => ({ ...registered, tags: registered.tags.filter((tag) => tag.tagId !== tagId) }),
    TagsExpired: (kept: Kept, { tagIds }) => ({ ...kept, tags: kept.tags.filter((tag) => !tagIds.includes(tag.tagId)) }),
    ConsentGiven: (registered: Registered, { consentId, purpose, noticeVersion, basis = false }) => ({
      ...registered,
      consents: [...registered.consents, { consentId, purpose, noticeVersion, withdrawn: false, basis }],
    }),
    ConsentWithdrawn: (registered: Registered, { consentId }) => ({
      ...registered,
      consents: registered.consents.map((consent) => (consent.consentId === consentId ? { ...consent, withdrawn: true } : consent)),
    }),
    HouseholdJoined: (registered: Registered, { household }) => ({ ...registered, household }),
    HouseholdLeft: (registered: Registered) => ({ ...registered, household: null }),
    RecordSealed: (registered: Registered, { ground, retainUntil }) => ({ ...registered, status: 'sealed', ground, retainUntil }),
    // What is recorded from now on has keys of its own, and can be asked to be destroyed again.
    RecordReopened: ({ ground: _ground, retainUntil: _until, ...details }: Sealed) => ({ ...details, forgotten: [], status: 'registered' }),
    LegalHoldPlaced: (kept: Kept, { holdId, ground }) => ({
      ...kept,
      holds: [...kept.holds, { holdId, ground }],
      holdsPlaced: kept.holdsPlaced + 1,
    }),
    LegalHoldLifted: (kept: Kept, { holdId }) => ({ ...kept, holds: kept.holds.filter((hold) => hold.holdId !== holdId) }),
    ForgettingRequested: (sealed: Sealed, { series, by }) => ({ ...sealed, status: 'forgetting-requested', series, requestedBy: by }),
    ForgettingApproved: (requested: When<Person, 'forgetting-requested'>, { by, waitUntil }) => ({
      ...requested,
      status: 'forgetting-approved',
      approvedBy: by,
      waitUntil,
    }),
    ForgettingWithdrawn: (state: When<Person, 'forgetting-requested' | 'forgetting-approved'>) => sealedAgain(state),
    PersonForgotten: (approved: When<Person, 'forgetting-approved'>, { series }) =>
      series === null
        ? { status: 'forgotten', person: approved.person, community: approved.community, collector: approved.collector }
        : forgot(sealedAgain(approved), series),
    // After a single series nothing changes: its fields went with PersonForgotten.
    KeysDestroyed: (state: When<Person, 'forgotten'> | Kept) => (state.status === 'forgotten' ? { ...state, status: 'destroyed' } : state),
  },
  deadlines: {
    tags: {
      label: { zh: '标签到期', en: 'expiry of tags' },
      rule: 'PIPL 19',
      set: {
        TagAdded: ({ nextExpiry }) => ({ dueOn: nextExpiry }),
        TagRemoved: ({ nextExpiry }) => (nextExpiry === null ? null : { dueOn: nextExpiry }),
        TagsExpired: ({ nextExpiry }) => (nextExpiry === null ? null : { dueOn: nextExpiry }),
        PersonForgotten: ({ series }) => (series === null || series === 'identity' ? null : undefined),
      },
      clear: [],
      fires: 'expireTags',
    },
    retention: {
      label: { zh: '保存期限', en: 'retention period' },
      rule: 'D-retention',
      // Reached, it is shown to the records officers; the destruction itself is asked for and agreed by two of them.
      set: {
        RecordSealed: ({ retainUntil }) => ({ dueOn: [retainUntil.identity, retainUntil.contact, retainUntil.hall].sort()[2] as string }),
      },
      clear: ['RecordReopened', 'PersonForgotten'],
    },
    waiting: {
      label: { zh: '销毁等待期', en: 'waiting time before destruction' },
      rule: 'D-retention',
      set: { ForgettingApproved: ({ waitUntil }) => ({ dueOn: waitUntil }) },
      clear: ['ForgettingWithdrawn', 'PersonForgotten'],
      fires: 'forget',
    },
  },
});

function sealedAgain(state: When<Person, 'forgetting-requested' | 'forgetting-approved'>): Sealed {
  const { ground, retainUntil, series: _series, requestedBy: _by, ...rest } = state;
  const { approvedBy: _approver, waitUntil: _until, ...details } = { approvedBy: undefined, waitUntil: undefined, ...rest };
  return { ...details, status: 'sealed', ground, retainUntil };
}
