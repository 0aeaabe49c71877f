import { agreementTerms, receiptConfirmed } from '@yimen/contracts';
import { rules } from '../../rules.js';
import { neededFor } from '../applying/form-checks.js';
import { refuse } from '../refuse.js';
import { committee, move, officers, type Agreement, type Received } from '../state.js';
import { onceReady } from './activation.js';
import { moneyDue } from './lateness.js';
import { concerns } from './listing.js';

const planned = (plan: Agreement['plan']) => plan.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

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
      const agreements = { ...entry.agreements, [community]: { amount, plan, received: [], commitments: {} } };
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
  confirmReceipt: move({
    label: { zh: '确认收款', en: 'confirm the receipt' },
    // What was on its way when the matter ended arrives after it.
    from: ['listed', 'agreed', 'funded', 'active', 'amended', 'suspended', 'under-review', 'expired', 'exited'],
    by: { community: committee },
    input: receiptConfirmed.schema.pick({ community: true, system: true, voucher: true }),
    parties: ({ community }) => ({ community: { organisation: community } }),
    decide: (state, { community, system, voucher }, context) => {
      const agreement = state.entry.agreements[community];
      const waits = ({ confirmed, amount }: Received) => !confirmed && BigInt(amount) > 0n;
      const found = agreement?.received.find((each) => each.voucher === voucher && each.system === system && waits(each));
      if (!agreement || !found) return refuse('voucher-unknown', rules.admissionOrder, { voucher });
      const { amount, bankDate } = found;
      const event = { type: 'ReceiptConfirmed', community, system, voucher, amount, bankDate, on: context.today } as const;
      if (state.status !== 'agreed' && state.status !== 'funded') return event;
      const received = agreement.received.map((each) => (each === found ? { ...each, confirmed: true } : each));
      const entry = { ...state.entry, agreements: { ...state.entry.agreements, [community]: { ...agreement, received } } };
      return [event, ...onceReady({ ...state, entry }, context)];
    },
  }),
};
