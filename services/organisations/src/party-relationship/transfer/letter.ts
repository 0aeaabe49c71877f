import { letterIssued, transferEvidence } from '@yimen/contracts';
import { addDays, daysBetween, type IsoDate, type MoveContext, type PolicyReader, type Reserved } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, rules } from '../../party-rules.js';
import { registerId } from '../../letter-register/ids.js';
import { letterOf, move, refuse, standing, type InTransfer, type Of, type Status } from '../states.js';
import { byBranch, refusePapers } from './drafting.js';
import { mayReceive, readPlaced, type Placed } from './reading.js';

const words = z.string().trim().min(1).max(500);
const { officeAddress, officePhone, officeFax, officePostcode } = letterIssued.schema.shape;
/** What the letter shows of the committee that issues it (COD06); the signature is its seal. */
const office = z.object({ officeAddress, officePhone, officeFax, officePostcode }).strict();

export interface Issuing {
  readonly source: Placed;
  /** Whether the target has its power still: between the draft and the letter it may have been withdrawn. */
  readonly mayReceive: boolean;
  /** Register of the committee and the business year. */
  readonly register: string;
}

/** Last valid day, and the days on which a reminder falls: those that lie after the day of issue. */
export function validity(issuedOn: IsoDate, validDays: number, policy: PolicyReader) {
  const expiresOn = addDays(issuedOn, validDays);
  const before = policy.text('party.transfer.reminder_days').split(',').map(Number);
  const reminders = before.map((days) => addDays(expiresOn, -days)).filter((on) => on > issuedOn);
  return { validDays, expiresOn, reminders: reminders.sort() };
}

/** Policy parameter of the validity of a letter of each kind. */
export const daysOf = { INNER: '', ONLINE_IN_PROVINCE: 'province', ONLINE_CROSS_PROVINCE: 'national', PAPER: 'paper' } as const;

/** The number that the register gave; the first time a move is decided there is none yet. */
function numberOf(reserved: Reserved | undefined): string {
  const event = reserved?.events.find(({ type }) => type === 'LetterNumberReserved');
  return typeof event?.['number'] === 'string' ? event['number'] : '';
}

type Issuable = Status<'committee-review' | 'expired' | 'returned' | 'lost' | 'arrived'>;

type Office = z.output<typeof office> & { readonly receiverTold?: z.output<typeof transferEvidence> | null };

function issue(state: Issuable, { receiverTold, ...input }: Office, { today, policy, facts, reserved, overridden }: MoveContext<Issuing>) {
  const { transfer } = state;
  if (transfer.kind === 'INNER') return refuse('inner-needs-no-letter', rules.order);
  const refused = refusePapers(state, overridden);
  if (refused) return refused;
  const { branch } = standing(state);
  const committee = facts.source.committee?.id;
  if (committee === undefined || committee !== transfer.sourceCommittee) return refuse('no-approving-committee', rules.transfer);
  if (!facts.mayReceive) return refuse('no-approving-committee', rules.transfer);
  if (transfer.carriedBy === null) throw new Error('a letter is issued of a transfer that was not drafted here');
  const replaced = transfer.letter;
  const event: Of<'LetterIssued'> = {
    type: 'LetterIssued',
    transfer: transfer.transfer,
    number: numberOf(reserved),
    register: facts.register,
    issuedOn: today,
    ...validity(today, policy.number(`party.transfer.valid_days.${daysOf[transfer.kind]}`), policy),
    kind: transfer.kind,
    replaces: replaced?.register ? { number: replaced.number, register: replaced.register } : null,
    name: state.name,
    identityNumber: state.identityNumber,
    sex: state.sex,
    bornIn: state.bornIn,
    phone: state.phone,
    standing: state.standing,
    joinedOn: state.joinedOn,
    fullOn: state.fullOn,
    duesPaidThrough: state.duesPaidThrough,
    source: { branch, committee },
    target: { committee: transfer.targetCommittee, branch: transfer.targetBranch, outside: transfer.outside },
    ...input,
    carriedBy: transfer.carriedBy,
    ...(receiverTold && { receiverTold }),
  };
  return event;
}

/** Another installation was told to take up a case again whose letter has run out there: it takes a new letter. */
function hasRunOutMeanwhile(state: Status<'arrived'>, today: IsoDate): boolean {
  return state.transfer.overturned && state.transfer.direction === 'outgoing' && today > letterOf(state).expiresOn;
}

/** The committee with the power when the transfer was drafted, and the one that answers for the member. */
const bySource = { committee: deciders, source: deciders } as const;

