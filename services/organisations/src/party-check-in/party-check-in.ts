import { checkInKinds, servicePromised, serviceFulfilled, type EventOf, type partyCheckInEvents } from '@yimen/contracts';
import { model, refusals, type IsoDate, type MoveContext } from '@yimen/kernel';
import { z } from 'zod';
import { readParty } from '../party-organisation/proposal.js';
import { keepers, rules } from '../party-rules.js';

export type PartyCheckInEvent = EventOf<(typeof partyCheckInEvents)[number]>;
interface CheckIn {
  readonly kind: (typeof checkInKinds)[number];
  readonly organisation: string;
  readonly person: string;
  readonly since: IsoDate;
  readonly promised: boolean;
  readonly hours: number;
}
export type PartyCheckIn =
  { readonly status: 'none' } | ({ readonly status: 'registered' } & CheckIn) | ({ readonly status: 'ended' } & CheckIn);

const { move, aggregate } = model<PartyCheckIn, PartyCheckInEvent, 'organisation' | 'member'>();
const refuse = refusals({
  'other-registration': { ground: 'record', zh: '登记编号与内容不符', en: 'the registration is of another kind, organisation or person' },
  'organisation-not-fit': { ground: 'record', zh: '党组织未登记或已撤并', en: 'the Party organisation is not in the book, or has ended' },
  'in-service-only': { ground: 'record', zh: '只有在职党员签订服务承诺书', en: 'the promise is for members in service only' },
  'promise-first': { ground: 'rule', zh: '尚未签订服务承诺书', en: 'the promise has not been signed yet' },
  'date-not-fit': { ground: 'record', zh: '日期 {on} 不得晚于当日或早于登记', en: '{on} is later than today, or before the registration' },
});

/** Item id of a registration: one per kind, organisation and person. */
export const checkInId = (kind: CheckIn['kind'], organisation: string, person: string): string => `${kind}~${organisation}~${person}`;

const fits = (on: IsoDate, since: IsoDate, today: IsoDate) => on >= since && on <= today;
const by = { organisation: keepers, member: ['resident'] } as const;

/** 流入登记、在职报到 (双报到): registers apart from the relationship; whoever stands in them counts elsewhere (D-three-registers). */
export const partyCheckIn = aggregate({
  context: 'organisations',
  name: 'party-check-in',
  collection: 'party-check-ins',
  label: { zh: '流入登记和在职报到', en: 'check-in of a member from elsewhere' },
  ids: /^(floating-in|in-service)(~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}$/,
  initial: { status: 'none' } as PartyCheckIn,
  states: {
    none: { zh: '未登记', en: 'not registered' },
    registered: { zh: '已登记', en: 'registered' },
    ended: { zh: '已终止', en: 'ended' },
  },
  parties: (state) =>
    state.status === 'none' ? {} : { organisation: { organisation: state.organisation }, member: { person: state.person } },
  readers: { organisation: ['secretary', 'party-officer', 'auditor'], member: ['resident'] },
  moves: {
    checkIn: move({
      label: { zh: '登记', en: 'check in' },
      from: ['none', 'ended'],
      by,
      input: z.object({ kind: z.enum(checkInKinds), organisation: z.uuid(), person: z.uuid() }).strict(),
      parties: ({ organisation, person }) => ({ organisation: { organisation }, member: { person } }),
      gather: async (read, { organisation }) => ({ formed: (await readParty(read, organisation)).status === 'formed' }),
      decide: (_state, input, { id, today, facts }: MoveContext<{ readonly formed: boolean }>) => {
        if (id !== checkInId(input.kind, input.organisation, input.person)) return refuse('other-registration', rules.registers);
        return facts.formed ? { type: 'MemberCheckedIn', ...input, since: today } : refuse('organisation-not-fit', rules.registers);
      },
    }),
    promise: move({
      label: { zh: '签订服务承诺书', en: 'sign the promise of service' },
      from: ['registered'],
      by,
      input: servicePromised.schema.pick({ posts: true }).strict(),
      decide: ({ kind }, input, { today }) =>
        kind === 'in-service' ? { type: 'ServicePromised', ...input, signedOn: today } : refuse('in-service-only', rules.checkIn),
    }),
    fulfil: move({
      label: { zh: '登记服务', en: 'record service' },
      from: ['registered'],
      by: { organisation: keepers },
      input: serviceFulfilled.schema,
      decide: ({ promised, since }, input, { today, overridden }) => {
        if (!promised && !overridden?.has('promise-first')) return refuse('promise-first', rules.promise);
        if (!fits(input.servedOn, since, today)) return refuse('date-not-fit', rules.promise, { on: input.servedOn });
        return { type: 'ServiceFulfilled', ...input };
      },
    }),
    end: move({
      label: { zh: '终止登记', en: 'end the registration' },
      from: ['registered'],
      by,
      input: z.object({ reason: z.string().trim().min(1).max(200) }).strict(),
      decide: (_state, input, { today }) => ({ type: 'CheckInEnded', endedOn: today, ...input }),
    }),
  },
  on: {
    MemberCheckedIn: (_state, { kind, organisation, person, since }) => ({
      status: 'registered',
      kind,
      organisation,
      person,
      since,
      promised: false,
      hours: 0,
    }),
    ServicePromised: (state: Extract<PartyCheckIn, { status: 'registered' }>) => ({ ...state, promised: true }),
    ServiceFulfilled: (state: Extract<PartyCheckIn, { status: 'registered' }>, { hours }) => ({ ...state, hours: state.hours + hours }),
    CheckInEnded: (state: Extract<PartyCheckIn, { status: 'registered' }>) => ({ ...state, status: 'ended' }),
  },
});
