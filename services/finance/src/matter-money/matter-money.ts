import { agreementSigned, commitmentAsked, type EventOf, type matterMoneyEvents } from '@yimen/contracts';
import { model, refusals } from '@yimen/kernel';
import { z } from 'zod';
import { agreementCommitment, ownSource } from '../ids.js';
import { rules } from '../rules.js';

export type MatterMoneyEvent = EventOf<(typeof matterMoneyEvents)[number]>;
type Asked = Omit<Extract<MatterMoneyEvent, { type: 'CommitmentAsked' }>, 'type' | 'on'>;
interface Money {
  readonly finance: string;
  readonly department: string;
  readonly asked: Readonly<Record<string, Asked>>;
}
/** What one matter binds in the sources of its department, by commitment; it tells what is to be released when the matter ends. */
export type MatterMoney = { readonly status: 'none' } | ({ readonly status: 'bound' } & Money) | ({ readonly status: 'ended' } & Money);

const refuse = refusals({
  'commitment-unknown': { ground: 'record', zh: '没有承诺{commitment}', en: 'there is no commitment {commitment}' },
});
const { move, aggregate } = model<MatterMoney, MatterMoneyEvent, 'finance' | 'department'>();
const terms = agreementSigned.schema.pick({
  department: true,
  finance: true,
  community: true,
  budgetLine: true,
  purpose: true,
  plan: true,
});

export const matterMoney = aggregate({
  context: 'finance',
  name: 'matter-money',
  collection: 'matter-money',
  label: { zh: '随事经费', en: 'money of a matter' },
  /** Id of the application for admission. */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as MatterMoney,
  states: {
    none: { zh: '未请求', en: 'nothing asked' },
    bound: { zh: '已请求承诺', en: 'commitments asked' },
    ended: { zh: '已终止', en: 'ended', final: true },
  },
  parties: (state) =>
    state.status === 'none' ? {} : { finance: { organisation: state.finance }, department: { organisation: state.department } },
  readers: { finance: ['finance', 'auditor'], department: ['department', 'auditor'] },
  moves: {
    ask: move({
      label: { zh: '请求承诺', en: 'ask for the commitments of an agreement' },
      from: ['none', 'bound'],
      by: 'system',
      input: terms,
      // Each year is bound in its own source: budgets are of a year (BUD18 13).
      decide: (_state, { department, finance, community, budgetLine, purpose, plan }, { id, today }) => {
        const years = [...new Set(plan.map(({ on }) => on.slice(0, 4)))].sort();
        return years.map((year) => {
          const of = plan.filter(({ on }) => on.startsWith(year));
          return {
            type: 'CommitmentAsked',
            ...{ department, finance, community, line: budgetLine, plan: of, on: today },
            ...(purpose !== undefined && { purpose }),
            source: ownSource(department, Number(year)),
            commitment: agreementCommitment(id, community, year),
            amount: of.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString(),
          };
        });
      },
    }),
    askAgain: move({
      label: { zh: '重新请求承诺', en: 'ask for a commitment again' },
      from: ['bound'],
      by: { finance: ['finance'] },
      input: commitmentAsked.schema.pick({ commitment: true }).extend({ line: z.string().trim().min(1).max(60) }),
      decide: ({ asked }, { commitment, line }, { today }) => {
        const found = asked[commitment];
        return found ? { type: 'CommitmentAsked', ...found, line, on: today } : refuse('commitment-unknown', rules.order, { commitment });
      },
    }),
    end: move({
      label: { zh: '事项终止', en: 'the matter has ended' },
      // A matter that never cost anything ends without a word here.
      from: ['none', 'bound', 'ended'],
      by: 'system',
      input: z.object({ reason: z.string().min(2).max(500) }).strict(),
      decide: (state, { reason }, { today }) =>
        state.status === 'bound'
          ? Object.values(state.asked).map(({ source, commitment }) => ({ type: 'CommitmentEnded', source, commitment, reason, on: today }))
          : [],
    }),
  },
  on: {
    CommitmentAsked: (state: MatterMoney, { type: _type, on: _on, ...asked }) => ({
      status: 'bound',
      finance: asked.finance,
      department: asked.department,
      asked: { ...(state.status === 'none' ? {} : state.asked), [asked.commitment]: asked },
    }),
    CommitmentEnded: (state: MatterMoney) => (state.status === 'none' ? state : { ...state, status: 'ended' }),
  },
});
