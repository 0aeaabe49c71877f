import { matterContractEnded } from '@yimen/contracts';
import type { IsoDate, Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { purchaseOf, type PurchaseRow } from '../../finance-facts.js';
import { rules } from '../../rules.js';
import { refuse } from '../refuse.js';
import { move, officers, type AdmissionEvent, type Of } from '../state.js';
import { onceDue } from './activation.js';
import { runs } from './running-contract.js';

const reasons = { closed: '购买合同已办结', terminated: '购买合同已终止', 'term-over': '购买合同已到期' } as const;
const suspended = (how: keyof typeof reasons, on: IsoDate): Of<'MatterSuspended'> => ({
  type: 'MatterSuspended',
  ground: 'contract-over',
  reason: reasons[how],
  on,
});

/** What finance tells of a contract that a matter is to rest on: signed, public, the department's own, and not over. */
function checkContract(purchase: PurchaseRow | null, department: string, today: IsoDate): Refusal | undefined {
  if (!purchase?.signedOn || !purchase.publishedOn) return refuse('contract-not-public', rules.purchase);
  if (purchase.buyer !== department) return refuse('contract-of-another', rules.purchase);
  return purchase.overOn !== null || (purchase.to ?? today) < today ? refuse('contract-over', rules.purchase) : undefined;
}

export const contractMoves = {
  recordContract: move({
    label: { zh: '登记购买合同', en: 'record the purchase contract' },
    // A matter whose contract is over goes on under another.
    from: ['listed', 'suspended'],
    by: { department: officers },
    input: z.object({ contract: z.uuid() }).strict(),
    gather: async (read, { contract }): Promise<{ readonly purchase: PurchaseRow | null }> => ({
      purchase: (await purchaseOf(read, contract)) ?? null,
    }),
    reserve: (_state, { contract }, _facts, { id }) => ({ slice: 'contract-use', id: contract, move: 'take', input: { application: id } }),
    decide: (state, { contract }, context) => {
      const { today, facts } = context;
      if (state.class !== 'PURCHASE') return refuse('class-needs-other', rules.admissionOrder, { class: state.class });
      if (state.status === 'suspended' && state.ground !== 'contract-over') return refuse('contract-stands', rules.purchase);
      const refused = checkContract(facts.purchase, state.department, today);
      if (refused) return refused;
      const { signedOn, publishedOn, from, to } = facts.purchase as PurchaseRow;
      const known = { contract, signedOn: signedOn ?? today, publishedOn: publishedOn ?? today, from: from ?? today, to: to ?? today };
      // Where both are still to come, it starts with the later one of its own day and the contract's.
      const [startsOn = null] = [state.entry.from, known.from]
        .sort()
        .slice(-1)
        .filter((day) => day > today);
      const contracted = { type: 'MatterContracted', ...known, startsOn, on: today } as const;
      const entry = { ...state.entry, contract: { id: contract, from: known.from, to: known.to, over: false } };
      if (state.status === 'listed') return [contracted, ...onceDue({ ...state, entry, status: 'contracted' }, context)];
      return runs(entry.contract, today) ? [contracted, { type: 'MatterResumed', reason: '已签订新的购买合同', on: today }] : contracted;
    },
  }),
  endContract: move({
    label: { zh: '购买合同终止', en: 'the purchase contract is over' },
    from: ['listed', 'contracted', 'active', 'amended', 'suspended', 'under-review', 'expired', 'exited'],
    by: 'system',
    input: matterContractEnded.schema.omit({ on: true }),
    decide: (state, input, { today }) => {
      const ended: AdmissionEvent = { type: 'MatterContractEnded', ...input, on: today };
      if (state.entry.contract?.id !== input.contract || state.entry.contract.over) return [];
      if (state.status === 'expired' || state.status === 'exited') return [];
      return state.status === 'active' || state.status === 'amended' ? [ended, suspended(input.how, today)] : ended;
    },
  }),
  contractTermOver: move({
    label: { zh: '购买合同到期', en: 'the term of the purchase contract is over' },
    from: ['contracted', 'active', 'amended', 'suspended', 'under-review'],
    by: 'system',
    input: z.object({}).strict(),
    decide: ({ status, entry: { contract } }, _input, { today }) => {
      if (contract === null || contract.over) return [];
      if (contract.to === null || today <= contract.to) return refuse('not-due', rules.purchase, { until: contract.to });
      const ended: AdmissionEvent = {
        type: 'MatterContractEnded',
        contract: contract.id,
        how: 'term-over',
        reason: reasons['term-over'],
        on: today,
      };
      return status === 'active' || status === 'amended' ? [ended, suspended('term-over', today)] : ended;
    },
  }),
};
