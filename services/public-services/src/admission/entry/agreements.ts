import { agreementTerms, instalmentReceived } from '@yimen/contracts';
import { dueAfter, type Due, type MoveContext } from '@yimen/kernel';
import { z } from 'zod';
import { parameters } from '../../parameters.js';
import { rules } from '../../rules.js';
import { neededFor } from '../applying/form-checks.js';
import { refuse } from '../refuse.js';
import { committee, move, officers, type Agreement } from '../state.js';
import { arrived, onceReady, openSince } from './activation.js';
import { concerns } from './listing.js';

type Agreements = Readonly<Record<string, Agreement>>;
const planned = (plan: Agreement['plan']) => plan.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

/** Day after which money of any agreement is late beyond its grace; null where no instalment is open. */
export function moneyDue(agreements: Agreements, { policy, calendar }: Pick<MoveContext, 'policy' | 'calendar'>): Due | null {
  const [since] = Object.values(agreements)
    .map((each) => openSince(each, arrived(each)))
    .filter((day) => day !== null)
    .sort();
  return since === undefined ? null : dueAfter(since, { amount: policy.number(parameters.fundGrace), unit: 'CD' }, calendar);
}

export const agreementMoves = {
  signAgreement: move({
    label: { zh: '签订委托协议', en: 'sign the agreement' },
    from: ['listed'],
    by: { department: officers },
    input: agreementTerms,
    decide: (state, input, context) => {
      const { form, entry, department, bodies, budgetLine } = state;
      const { community, amount, plan, from, to } = input;
      if (state.class !== 'ENTRUST' || !bodies || budgetLine === null)
        return refuse('class-needs-other', rules.admissionOrder, { class: state.class });
      if (!concerns(state, community)) return refuse('community-not-affected', rules.admissionOrder);
      if (entry.agreements[community]) return refuse('agreement-signed', rules.admissionOrder);
      if (from < entry.from || to < from || (entry.to !== null && to > entry.to)) return refuse('start-passed', rules.admissionOrder);
      const needed = neededFor(form, 1) ?? 0n;
      if (BigInt(amount) < needed) return refuse('money-split', rules.money, { needed: needed.toString(), amount });
      if (planned(plan) !== BigInt(amount))
        return refuse('plan-differs', rules.admissionOrder, { planned: planned(plan).toString(), amount });
      const agreements = { ...entry.agreements, [community]: { amount, plan, received: [] } };
      return {
        type: 'AgreementSigned',
        ...input,
        department,
        finance: bodies.finance,
        class: 'ENTRUST',
        budgetLine,
        moneyDue: moneyDue(agreements, context) ?? { dueOn: to },
        on: context.today,
      };
    },
  }),
  recordInstalment: move({
    label: { zh: '登记费用到账', en: 'record money that arrived' },
    from: ['listed', 'agreed', 'funded', 'active', 'amended', 'suspended', 'under-review'],
    by: { finance: ['finance'] },
    input: instalmentReceived.schema.omit({ on: true, moneyDue: true }),
    decide: ({ entry }, input, context) => {
      const { community, amount, voucher } = input;
      const agreement = entry.agreements[community];
      if (!agreement) return refuse('agreement-missing', rules.admissionOrder);
      const vouchers = Object.values(entry.agreements).flatMap(({ received }) => received.map((each) => each.voucher));
      if (vouchers.includes(voucher)) return refuse('voucher-known', rules.admissionOrder, { voucher });
      if (BigInt(amount) <= 0n || arrived(agreement) + BigInt(amount) > BigInt(agreement.amount))
        return refuse('more-than-agreed', rules.admissionOrder);
      const received = [...agreement.received, { amount, voucher, confirmed: false }];
      const agreements = { ...entry.agreements, [community]: { ...agreement, received } };
      return { type: 'InstalmentReceived', ...input, moneyDue: moneyDue(agreements, context), on: context.today };
    },
  }),
  confirmReceipt: move({
    label: { zh: '确认收款', en: 'confirm the receipt' },
    from: ['listed', 'agreed', 'funded', 'active', 'amended', 'suspended', 'under-review'],
    by: { community: committee },
    input: z.object({ community: z.uuid(), voucher: z.string().trim().min(1).max(60) }).strict(),
    parties: ({ community }) => ({ community: { organisation: community } }),
    decide: (state, { community, voucher }, context) => {
      const agreement = state.entry.agreements[community];
      const found = agreement?.received.find((each) => each.voucher === voucher && !each.confirmed);
      if (!agreement || !found) return refuse('voucher-unknown', rules.admissionOrder, { voucher });
      const event = { type: 'ReceiptConfirmed', community, voucher, on: context.today } as const;
      if (state.status !== 'agreed' && state.status !== 'funded') return event;
      const received = agreement.received.map((each) => (each === found ? { ...each, confirmed: true } : each));
      const entry = { ...state.entry, agreements: { ...state.entry.agreements, [community]: { ...agreement, received } } };
      return [event, ...onceReady({ ...state, entry }, context)];
    },
  }),
};
