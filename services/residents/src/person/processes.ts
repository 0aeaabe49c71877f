import {
  householdJoined,
  householdLeft,
  householdMemberRemoved,
  personForgotten,
  personIdentityCorrected,
  personRegistered,
} from '@yimen/contracts';
import { process } from '@yimen/service-shell/slice';

/** The register learns that a reserved identity belongs to a registered person; from then on its alias dies with him. */
export const identityConfirmation = process('identity-confirmation', { zh: '身份确认', en: 'confirm identities' }, (on) => {
  on(personRegistered, async ({ event, item }, { bindIdentity }) => {
    await bindIdentity(item, event.identityIndex);
    return { slice: 'identity', id: event.identity, move: 'confirm', input: { holder: item } };
  });
  on(personIdentityCorrected, async ({ event, item }, { bindIdentity }) => {
    await bindIdentity(item, event.identityIndex);
    return { slice: 'identity', id: event.identity, move: 'confirm', input: { holder: item } };
  });
});

/** The register learns that an identity is free again. */
export const identityRelease = process('identity-release', { zh: '身份释放', en: 'release identities' }, (on) => {
  on(personIdentityCorrected, ({ event, item }) => ({
    slice: 'identity',
    id: event.formerIdentity,
    move: 'release',
    input: { holder: item, because: 'corrected' },
  }));
  on(personForgotten, ({ event, item }) =>
    event.identity === null
      ? undefined
      : { slice: 'identity', id: event.identity, move: 'release', input: { holder: item, because: 'forgotten' } },
  );
});

/** The household lists who joined and takes off who left; who joined one that was dissolved meanwhile leaves it again. */
export const householdMembership = process('household-membership', { zh: '住户成员', en: 'list household members' }, (on) => {
  on(householdJoined, ({ event }) => ({ slice: 'household', id: event.household, move: 'listMember', input: { person: event.person } }));
  on(householdLeft, ({ event }) => ({ slice: 'household', id: event.household, move: 'removeMember', input: { person: event.person } }));
  on(householdMemberRemoved, ({ event, item }) =>
    event.because === 'dissolved' ? { slice: 'person', id: event.person, move: 'leaveDissolved', input: { household: item } } : undefined,
  );
});

/** The keys of what was forgotten are destroyed once no read model shows it any more, then the destruction is recorded. Destroying twice is the same as once. */
export const keyDestruction = process('key-destruction', { zh: '密钥销毁', en: 'destroy keys' }, (on) => {
  on(personForgotten, async (cause, { destroyKeys }) => {
    const { event, item } = cause;
    await destroyKeys(event.person, event.series, cause);
    return { slice: 'person', id: item, move: 'recordDestruction', input: { series: event.series } };
  });
});
