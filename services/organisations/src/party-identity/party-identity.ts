import type { EventOf, partyIdentityEvents } from '@yimen/contracts';
import { refusals, register } from '@yimen/kernel';
import type { PartyRelationship } from '../party-relationship/states.js';

type PartyIdentityEvent = EventOf<(typeof partyIdentityEvents)[number]>;
const unique = 'D-identity-unique';

const refuse = refusals({
  'member-known': { ground: 'record', zh: '该证件号码的党员已登记', en: 'a member with this identity number stands in the book already' },
  'member-being-entered': {
    ground: 'record',
    zh: '该证件号码的党员正在登记，预占至 {until}',
    en: 'a member with this identity number is being entered; reserved until {until}',
  },
  'not-due': { ground: 'record', zh: '预占有效期至 {until}', en: 'the reservation holds until {until}' },
  'other-member': { ground: 'record', zh: '该证件号码不属于此党员', en: 'the identity number does not belong to this member' },
});

/**
 * The register of members' identities: one identity number has one relationship, whatever ids a person was given (13.5). The stream's id is the
 * random alias that the vault keeps for the number's blind index.
 */
export const partyIdentity = register<PartyIdentityEvent, 'ended'>({
  context: 'organisations',
  name: 'party-identity',
  collection: 'party-identities',
  label: { zh: '党员身份登记簿', en: 'register of members’ identities' },
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  words: { taken: { zh: '已登记', en: 'taken' }, confirm: { zh: '确认', en: 'confirm' } },
  holdDays: 'identity.reservation.release_days',
  because: ['ended'],
  record: {
    reserved: (member, until) => ({ type: 'PartyIdentityReserved', member, until }),
    taken: (member) => ({ type: 'PartyIdentityTaken', member }),
    released: (member, because) => ({ type: 'PartyIdentityReleased', member, because }),
  },
  refuse: {
    // Who has the number is told to nobody.
    taken: () => refuse('member-known', unique),
    reserved: (until) => refuse('member-being-entered', unique, { until }),
    notDue: (until) => refuse('not-due', 'D-reservation', { until }),
    another: () => refuse('other-member', unique),
  },
  used: async (read, member, alias) => {
    const state = await read.state({ name: 'party-relationship', initial: { status: 'none' } as PartyRelationship }, member);
    // A record that was destroyed stands under no number; until its keys are gone it does, because the alias goes with them (13.10).
    return state.status !== 'none' && state.status !== 'ended' && state.status !== 'destroyed' && state.identity === alias;
  },
  on: ({ reserved, taken, free }) => ({
    PartyIdentityReserved: (_state, { member, until }) => reserved(member, until),
    PartyIdentityTaken: (_state, { member }) => taken(member),
    PartyIdentityReleased: free,
  }),
  reservation: {
    label: { zh: '党员身份预占期', en: 'reservation of a member’s identity' },
    rule: 'D-reservation',
    set: { PartyIdentityReserved: ({ until }) => ({ dueOn: until }) },
    clear: ['PartyIdentityTaken', 'PartyIdentityReleased'],
  },
});
