import type { EventOf } from '@yimen/contracts';
import { model, personal, refusals, type FileStanding, type Sealed, type When } from '@yimen/kernel';
import { z } from 'zod';
import type { ServiceDefinition } from '../../definition.js';
import { context, loanExtended, loanReturned, loanStarted, numberTaken } from './loan-events.sample.js';
import { samplePapers } from './papers.sample.js';

// A small subject with everything that the runner and the endpoints have to do with: personal fields, a register, a warning,
// overridable and binding refusals, a move by the system, a move without input.

export const sampleRegistry = new Map([loanStarted, loanExtended, loanReturned, numberTaken].map((one) => [one.type as string, one]));

type Open = { organisation: string; person: string; name: Sealed; days: number; number: string | null; note?: string };
type Loan = { status: 'none' } | ({ status: 'open' } & Open) | ({ status: 'returned' } & Open);
type LoanEvent = EventOf<typeof loanStarted> | { type: 'LoanExtended'; days: number } | { type: 'LoanReturned'; on: string };

export const binding = 'ALL19 32';
export const local = 'D-hall';
const refuse = refusals({
  'too-long': { zh: '借期 {days} 天超过上限 {most} 天', en: '{days} days are more than {most}' },
  'far-too-long': { zh: '借期不得超过一年', en: 'not longer than a year' },
  'number-gone': { zh: '号码已用完', en: 'no number is left' },
  'paper-not-sealed': { zh: '文件不在或未封存', en: 'the paper is not there, or not sealed: {paper}' },
  'too-early': { zh: '须在 {from} 以后归还', en: 'not before {from}' },
});
const { move, aggregate } = model<Loan, LoanEvent, 'desk' | 'holder'>();
const days = z.int().min(1).max(1000);

interface Given {
  readonly organisation: string;
  readonly person: string;
  readonly name: Sealed;
  readonly days: number;
  readonly note?: string | undefined;
}
interface Found {
  /** How the file lies that a note names by `paper <address>`; null for other notes. */
  readonly paper?: FileStanding | null;
  readonly blind?: { readonly phone?: Sealed | undefined };
}

const begun = ({ organisation, person, name, days, note }: Given, number: string | null, { blind }: Found = {}): LoanEvent => ({
  type: 'LoanStarted',
  organisation,
  person,
  name,
  days,
  number,
  ...(note !== undefined && { note }),
  ...(blind?.phone && { phoneIndex: blind.phone }),
});

const input = z
  .object({
    organisation: z.uuid(),
    person: z.uuid(),
    name: personal('hall', z.string().min(1).max(50)),
    days,
    note: z.string().max(200).optional(),
    phone: personal('contact', z.string().regex(/^1\d{10}$/)).optional(),
  })
  .strict();

