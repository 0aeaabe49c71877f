import { performanceAccepted, positiveFen, purchaseClaimPaid, purchaseMoneyBound, purchaseRefunded, sourceId } from '@yimen/contracts';
import { z } from 'zod';
import { rules } from '../rules.js';
import { buyer, move, refuse, signedStates, type Of, type Part } from './state.js';

const words = z.string().trim().min(2).max(1000);
const nothing = z.object({}).strict();

/** One paper by system, number and date (D-finance-mirrored). */
export const paperOf = ({ system, number, date }: Of<'PurchasePaid'>['voucher']): string => `${system} ${number} ${date}`;

/** What no contract needs any more, in each source that it was to be paid from. */
const ended = (parts: readonly Part[], reason: string, on: string): readonly Of<'PurchaseMoneyEnded'>[] =>
  parts.map(({ source }) => ({ type: 'PurchaseMoneyEnded', source, reason, on }));

/** From the first day of a contract to its end, and what the books tell of it. */
export const performingMoves = {
  start: move({
    label: { zh: '开始履行', en: 'start' },
    from: ['published'],
    by: buyer,
    input: nothing,
    decide: ({ terms: { from } }, _input, { today }) =>
      today < from ? refuse('not-begun', rules.purchase, { from }) : { type: 'PerformanceStarted', on: today },
  }),
  accept: move({
    label: { zh: '验收', en: 'accept the performance' },
    // What came back after it was paid is paid again only when it is accepted again.
    from: ['performing', 'accepted', 'paid'],
    by: buyer,
    input: performanceAccepted.schema.pick({ source: true }).extend({ evidence: words, amount: positiveFen, last: z.boolean() }),
    decide: ({ parts }, { source = parts[0]?.source ?? '', ...input }, { today }) => {
      const part = parts.find((each) => each.source === source);
      if (!part) return refuse('year-unknown', rules.purchase, { source });
      if (!part.bound) return refuse('money-not-bound', rules.budgeted, { source });
      const left = part.amount - part.accepted;
      return BigInt(input.amount) > left
        ? refuse('beyond-price', rules.progress, { left: left.toString() })
        : { type: 'PerformanceAccepted', source, ...input, on: today };
    },
  }),
  noteBound: move({
    label: { zh: '资金承诺通知', en: 'take note that the money is bound' },
    from: signedStates,
    by: 'system',
    input: purchaseMoneyBound.schema.omit({ on: true }),
    decide: ({ parts }, input, { today }) =>
      parts.some(({ source, bound }) => source === input.source && !bound) ? { type: 'PurchaseMoneyBound', ...input, on: today } : [],
  }),
  notePaid: move({
    label: { zh: '支付通知', en: 'take note of a payment' },
    // PAID by a claim of the books alone: asked for, checked and paid by different persons, above the limit with a second signature (6.4).
    from: signedStates,
    by: 'system',
    input: purchaseClaimPaid.schema.pick({ claim: true, amount: true, voucher: true }).extend({ source: sourceId }),
    decide: ({ vouchers }, input, { today }) =>
      vouchers.includes(paperOf(input.voucher)) ? [] : { type: 'PurchasePaid', ...input, on: today },
  }),
  noteRefund: move({
    label: { zh: '退款通知', en: 'take note of money that came back' },
    from: signedStates,
    by: 'system',
    input: purchaseRefunded.schema.omit({ on: true }),
    decide: ({ vouchers }, input, { today }) =>
      vouchers.includes(paperOf(input.voucher)) ? [] : { type: 'PurchaseRefunded', ...input, on: today },
  }),
  evaluate: move({
    label: { zh: '绩效评价', en: 'evaluate' },
    from: ['paid'],
    by: buyer,
    input: z.object({ result: words }).strict(),
    decide: (_paid, input, { today }) => ({ type: 'PurchaseEvaluated', ...input, on: today }),
  }),
  close: move({
    label: { zh: '办结', en: 'close' },
    from: ['evaluated'],
    by: buyer,
    input: nothing,
    decide: ({ parts }, _input, { today }) => [{ type: 'PurchaseContractClosed', on: today }, ...ended(parts, '合同办结', today)],
  }),
  terminate: move({
    label: { zh: '终止', en: 'terminate' },
    from: ['signed', 'published', 'performing', 'accepted'],
    by: buyer,
    input: z.object({ reason: words }).strict(),
    decide: ({ parts }, input, { today }) => [
      { type: 'PurchaseContractTerminated', ...input, on: today },
      ...ended(parts, '合同终止', today),
    ],
  }),
};
