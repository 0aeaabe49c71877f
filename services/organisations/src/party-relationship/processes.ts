import {
  assignmentEvidenced,
  branchAssigned,
  letterIssued,
  letterReceived,
  membershipEnded,
  membershipEntered,
  membershipRestored,
  membershipStopped,
  partyRecordForgotten,
  partyRecordKeysDestroyed,
  personCameBack,
  personMovedAway,
  probationDecided,
  recordSealed,
  residenceMoved,
  transferCancelled,
  transferWithdrawn,
} from '@yimen/contracts';
import { process, type Cause, type Process } from '@yimen/service-shell/slice';
import { memberKey } from './identity.js';

/** Of which revision of his relationship the tidings are: two processes tell, with no order between them, and the later revision counts. */
type Telling = Pick<Cause<unknown>, 'item' | 'revision'>;
const list = (branch: string, { item, revision }: Telling, standing: string, admitted = false) => ({
  slice: 'party-organisation',
  id: branch,
  move: 'listMember',
  input: { member: item, standing, admitted, asOf: String(revision) },
});
const unlist = (branch: string | null, { item, revision }: Telling, stopped = false) =>
  branch === null
    ? undefined
    : { slice: 'party-organisation', id: branch, move: 'unlistMember', input: { member: item, stopped, asOf: String(revision) } };
const inRegister = (id: string, move: 'confirm' | 'voidNumber', input: Record<string, string>) => ({
  slice: 'letter-register',
  id,
  move,
  input,
});

/** The roll of a branch lists whose relationship stands there: one member, one roll, counted once. */
const listMembers = process('party-roll', { zh: '列入党员名册', en: 'list members on the roll' }, (on) => {
  on(membershipEntered, (cause) => list(cause.event.branch, cause, cause.event.standing, cause.event.kind === 'admitted'));
  on(branchAssigned, (cause) => list(cause.event.branch, cause, cause.event.standing));
  on(probationDecided, (cause) => (cause.event.outcome === 'full' ? list(cause.event.branch, cause, 'full') : undefined));
  on(membershipRestored, (cause) => list(cause.event.branch, cause, cause.event.standing));
});

const unlistMembers = process('party-roll-leaving', { zh: '移出党员名册', en: 'take members off the roll' }, (on) => {
  on(branchAssigned, (cause) => unlist(cause.event.from, cause));
  on(assignmentEvidenced, (cause) => unlist(cause.event.from, cause));
  on(membershipStopped, (cause) => unlist(cause.event.branch, cause, true));
  on(membershipEnded, (cause) => unlist(cause.event.branch, cause));
});

/** The register learns that a reserved number stands on a letter. */
const confirmNumbers = process('letter-number-confirmation', { zh: '介绍信编号启用', en: 'confirm letter numbers' }, (on) => {
  on(letterIssued, ({ event }) => inRegister(event.register, 'confirm', { number: event.number }));
});

/** The register learns that a number is void; it stays listed with the reason. */
const voidNumbers = process('letter-number-voiding', { zh: '介绍信编号作废', en: 'void letter numbers' }, (on) => {
  on(letterIssued, ({ event: { replaces } }) =>
    replaces === null ? undefined : inRegister(replaces.register, 'voidNumber', { number: replaces.number, because: 'replaced' }),
  );
  on(transferWithdrawn, ({ event }) => inRegister(event.register, 'voidNumber', { number: event.number, because: 'withdrawn' }));
  on(transferCancelled, ({ event: { number, register } }) =>
    number === null || register === null ? undefined : inRegister(register, 'voidNumber', { number, because: 'cancelled' }),
  );
});

const inIdentities = (id: string, move: 'confirm' | 'release', input: Record<string, string>) => ({
  slice: 'party-identity',
  id,
  move,
  input,
});

/**
 * The register learns whose relationship stands under an identity, also of one who left and came back, and when it is free. One process tells both,
 * in the order of his stream: a confirmation that came after the release would keep the number for good.
 */
const followIdentities = process('party-identity', { zh: '党员身份登记簿随动', en: 'members’ identities follow' }, (on) => {
  // The alias of a number that is no resident's would be cleared away: it is kept with the Party's record.
  on(membershipEntered, async ({ event, item }, { bindIdentity }) => {
    await bindIdentity(memberKey(item), event.identityIndex, { unlessBound: true });
    return inIdentities(event.identity, 'confirm', { holder: item });
  });
  on(letterReceived, async ({ event, item }, { bindIdentity }) => {
    await bindIdentity(memberKey(item), event.identityIndex, { unlessBound: true });
    return inIdentities(event.identity, 'confirm', { holder: item });
  });
  on(membershipEnded, ({ event, item }) => inIdentities(event.identity, 'release', { holder: item, because: 'ended' }));
  // Not as long as his keys are there: the alias would go with them, also where another record had come to stand under it.
  on(partyRecordKeysDestroyed, ({ event: { identity }, item }) =>
    identity == null ? undefined : inIdentities(identity, 'release', { holder: item, because: 'ended' }),
  );
});

/** The keys of a record that was forgotten are destroyed once no read model shows it any more, then the destruction is recorded (13.10). */
export const partyKeyDestruction = process(
  'party-key-destruction',
  { zh: '党员档案密钥销毁', en: 'destroy the keys of a member’s record' },
  (on) => {
    on(partyRecordForgotten, async (cause, { destroyKeys }) => {
      await destroyKeys(memberKey(cause.event.person), cause.event.alone ? null : 'party', cause);
      return { slice: 'party-relationship', id: cause.item, move: 'recordDestruction', input: { identity: cause.event.identity } };
    });
  },
);

export const identityProcesses: readonly Process[] = [followIdentities];

const heard = (id: string, since: string, community: string | null) => ({
  slice: 'party-relationship',
  id,
  move: 'noteResidence',
  input: { since, community },
});

/** What residents tells of where people live: a member who lives away from his branch leads to a task after the time of 4.2, and to nothing else. */
export const followResidence = process('party-residence', { zh: '党员居住地变更', en: 'members who live elsewhere' }, (on) => {
  on(residenceMoved, ({ event, item }) => (event.from === event.community ? undefined : heard(item, event.since, event.community)));
  on(personMovedAway, ({ event, item }) => heard(item, event.since, null));
  on(personCameBack, ({ event, item }) => heard(item, event.since, event.community));
  on(recordSealed, ({ event, item }) =>
    event.ground === 'deceased' ? { slice: 'party-relationship', id: item, move: 'noteDeath', input: {} } : undefined,
  );
});

export const relationshipProcesses: readonly Process[] = [
  ...[listMembers, unlistMembers, confirmNumbers, voidNumbers, followResidence],
  partyKeyDestruction,
  ...identityProcesses,
];
