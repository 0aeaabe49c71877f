import { letterReceived, memberStanding, outsideOrganisation, returnReasons, transferEvidence, transferKinds } from '@yimen/contracts';
import { addWorkingDays, daysBetween, type IsoDate, type MoveContext, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, rules } from '../../party-rules.js';
import {
  identityOf,
  memberKey,
  personalFields,
  refuseIdentity,
  reserveIdentity,
  tellIdentity,
  transferId,
  type IdentityFacts,
} from '../identity.js';
import { refuseDates } from '../membership.js';
import { letterOf, move, over, refuse, standing, type InTransfer, type Letter, type Of } from '../states.js';
import { daysOf } from './letter.js';
import { readPlaced, type Placed } from './reading.js';
import { escalated } from './receiving.js';

const bySource = { source: deciders } as const;
const evidence = transferEvidence;
const words = z.string().trim().min(1).max(500);

/** What the receipt of another installation tells. */
export const receiptOfAssignment = z
  .object({
    receiptNo: z.string().trim().min(1).max(60),
    arrivedOn: z.iso.date(),
    assignedOn: z.iso.date(),
    branchName: z.string().trim().min(1).max(120),
    evidence,
  })
  .strict();

/** The days of evidence follow each other from the letter to today, and it bears no day to come. */
export function refuseDays(
  { issuedOn }: Letter,
  days: readonly (IsoDate | null)[],
  { on: dated }: z.output<typeof evidence>,
  today: IsoDate,
): Refusal | undefined {
  if (dated > today) return refuse('date-not-fit', rules.evidence, { on: dated });
  const order = [issuedOn, ...days, today].filter((on) => on !== null);
  const wrong = order.find((on, at) => at > 0 && on < (order[at - 1] ?? on));
  return wrong === undefined ? undefined : refuse('date-not-fit', rules.evidence, { on: wrong });
}

/** Evidence is of a transfer whose target is outside. */
function refuseEvidence(state: InTransfer, ...told: Parameters<typeof refuseDays>): Refusal | undefined {
  return state.transfer.direction === 'outgoing' ? refuseDays(...told) : refuse('inside-not-by-evidence', rules.evidence);
}

/** Who arrived within the validity arrived in time, however late the news comes. */
export function refuseLate({ expiresOn }: Letter, arrivedOn: IsoDate): Refusal | undefined {
  return arrivedOn > expiresOn ? refuse('letter-expired', rules.expiry, { expiresOn }, { overridable: false }) : undefined;
}

export interface ReceivingFacts extends IdentityFacts {
  readonly place: Placed;
  readonly known: string | null;
}

