import { receiptConfirmed } from '@yimen/contracts';
import { z } from 'zod';
import { rules } from '../../rules.js';
import { refuse } from '../refuse.js';
import { committee, move, type Received } from '../state.js';
import { onceReady, reached } from './activation.js';
import { concernedOn, ofStanding } from './communities.js';
import { agreementMissing, agreementOver, runsUntil } from './running-agreement.js';
import { signingMoves } from './signing.js';

export const agreementMoves = {
  ...signingMoves,
  confirmReceipt: move({
    label: { zh: '确认收款', en: 'confirm the receipt' },
    // What was on its way when the matter ended arrives after it.
    from: ['listed', 'agreed', 'funded', 'active', 'amended', 'suspended', 'under-review', 'expired', 'exited'],
    by: { community: committee },
    input: receiptConfirmed.schema.pick({ community: true, system: true, voucher: true }),
    parties: ({ community }) => ({ community: { organisation: community } }),
    gather: (read, _input, state, { today }) => concernedOn(read, state, today),
    decide: (state, { community, system, voucher }, context) => {
      const agreement = state.entry.agreements[community];
      const waits = ({ confirmed, amount }: Received) => !confirmed && BigInt(amount) > 0n;
      const found = agreement?.received.find((each) => each.voucher === voucher && each.system === system && waits(each));
      if (!agreement || !found) return refuse('voucher-unknown', rules.admissionOrder, { voucher });
      const { amount, bankDate } = found;
      const event = { type: 'ReceiptConfirmed', community, system, voucher, amount, bankDate, on: context.today } as const;
      if (state.status !== 'listed' && state.status !== 'agreed' && state.status !== 'funded') return event;
      const received = agreement.received.map((each) => (each === found ? { ...each, confirmed: true } : each));
      const entry = { ...state.entry, agreements: { ...state.entry.agreements, [community]: { ...agreement, received } } };
      const after = ofStanding({ ...state, entry }, context.facts);
      return [{ ...event, reached: reached(after) }, ...onceReady(after, context)];
    },
  }),
  agreementTermOver: move({
    label: { zh: '委托协议到期', en: 'the term of an agreement is over' },
    from: ['listed', 'agreed', 'funded', 'active', 'amended', 'suspended', 'under-review'],
    by: 'system',
    input: z.object({}).strict(),
    gather: (read, _input, state, { today }) => concernedOn(read, state, today),
    decide: (given, _input, { today, facts }) => {
      const state = ofStanding(given, facts);
      const until = runsUntil(state.entry.agreements, today);
      if (!agreementMissing(state, today)) {
        if (until === null) return [];
        // Over is that of a community that closed: the day is now that of the others.
        const moved = { type: 'AdmissionDueComputed', deadline: 'agreement', dueOn: until } as const;
        return agreementMissing(given, today) ? moved : refuse('not-due', rules.agreement, { until });
      }
      if (state.status !== 'active' && state.status !== 'amended') return [];
      // A matter whose own last day has passed expires.
      return state.endsOn !== null && today > state.endsOn ? [] : agreementOver(today);
    },
  }),
};