export const loan = aggregate({
  context,
  name: 'loan',
  collection: 'loans',
  label: { zh: '借用', en: 'loan' },
  ids: 'derived',
  initial: { status: 'none' } as Loan,
  states: {
    none: { zh: '未借', en: 'none' },
    open: { zh: '借出', en: 'open' },
    returned: { zh: '已归还', en: 'returned', final: true },
  },
  parties: (state) => (state.status === 'none' ? {} : { desk: { organisation: state.organisation }, holder: { person: state.person } }),
  readers: { desk: ['window-clerk', 'hall-manager', 'auditor'], holder: ['resident'] },
  opens: { desk: ['window-clerk', 'hall-manager'], holder: ['resident'] },
  moves: {
    start: move({
      label: { zh: '借出', en: 'lend' },
      from: ['none'],
      by: { desk: ['window-clerk', 'hall-manager'] },
      input,
      parties: ({ organisation }) => ({ desk: { organisation } }),
      subject: (_state, { person }) => person,
      index: { phone: 'phone' },
      gather: async (read, { note, person }): Promise<Found> => ({
        paper: note?.startsWith('paper ') ? await read.file(note.slice('paper '.length), person) : null,
      }),
      decide: (_none, given, { policy, overridden, facts }) => {
        const { paper = null } = facts;
        if (paper !== null && paper !== 'sealed') return refuse('paper-not-sealed', binding, { paper });
        const most = policy.number('loan.days');
        // Binding law: the runner sets nothing aside here, whatever the slice says.
        if (given.days > 365 && !overridden?.has('far-too-long')) return refuse('far-too-long', binding, {}, { overridable: true });
        if (given.days > most && !overridden?.has('too-long'))
          return refuse('too-long', local, { days: given.days, most }, { overridable: true });
        const warning = { code: 'at-limit', rule: local, detail: { zh: '已到上限', en: 'at the limit' } };
        return { events: [begun(given, null, facts)], warnings: given.days === most ? [warning] : [] };
      },
    }),
    lendNumbered: move({
      label: { zh: '编号借出', en: 'lend under a number' },
      from: ['none'],
      by: { desk: ['window-clerk'] },
      input,
      parties: ({ organisation }) => ({ desk: { organisation } }),
      subject: (_state, { person }) => person,
      reserve: (_state, { organisation }, _facts, { id }) => ({
        slice: 'loan-register',
        id: organisation,
        move: 'take',
        input: { by: id },
      }),
      decide: (_none, given, { reserved }) =>
        given.days > 365 ? refuse('far-too-long', binding) : begun(given, String(reserved?.events[0]?.['number'])),
    }),
    extend: move({
      label: { zh: '延期', en: 'extend' },
      from: ['open'],
      by: { desk: ['window-clerk'] },
      input: z.object({ days }).strict(),
      decide: (_open, { days }) => ({ type: 'LoanExtended' as const, days }),
    }),
    return: move({
      label: { zh: '归还', en: 'return' },
      from: ['open'],
      by: { desk: ['window-clerk'], holder: ['resident'] },
      input: z.object({}).strict(),
      decide: (open, _input, { today }) =>
        open.note === 'locked' ? refuse('too-early', local, { from: '2026-12-31' }) : { type: 'LoanReturned' as const, on: today },
    }),
    lapse: move({
      label: { zh: '到期收回', en: 'lapse' },
      from: ['open'],
      by: 'system',
      input: z.object({}).strict(),
      decide: (_open, _input, { today }) => ({ type: 'LoanReturned' as const, on: today }),
    }),
  },
  on: {
    LoanStarted: (_state: Loan, { type: _type, phoneIndex: _index, note, ...rest }) => ({
      status: 'open',
      ...rest,
      ...(note !== undefined && { note }),
    }),
    LoanExtended: (open: When<Loan, 'open'>, { days }) => ({ ...open, days: open.days + days }),
    LoanReturned: (open: When<Loan, 'open'>) => ({ ...open, status: 'returned' }),
  },
});

type Register = { status: 'none'; taken: number } | { status: 'used'; taken: number };
const register = model<Register, EventOf<typeof numberTaken>, 'desk'>();
export const loanRegister = register.aggregate({
  context,
  name: 'loan-register',
  collection: 'loan-registers',
  label: { zh: '借用登记簿', en: 'register of loans' },
  ids: /^[0-9a-f-]{36}$/,
  initial: { status: 'none', taken: 0 } as Register,
  states: { none: { zh: '空', en: 'empty' }, used: { zh: '启用', en: 'in use', final: true } },
  parties: () => ({}),
  readers: {},
  moves: {
    take: register.move({
      label: { zh: '取号', en: 'take a number' },
      from: ['none', 'used'],
      by: 'system',
      input: z.object({ by: z.uuid() }).strict(),
      decide: ({ taken }, { by }, { policy }) =>
        taken >= policy.number('loan.numbers')
          ? refuse('number-gone', local)
          : { type: 'LoanNumberTaken' as const, number: String(taken + 1).padStart(3, '0'), by },
    }),
  },
  on: { LoanNumberTaken: (state: Register) => ({ status: 'used', taken: state.taken + 1 }) },
});

export const sampleDefinition: ServiceDefinition = {
  context,
  label: { zh: '样例服务', en: 'sample service' },
  slices: [loan, loanRegister],
  processes: [],
  facts: [],
  papers: samplePapers,
  files: { series: 'hall', slices: ['loan'], subject: (person) => `loans of ${person}`, impersonal: ['window-clerk'] },
};
