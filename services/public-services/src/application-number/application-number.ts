import type { applicationNumberEvents, EventOf } from '@yimen/contracts';
import { addDays, model, refusals } from '@yimen/kernel';
import { z } from 'zod';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';

export type ApplicationNumberEvent = EventOf<(typeof applicationNumberEvents)[number]>;

interface Held {
  readonly holder: string;
  readonly state: 'reserved' | 'used' | 'void';
  readonly until: string;
}
/** The numbers of a county and year, in order; void ones stay with their reason (13.5). */
export type ApplicationNumbers =
  { readonly status: 'none' } | { readonly status: 'running'; readonly numbers: Readonly<Record<string, Held>> };

const refuse = refusals({
  'number-unknown': { ground: 'record', zh: '没有该编号', en: 'there is no such number' },
});

const { move, aggregate } = model<ApplicationNumbers, ApplicationNumberEvent, never>();
/** The day on which the first of the reservations that wait runs out, apart from one. */
const firstUntil = (numbers: Readonly<Record<string, Held>>, without?: string): string | undefined =>
  Object.entries(numbers)
    .flatMap(([number, { state, until }]) => (state === 'reserved' && number !== without ? [until] : []))
    .sort()[0];
const heldIn = (state: ApplicationNumbers) => (state.status === 'none' ? {} : state.numbers);
const change = (state: ApplicationNumbers, changed: Readonly<Record<string, Held>>): ApplicationNumbers => ({
  status: 'running',
  numbers: { ...heldIn(state), ...changed },
});

export const applicationNumber = aggregate({
  context: 'public-services',
  name: 'application-number',
  collection: 'application-numbers',
  label: { zh: '准入编号登记簿', en: 'register of application numbers' },
  /** `{county}~{year}` */
  ids: /^\d{12}~\d{4}$/,
  initial: { status: 'none' } as ApplicationNumbers,
  states: { none: { zh: '未编号', en: 'no number yet' }, running: { zh: '编号中', en: 'running' } },
  parties: () => ({}),
  place: (_state, id) => ({ area: id.slice(0, id.indexOf('~')) }),
  readers: {},
  moves: {
    reserve: move({
      label: { zh: '预占编号', en: 'reserve the next number' },
      from: ['none', 'running'],
      by: 'system',
      input: z.object({ holder: z.uuid() }).strict(),
      decide: (state, { holder }, { id, today, policy }) => {
        const until = addDays(today, policy.number(parameters.numberHoldDays));
        const held = Object.entries(heldIn(state)).find(([, each]) => each.holder === holder && each.state === 'reserved');
        const next = `${id.replace('~', '-')}-${String(Object.keys(heldIn(state)).length + 1).padStart(4, '0')}`;
        const number = held?.[0] ?? next;
        const nextUntil = [until, firstUntil(heldIn(state), number) ?? until].sort()[0] ?? until;
        return { type: 'ApplicationNumberReserved', number, holder, until, nextUntil };
      },
    }),
    confirm: move({
      label: { zh: '启用编号', en: 'confirm a number' },
      from: ['running'],
      by: 'system',
      input: z.object({ number: z.string(), holder: z.uuid() }).strict(),
      decide: ({ numbers }, { number, holder }) => {
        const held = numbers[number];
        if (held?.holder !== holder) return refuse('number-unknown', rules.admissionNumber);
        return held.state === 'used' ? [] : { type: 'ApplicationNumberUsed', number, holder };
      },
    }),
    voidUnused: move({
      label: { zh: '清理预占', en: 'void unused numbers' },
      from: ['running'],
      by: 'system',
      input: z.object({}).strict(),
      decide: ({ numbers }, _input, { today }) => {
        const open = Object.entries(numbers).filter(([, { state }]) => state === 'reserved');
        const voided = open.filter(([, { until }]) => until < today).map(([number]) => number);
        const left = open.map(([, { until }]) => until).filter((until) => until >= today);
        return { type: 'ApplicationNumbersChecked', voided, reason: 'unused', openUntil: left.sort()[0] ?? null };
      },
    }),
  },
  on: {
    ApplicationNumberReserved: (state, { number, holder, until }) => change(state, { [number]: { holder, state: 'reserved', until } }),
    ApplicationNumberUsed: (state, { number, holder }) =>
      change(state, { [number]: { holder, state: 'used', until: heldIn(state)[number]?.until ?? '' } }),
    ApplicationNumbersChecked: (state, { voided }) =>
      change(
        state,
        Object.fromEntries(
          voided.flatMap((number) => {
            const held = heldIn(state)[number];
            return held ? [[number, { ...held, state: 'void' as const }]] : [];
          }),
        ),
      ),
  },
  deadlines: {
    reservation: {
      rule: rules.admissionNumber,
      label: { zh: '编号预占期', en: 'reservation of numbers' },
      // The first reservation that runs out: a later one does not move the date on, or a busy county would never look.
      set: {
        ApplicationNumberReserved: ({ nextUntil }) => ({ dueOn: nextUntil }),
        ApplicationNumbersChecked: ({ openUntil }) => (openUntil === null ? null : { dueOn: openUntil }),
      },
      clear: [],
      fires: 'voidUnused',
    },
  },
});
