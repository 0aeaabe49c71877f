import { letterNumberVoided, type EventOf, type letterRegisterEvents } from '@yimen/contracts';
import { addDays, model, refusals, type IsoDate, type MoveContext } from '@yimen/kernel';
import { z } from 'zod';
import type { PartyRelationship } from '../party-relationship/states.js';
import { rules } from '../party-rules.js';
import { committeeOf, letterNumber } from './ids.js';

export type LetterRegisterEvent = EventOf<(typeof letterRegisterEvents)[number]>;
interface Entry {
  readonly number: string;
  readonly transfer: string;
  readonly member: string;
  readonly state: 'reserved' | 'used' | 'void';
  readonly until: IsoDate;
  readonly because: EventOf<typeof letterNumberVoided>['because'] | null;
}
export type LetterRegister =
  { readonly status: 'empty' } | { readonly status: 'open'; readonly committee: string; readonly entries: readonly Entry[] };

const { move, aggregate } = model<LetterRegister, LetterRegisterEvent, 'committee'>();
const refuse = refusals({
  'number-unknown': { ground: 'record', zh: '编号 {number} 未占用', en: 'the number {number} was not reserved' },
  'number-void': { ground: 'record', zh: '编号 {number} 已作废', en: 'the number {number} is void' },
  'nothing-due': { ground: 'record', zh: '没有到期的占用', en: 'no reservation has run out' },
});

const entriesOf = (state: LetterRegister): readonly Entry[] => (state.status === 'empty' ? [] : state.entries);
const number = z.string().min(1).max(20);
const numbered = z.object({ number }).strict();
/** The next day on which a reservation runs out, once some numbers no longer wait. */
const nextUntil = (entries: readonly Entry[], settled: readonly string[]): IsoDate | null =>
  entries.flatMap(({ number, state, until }) => (state === 'reserved' && !settled.includes(number) ? [until] : [])).sort()[0] ?? null;

interface Used {
  readonly used: readonly string[];
}
const relationship = { name: 'party-relationship', initial: { status: 'none' } as PartyRelationship };
/** Whether a letter of the open transfer bears the number, be it one that another replaced since. */
const hasLetter = (state: PartyRelationship, number: string): boolean =>
  'transfer' in state && [state.transfer.letter, ...state.transfer.former].some((letter) => letter?.number === number);

function patch(state: LetterRegister, number: string, change: Partial<Entry>): LetterRegister {
  if (state.status === 'empty') return state;
  return { ...state, entries: state.entries.map((entry) => (entry.number === number ? { ...entry, ...change } : entry)) };
}