export const outsideMoves = {
  recordArrival: move({
    label: { zh: '凭据登记对方报到', en: 'record the arrival from evidence' },
    from: ['issued', 'expired'],
    by: bySource,
    input: z.object({ arrivedOn: z.iso.date(), evidence }).strict(),
    happenedOn: ({ arrivedOn }) => arrivedOn,
    decide: (state, input, { today }) =>
      refuseEvidence(state, letterOf(state), [input.arrivedOn], input.evidence, today) ??
      refuseLate(letterOf(state), input.arrivedOn) ?? { type: 'ArrivalEvidenced', transfer: state.transfer.transfer, ...input },
  }),
  recordAcceptance: move({
    label: { zh: '凭据登记对方接收', en: 'record the acceptance from evidence' },
    from: ['arrived'],
    by: bySource,
    input: z.object({ acceptedOn: z.iso.date(), evidence }).strict(),
    happenedOn: ({ acceptedOn }) => acceptedOn,
    decide: (state, input, { today }) =>
      refuseEvidence(state, letterOf(state), [state.transfer.arrivedOn, input.acceptedOn], input.evidence, today) ?? {
        type: 'AcceptanceEvidenced',
        transfer: state.transfer.transfer,
        ...input,
      },
  }),
  recordAssignment: move({
    label: { zh: '登记回执', en: 'record the receipt' },
    // A receipt tells all that went before it, also what a later letter came back for.
    from: ['issued', 'expired', 'lost', 'arrived', 'accepted', 'returned', 'appealed'],
    by: bySource,
    input: receiptOfAssignment,
    happenedOn: ({ assignedOn }) => assignedOn,
    decide: (state, input, { today }) => {
      // The receipt of a letter that was replaced meanwhile counts where that letter had arrived in time.
      const { letter: last, former } = state.transfer;
      const letter = [last, ...former].find((one) => one?.number === input.receiptNo);
      if (!letter)
        return refuse(
          'receipt-differs',
          rules.receipt,
          { receiptNo: input.receiptNo, number: last?.number ?? '–' },
          { overridable: false },
        );
      const days = [input.arrivedOn, input.assignedOn];
      const refused = refuseEvidence(state, letter, days, input.evidence, today) ?? refuseLate(letter, input.arrivedOn);
      if (refused) return refused;
      const { transfer } = state.transfer;
      return { type: 'AssignmentEvidenced', transfer, person: state.person, from: standing(state).branch, ...input };
    },
  }),
  recordReturn: move({
    label: { zh: '凭据登记对方退回', en: 'record the return from evidence' },
    // Also of who was accepted there: what a target here may do (4.3), one in another installation may.
    from: ['issued', 'expired', 'arrived', 'accepted'],
    by: bySource,
    input: z.object({ reason: z.enum(returnReasons), words, returnedOn: z.iso.date(), evidence }).strict(),
    happenedOn: ({ returnedOn }) => returnedOn,
    decide: (state, { returnedOn, ...input }, context) => {
      const refused = refuseEvidence(state, letterOf(state), [state.transfer.arrivedOn, returnedOn], input.evidence, context.today);
      if (refused) return refused;
      const { transfer, returns } = state.transfer;
      return [{ type: 'ReturnEvidenced' as const, transfer, ...input, times: returns + 1 }, ...escalated(state, context)];
    },
  }),
  receiveLetter: move({
    label: { zh: '收到外来介绍信', en: 'receive a letter from outside' },
    // Not to a record that is destroyed: his next one stands under an id of its own.
    from: ['none', ...over],
    by: { target: deciders },
    input: z
      .object({
        ...personalFields,
        standing: memberStanding,
        joinedOn: z.iso.date(),
        fullOn: z.iso.date().nullable(),
        duesPaidThrough: letterReceived.schema.shape.duesPaidThrough,
        kind: z.enum(transferKinds).exclude(['INNER']),
        letterNo: z.string().trim().min(1).max(60),
        issuedOn: z.iso.date(),
        expiresOn: z.iso.date(),
        outside: outsideOrganisation.extend({ closedChannel: z.boolean() }).strict(),
        reason: letterReceived.schema.shape.reason,
        carriedBy: letterReceived.schema.shape.carriedBy,
        committee: z.uuid(),
        targetBranch: z.uuid().nullable(),
        archive: letterReceived.schema.shape.archive,
        probationMaterials: letterReceived.schema.shape.probationMaterials,
      })
      .strict(),
    parties: ({ committee }) => ({ target: { organisation: committee } }),
    subject: (_state, _input, id) => memberKey(id),
    index: { identityNumber: 'identity' },
    derive: ({ identityNumber }, { today }) => tellIdentity(identityNumber, today),
    gather: async (read, { committee }, state) =>
      ({ place: await readPlaced(read, committee), known: state.status === 'none' ? null : state.identity }) as ReceivingFacts,
    reserve: (_state, _input, facts, { id }) => reserveIdentity(facts, id),
    decide: (state, { outside: given, ...input }, context: MoveContext<ReceivingFacts>) => {
      const { id, today, facts, policy, calendar, overridden } = context;
      if (given.closedChannel) return refuse('special-channel', rules.special);
      // Of a membership that had ended a letter may still be out, or its receipt due.
      if (state.status !== 'none' && state.outstanding !== null) return refuse('letter-out', rules.evidence);
      if (state.status !== 'none' && state.unmatched !== null) return refuse('receipt-due', rules.once);
      const refused = refuseIdentity(facts, policy) ?? refuseDates(input, today);
      if (refused) return refused;
      const identity = identityOf(facts);
      if (facts.known !== null && facts.known !== identity.identity) return refuse('identity-differs', rules.order);
      if (facts.place.committee?.id !== input.committee) return refuse('no-approving-committee', rules.transfer);
      if (input.issuedOn > today || input.issuedOn > input.expiresOn) return refuse('date-not-fit', rules.evidence, { on: input.issuedOn });
      if (today > input.expiresOn) return refuse('letter-expired', rules.expiry, { expiresOn: input.expiresOn }, { overridable: false });
      if (input.standing === 'probationary' && input.probationMaterials.length === 0 && !overridden?.has('probation-papers-missing'))
        return refuse('probation-papers-missing', rules.probationPapers);
      const { closedChannel: _closed, ...outside } = given;
      const decisionDue = addWorkingDays(today, policy.number('party.transfer.decision_days'), calendar);
      const transfer = transferId(id, state.status === 'none' ? 0 : state.transfers);
      const received = { transfer, person: id, ...input, ...identity, outside, receivedOn: today, decisionDue };
      const event: Of<'LetterReceived'> = { type: 'LetterReceived', ...received };
      const most = policy.number(`party.transfer.valid_days.${daysOf[input.kind]}`);
      if (daysBetween(input.issuedOn, input.expiresOn) <= most) return event;
      // A practice that the source may see otherwise: it is shown, the letter is taken as it is.
      const detail = { zh: `介绍信有效期超过 ${most} 天`, en: `the letter is valid for more than ${most} days` };
      return { events: [event], warnings: [{ code: 'letter-long', rule: rules.validity, detail }] };
    },
  }),
};
