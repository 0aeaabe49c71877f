import type { EventOf, identityConfirmed, identityReleased, identityReserved } from '@yimen/contracts';
import { refusals, register } from '@yimen/kernel';
import type { Person } from '../person/states.js';

type IdentityEvent = EventOf<typeof identityReserved | typeof identityConfirmed | typeof identityReleased>;

const refuse = refusals({
  'identity-taken': { ground: 'record', zh: '该证件号码已登记', en: 'a person with this identity number is registered already' },
  'identity-reserved': {
    ground: 'record',
    zh: '该证件号码正在登记，预占至 {until}',
    en: 'this identity number is being registered; reserved until {until}',
  },
  'not-due': { ground: 'record', zh: '预占有效期至 {until}', en: 'the reservation holds until {until}' },
  'other-person': { ground: 'record', zh: '该证件号码不属于此人', en: 'the identity number does not belong to this person' },
});

/**
 * The register of identities: no person twice (13.5). The stream's id is a random alias that the vault keeps for the number's blind index,
 * so that nothing here leads back to a number once the alias is destroyed (decision 2).
 */
export const identity = register<IdentityEvent, 'corrected' | 'forgotten'>({
  context: 'residents',
  name: 'identity',
  collection: 'identities',
  label: { zh: '身份登记簿', en: 'register of identities' },
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  words: { taken: { zh: '已登记', en: 'taken' }, confirm: { zh: '确认', en: 'confirm' } },
  holdDays: 'identity.reservation.release_days',
  because: ['corrected', 'forgotten'],
  record: {
    reserved: (person, until) => ({ type: 'IdentityReserved', person, until }),
    taken: (person) => ({ type: 'IdentityConfirmed', person }),
    released: (person, because) => ({ type: 'IdentityReleased', person, because }),
  },
  refuse: {
    // Who holds the number is told to nobody.
    taken: () => refuse('identity-taken', 'D-identity-unique'),
    reserved: (until) => refuse('identity-reserved', 'D-identity-unique', { until }),
    notDue: (until) => refuse('not-due', 'D-reservation', { until }),
    another: () => refuse('other-person', 'D-identity-unique'),
  },
  used: async (read, person, alias) => {
    const holder = await read.state({ name: 'person', initial: { status: 'none' } as Person }, person);
    return 'identity' in holder && holder.identity === alias;
  },
  on: ({ reserved, taken, free }) => ({
    IdentityReserved: (_state, { person, until }) => reserved(person, until),
    IdentityConfirmed: (_state, { person }) => taken(person),
    IdentityReleased: free,
  }),
  reservation: {
    label: { zh: '身份预占期', en: 'reservation of the identity' },
    rule: 'D-reservation',
    set: { IdentityReserved: ({ until }) => ({ dueOn: until }) },
    clear: ['IdentityConfirmed', 'IdentityReleased'],
  },
});
