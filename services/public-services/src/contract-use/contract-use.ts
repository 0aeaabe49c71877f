import { contractOver, type contractUseEvents, type EventOf } from '@yimen/contracts';
import { model, refusals } from '@yimen/kernel';
import { z } from 'zod';
import { rules } from '../rules.js';

export type ContractUseEvent = EventOf<(typeof contractUseEvents)[number]>;
/** Which matter rests on a purchase contract of finance: one at most, so that each knows when its contract is over (13.5). */
export type ContractUse =
  | { readonly status: 'free' }
  | { readonly status: 'taken'; readonly application: string }
  | { readonly status: 'over'; readonly application: string | null };

const refuse = refusals({
  'contract-taken': { ground: 'record', zh: '该合同已用于另一事项', en: 'another matter rests on this contract' },
  'contract-over': { ground: 'record', zh: '该合同已终止', en: 'this contract is over' },
});
const { move, aggregate } = model<ContractUse, ContractUseEvent, never>();

export const contractUse = aggregate({
  context: 'public-services',
  name: 'contract-use',
  collection: 'contract-uses',
  label: { zh: '购买合同的使用', en: 'use of a purchase contract' },
  /** Id of the contract in finance. */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'free' } as ContractUse,
  states: {
    free: { zh: '未使用', en: 'free' },
    taken: { zh: '已用于事项', en: 'taken' },
    over: { zh: '已终止', en: 'over' },
  },
  parties: () => ({}),
  readers: {},
  moves: {
    take: move({
      label: { zh: '用于事项', en: 'take it for a matter' },
      from: ['free', 'taken', 'over'],
      by: 'system',
      input: z.object({ application: z.uuid() }).strict(),
      decide: (state, { application }, { today }) => {
        if (state.status === 'over') return refuse('contract-over', rules.purchase);
        if (state.status === 'taken') return state.application === application ? [] : refuse('contract-taken', rules.purchase);
        return { type: 'ContractTaken', application, on: today };
      },
    }),
    end: move({
      label: { zh: '合同终止', en: 'the contract is over' },
      from: ['free', 'taken', 'over'],
      by: 'system',
      input: contractOver.schema.pick({ how: true, reason: true }),
      decide: (state, input, { today }) =>
        state.status === 'over'
          ? []
          : { type: 'ContractOver', application: state.status === 'taken' ? state.application : null, ...input, on: today },
    }),
  },
  on: {
    ContractTaken: (_free, { application }) => ({ status: 'taken', application }),
    ContractOver: (_state, { application }) => ({ status: 'over', application }),
  },
});
