import type { EventOf, identityConfirmed, identityReleased, identityReserved } from '@yimen/contracts';
import { addDays, model, refusals, type IsoDate, type When } from '@yimen/kernel';
import { z } from 'zod';
import type { Person } from '../person/states.js';

export type Identity =
  | { readonly status: 'free' }
  | { readonly status: 'reserved'; readonly person: string; readonly until: IsoDate }
  | { readonly status: 'taken'; readonly person: string };

type IdentityEvent = EventOf<typeof identityReserved | typeof identityConfirmed | typeof identityReleased>;

const { move, aggregate } = model<Identity, IdentityEvent, never>();
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
const holder = z.object({ person: z.uuid() }).strict();

/**
 * The register of identities: no person twice (13.5). The stream's id is a random alias that the vault keeps for the number's blind index,
 * so that nothing here leads back to a number once the alias is destroyed (decision 2). Moved by the system only.
 */
export const identity = aggregate({
  context: 'residents',
  name: 'identity',
  collection: 'identities',
  label: { zh: '身份登记簿', en: 'register of identities' },
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'free' } as Identity,
  states: {
    free: { zh: '空闲', en: 'free' },
    reserved: { zh: '预占', en: 'reserved' },
    taken: { zh: '已登记', en: 'taken' },
  },
  parties: () => ({}),
  readers: {},
  moves: {
    reserve: move({
      label: { zh: '预占', en: 'reserve' },
      from: ['free', 'reserved', 'taken'],
      by: 'system',
      input: holder,
      decide: (state, { person }, { today, policy }) => {
        if (state.status === 'taken') return refuse('identity-taken', 'D-identity-unique');
        if (state.status === 'reserved' && state.person !== person)
          return refuse('identity-reserved', 'D-identity-unique', { until: state.until });
        return { type: 'IdentityReserved', person, until: addDays(today, policy.number('identity.reservation.release_days')) };
      },
    }),
    confirm: move({
      label: { zh: '确认', en: 'confirm' },
      // Also from free: the person was recorded, but the reservation ran out before this was heard.
      from: ['free', 'reserved'],
      by: 'system',
      input: holder,
      decide: (state, { person }) =>
        state.status === 'reserved' && state.person !== person
          ? refuse('identity-reserved', 'D-identity-unique', { until: state.until })
          : { type: 'IdentityConfirmed', person },
    }),
    release: move({
      label: { zh: '释放', en: 'release' },
      from: ['reserved', 'taken'],
      by: 'system',
      input: holder.extend({ because: z.enum(['corrected', 'forgotten']) }),
      decide: (state, { person, because }) =>
        state.person === person ? { type: 'IdentityReleased', person, because } : refuse('other-person', 'D-identity-unique'),
    }),
    expire: move({
      label: { zh: '预占到期', en: 'let the reservation run out' },
      from: ['reserved'],
      by: 'system',
      input: z.object({}).strict(),
      // The person may have been recorded while the confirmation is still on its way: then the identity is his, not free.
      gather: async (read, _input, state, { id }): Promise<{ readonly used: boolean }> => {
        if (state.status !== 'reserved') return { used: false };
        const holder = await read.state({ name: 'person', initial: { status: 'none' } as Person }, state.person);
        return { used: 'identity' in holder && holder.identity === id };
      },
      decide: (reserved, _input, { today, facts }) => {
        if (today <= reserved.until) return refuse('not-due', 'D-reservation', { until: reserved.until });
        return facts.used
          ? { type: 'IdentityConfirmed', person: reserved.person }
          : { type: 'IdentityReleased', person: reserved.person, because: 'unused' };
      },
    }),
  },
  on: {
    IdentityReserved: (_state, { person, until }) => ({ status: 'reserved', person, until }),
    IdentityConfirmed: (_state, { person }) => ({ status: 'taken', person }),
    IdentityReleased: (_state: When<Identity, 'reserved' | 'taken'>) => ({ status: 'free' }),
  },
  deadlines: {
    reservation: {
      label: { zh: '身份预占期', en: 'reservation of the identity' },
      rule: 'D-reservation',
      set: { IdentityReserved: ({ until }) => ({ dueOn: until }) },
      clear: ['IdentityConfirmed', 'IdentityReleased'],
      fires: 'expire',
    },
  },
});