/** 介绍信编号簿: the numbers of a committee's letters in one year (13.2, 13.5). A number is reserved before the letter is issued; a void one stays listed. */
export const letterRegister = aggregate({
  context: 'organisations',
  name: 'letter-register',
  collection: 'letter-registers',
  label: { zh: '介绍信编号簿', en: 'register of letter numbers' },
  /** `{committee}~{yyyy}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}$/,
  initial: { status: 'empty' } as LetterRegister,
  states: { empty: { zh: '空白', en: 'empty' }, open: { zh: '使用中', en: 'in use' } },
  parties: (state) => (state.status === 'empty' ? {} : { committee: { organisation: state.committee } }),
  readers: { committee: ['party-officer', 'organisation-admin', 'auditor'] },
  moves: {
    reserve: move({
      label: { zh: '占用编号', en: 'reserve the next number' },
      from: ['empty', 'open'],
      by: 'system',
      /** `letters`: numbers that letters of this transfer bear already; that they were used may not have been heard here yet (13.5). */
      input: z.object({ transfer: z.uuid(), member: z.uuid(), letters: z.array(number).default([]) }).strict(),
      decide: (state, { transfer, member, letters }, { id, today, policy }) => {
        const entries = entriesOf(state);
        // Asked again before the letter was recorded, it is the same number.
        const waiting = entries.find((one) => one.transfer === transfer && one.state === 'reserved' && !letters.includes(one.number));
        const reserved = waiting?.number ?? letterNumber(id, entries.length + 1);
        const until = addDays(today, policy.number('party.transfer.number.release_days'));
        const next = [until, nextUntil(entries, [reserved]) ?? until].sort()[0] ?? until;
        return {
          type: 'LetterNumberReserved',
          number: reserved,
          transfer,
          member,
          committee: committeeOf(id),
          register: id,
          until,
          nextUntil: next,
        };
      },
    }),
    confirm: move({
      label: { zh: '启用编号', en: 'confirm' },
      from: ['open'],
      by: 'system',
      input: numbered,
      decide: ({ entries }, { number }) => {
        const entry = entries.find((one) => one.number === number);
        if (!entry) return refuse('number-unknown', rules.letterNumber, { number });
        // Voided because of what happened to the letter, it had been used; the news of the letter only came later.
        if (entry.state === 'used' || (entry.state === 'void' && entry.because !== 'unused')) return [];
        if (entry.state === 'void') return refuse('number-void', rules.letterNumber, { number });
        const { transfer, member } = entry;
        return { type: 'LetterNumberUsed', number, transfer, member, nextUntil: nextUntil(entries, [number]) };
      },
    }),
    voidNumber: move({
      label: { zh: '作废编号', en: 'void' },
      from: ['open'],
      by: 'system',
      input: numbered.extend({ because: letterNumberVoided.schema.shape.because.exclude(['unused']) }).strict(),
      decide: ({ entries }, { number, because }) => {
        const entry = entries.find((one) => one.number === number);
        if (!entry) return refuse('number-unknown', rules.letterNumber, { number });
        if (entry.state === 'void') return [];
        return { type: 'LetterNumberVoided', number, because, nextUntil: nextUntil(entries, [number]) };
      },
    }),
    expire: move({
      label: { zh: '占用到期', en: 'let reservations run out' },
      from: ['open'],
      by: 'system',
      input: z.object({}).strict(),
      gather: async (read, _input, state, { today }): Promise<Used> => {
        const due = entriesOf(state).filter((entry) => entry.state === 'reserved' && entry.until < today);
        const held = await Promise.all(due.map(async ({ member, number }) => hasLetter(await read.state(relationship, member), number)));
        return { used: due.filter((_entry, at) => held[at]).map(({ number }) => number) };
      },
      decide: ({ entries }, _input, { today, facts }: MoveContext<Used>) => {
        const due = entries.filter((entry) => entry.state === 'reserved' && entry.until < today);
        if (due.length === 0) return refuse('nothing-due', rules.letterNumber);
        const next = nextUntil(
          entries,
          due.map(({ number }) => number),
        );
        return due.map(({ number, transfer, member }) =>
          facts.used.includes(number)
            ? { type: 'LetterNumberUsed' as const, number, transfer, member, nextUntil: next }
            : { type: 'LetterNumberVoided' as const, number, because: 'unused' as const, nextUntil: next },
        );
      },
    }),
  },
  on: {
    LetterNumberReserved: (state, { number, transfer, member, committee, until }) => {
      const others = entriesOf(state).filter((entry) => entry.number !== number);
      return { status: 'open', committee, entries: [...others, { number, transfer, member, state: 'reserved', until, because: null }] };
    },
    LetterNumberUsed: (state, { number }) => patch(state, number, { state: 'used' }),
    LetterNumberVoided: (state, { number, because }) => patch(state, number, { state: 'void', because }),
  },
  deadlines: {
    reservation: {
      label: { zh: '编号占用期', en: 'reservation of a number' },
      rule: rules.letterNumber,
      set: {
        LetterNumberReserved: ({ nextUntil: until }) => ({ dueOn: until }),
        LetterNumberUsed: ({ nextUntil: until }) => (until === null ? null : { dueOn: until }),
        LetterNumberVoided: ({ nextUntil: until }) => (until === null ? null : { dueOn: until }),
      },
      clear: [],
      fires: 'expire',
    },
  },
});
