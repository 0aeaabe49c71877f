import { transferEvidence } from '@yimen/contracts';
import { addDays, addYears } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, rules } from '../../party-rules.js';
import { move, refuse } from '../states.js';
import { receiptOfAssignment, refuseDays, refuseLate } from './outside.js';
import { matched, receiptInput, receiptOf } from './receipt.js';
import { byTarget } from './receiving.js';

const by = { source: deciders } as const;
const from = ['member', 'stopped', 'ended'] as const;

/**
 * The membership was stopped or ended, and the transfer with it, while a letter was out to another installation. Who was accepted there may not
 * stand in two books (13.2): the receipt still counts from its legal date, whatever was decided here after it. Where it was this side that had
 * assigned him already, the receipt is still sent, and the stub inside one installation still matched.
 */
export const outstandingMoves = {
  recordLateReceipt: move({
    label: { zh: '登记终止转接的回执', en: 'record the receipt of a transfer that had ended' },
    from,
    by,
    input: receiptOfAssignment,
    happenedOn: ({ assignedOn }) => assignedOn,
    decide: (state, input, { today, policy }) => {
      const { outstanding, responsible, person } = state;
      if (outstanding === null) return refuse('no-letter-out', rules.evidence);
      const letter = outstanding.letters.find(({ number }) => number === input.receiptNo);
      if (!letter) {
        const facts = { receiptNo: input.receiptNo, number: outstanding.letters[0]?.number ?? '–' };
        return refuse('receipt-differs', rules.receipt, facts, { overridable: false });
      }
      const refused = refuseDays(letter, [input.arrivedOn, input.assignedOn], input.evidence, today) ?? refuseLate(letter, input.arrivedOn);
      if (refused) return refused;
      const branch = responsible.findLast((one) => one.branch !== null)?.branch;
      if (branch == null) throw new Error('a letter is out of a member whom no branch had');
      const since = responsible.at(-1)?.from ?? '';
      // Nobody was left to be assigned: the receiver has to learn it.
      if (state.status === 'ended' && input.assignedOn >= since)
        return refuse('ended-before', rules.evidence, { lastDay: addDays(since, -1) }, { overridable: false });
      const { transfer } = outstanding;
      const stubUntil = addYears(today, policy.number('party.transfer.stub_years'));
      return [
        { type: 'AssignmentEvidenced' as const, transfer, person, from: branch, ...input },
        { type: 'TransferClosed' as const, transfer, closedOn: today, stubUntil, left: true },
      ];
    },
  }),
  recordLetterBack: move({
    label: { zh: '登记介绍信收回', en: 'record that the letter is back' },
    from,
    by,
    input: z.object({ evidence: transferEvidence }).strict(),
    decide: ({ outstanding }, { evidence }, { today }) => {
      const letter = outstanding?.letters[0];
      if (!outstanding || !letter) return refuse('no-letter-out', rules.evidence);
      if (evidence.on > today || evidence.on < letter.issuedOn) return refuse('date-not-fit', rules.evidence, { on: evidence.on });
      return { type: 'CancelledLetterBack', transfer: outstanding.transfer, number: letter.number, evidence };
    },
  }),
  // The other end of it: the membership was stopped or ended after the assignment here, and the source still waits for the receipt.
  sendLateReceipt: move({
    label: { zh: '寄回终止转接的回执', en: 'send the receipt of a transfer that had ended' },
    from,
    by: byTarget,
    input: receiptInput,
    decide: ({ unmatched }, { receiptNo }, { today }) =>
      unmatched === null ? refuse('no-receipt-due', rules.receipt) : receiptOf(unmatched, receiptNo, today),
  }),
  closeLate: move({
    label: { zh: '核销终止转接的存根', en: 'match the stub of a transfer that had ended' },
    from,
    by,
    input: z.object({}).strict(),
    decide: ({ unmatched }, _input, { today, policy }) =>
      unmatched === null ? refuse('no-receipt-due', rules.receipt) : matched({ ...unmatched, left: false }, today, policy),
  }),
};