const numbered = {
  by: bySource,
  input: office,
  gather: async (
    read: Parameters<typeof readPlaced>[0],
    _input: unknown,
    state: { readonly status: string },
    { today }: { readonly today: IsoDate },
  ): Promise<Issuing> => {
    const { branch, committee } = standing(state as InTransfer);
    const source = await readPlaced(read, branch);
    const register = registerId(source.committee?.id ?? committee, today);
    return { source, mayReceive: await mayReceive(read, state as InTransfer), register };
  },
  reserve: (state: { readonly status: string }, _input: unknown, { register }: Issuing, { id }: { readonly id: string }) => {
    const { transfer, letter, former } = (state as InTransfer).transfer;
    const letters = [letter, ...former].flatMap((one) => one?.number ?? []);
    return { slice: 'letter-register', id: register, move: 'reserve', input: { transfer, member: id, letters } };
  },
};

export const letterMoves = {
  issue: move({ label: { zh: '开具介绍信', en: 'issue the letter' }, from: ['committee-review'], ...numbered, decide: issue }),
  reissue: move({
    label: { zh: '重新开具介绍信', en: 'issue another letter' },
    from: ['expired', 'returned', 'lost', 'arrived'],
    ...numbered,
    input: office.extend({ receiverTold: transferEvidence.nullable().default(null) }).strict(),
    decide: (state, input, context: MoveContext<Issuing>) => {
      if (state.status === 'arrived' && !hasRunOutMeanwhile(state, context.today)) return refuse('letter-stands', rules.order);
      if (state.status === 'lost' && !state.transfer.inquired && !context.overridden?.has('inquiry-first'))
        return refuse('inquiry-first', rules.lost);
      // 4.3: the old number is void, and the receiver is told. Inside one installation its inbox tells.
      const told = input.receiverTold;
      if (state.transfer.direction === 'outgoing' && told === null && !context.overridden?.has('receiver-not-told'))
        return refuse('receiver-not-told', rules.lost);
      if (told !== null && told.on > context.today) return refuse('date-not-fit', rules.evidence, { on: told.on });
      return issue(state, input, context);
    },
  }),
  withdraw: move({
    label: { zh: '撤回', en: 'withdraw' },
    // Not once it has arrived.
    from: ['issued', 'expired', 'lost', 'returned'],
    by: bySource,
    input: z.object({ reason: z.string().trim().min(1).max(200), evidence: transferEvidence.nullable().default(null) }).strict(),
    decide: (state, input, { id, today }) => {
      const { number, register } = letterOf(state);
      if (register === null) throw new Error(`the letter of ${id} is not of this installation`);
      // Nobody here sees whether another installation assigns on a letter that is still out: then he would stand in two books.
      if (state.transfer.direction === 'outgoing' && input.evidence === null) return refuse('letter-out', rules.evidence);
      if (input.evidence !== null && input.evidence.on > today) return refuse('date-not-fit', rules.evidence, { on: input.evidence.on });
      return { type: 'TransferWithdrawn', transfer: state.transfer.transfer, number, register, ...input };
    },
  }),
  remind: move({
    label: { zh: '提醒到期', en: 'remind of the expiry' },
    from: ['issued'],
    by: 'system',
    input: z.object({}).strict(),
    decide: (state, _input, { today }) => {
      const { number, expiresOn, reminders } = letterOf(state);
      const next = reminders.find((on) => on <= today && !state.transfer.reminded.includes(on));
      if (next === undefined) return refuse('nothing-due', rules.reminder);
      const { transfer } = state.transfer;
      return { type: 'TransferReminded', transfer, number, reminder: next, daysLeft: daysBetween(today, expiresOn) };
    },
  }),
  expire: move({
    label: { zh: '过期', en: 'let the letter run out' },
    from: ['issued'],
    by: 'system',
    input: z.object({}).strict(),
    decide: (state, _input, { today }) => {
      const { number, expiresOn } = letterOf(state);
      if (today <= expiresOn) return refuse('not-expired', rules.validity, { expiresOn });
      return { type: 'LetterExpired', transfer: state.transfer.transfer, number, expiredOn: expiresOn };
    },
  }),
  reportLost: move({
    label: { zh: '报失', en: 'report the letter lost' },
    from: ['issued'],
    by: { member: ['resident'], ...byBranch },
    input: z.object({ words }).strict(),
    decide: (state, input) => ({ type: 'LetterLost', transfer: state.transfer.transfer, number: letterOf(state).number, ...input }),
  }),
  inquire: move({
    label: { zh: '查证遗失', en: 'inquire into the loss' },
    from: ['lost'],
    by: byBranch,
    input: z.object({ words }).strict(),
    decide: ({ transfer: { transfer } }, input) => ({ type: 'LossInquired', transfer, ...input }),
  }),
};
