import { grantDecided, type EventOf } from '@yimen/contracts';
import { model, refusals } from '@yimen/kernel';
import { UnknownParameter } from '@yimen/policy';
import { z } from 'zod';
import { rules } from '../rules.js';
import { granted, type Granted } from './amounts.js';

export type GrantEvent = EventOf<typeof grantDecided>;
/** Grants of a community (6.3): one stream, so that what excludes each other is never granted twice. */
export type Grant =
  | { readonly status: 'none' }
  | {
      readonly status: 'granted';
      readonly community: string;
      readonly payer: string;
      /** What was built by an approved plan and by the rules; null where nothing was. */
      readonly building: GrantEvent['building'];
      /** What was granted for building and as an award, and what was granted in all. */
      readonly forBuilding: bigint;
      readonly award: bigint;
      readonly total: bigint;
    };

const refuse = refusals({
  'not-its-id': { ground: 'record', zh: '编号与社区不符', en: 'the id does not name this community' },
  'other-building': { ground: 'record', zh: '新建和改建补助不得兼得', en: 'new build and rebuild exclude each other' },
  'no-grant-here': { ground: 'record', zh: '本地没有这项补助的规定', en: 'nothing of this area grants it' },
  'nothing-granted': { ground: 'record', zh: '不符合补助条件，或者没有增加', en: 'nothing is granted, or nothing more than before' },
});
/** What was built, where it earned a grant. */
const earned = ({ building, planApproved, builtByTheRules }: Pick<GrantEvent, 'building' | 'planApproved' | 'builtByTheRules'>) =>
  planApproved && builtByTheRules ? building : null;

/** What is granted; undefined where no set of the area knows such a grant. */
function grantedHere(...of: Parameters<typeof granted>): Granted | undefined {
  try {
    return granted(...of);
  } catch (error) {
    if (error instanceof UnknownParameter) return undefined;
    throw error;
  }
}
const { move, aggregate } = model<Grant, GrantEvent, 'payer' | 'community'>();

export const grant = aggregate({
  context: 'finance',
  name: 'grant',
  collection: 'grants',
  label: { zh: '社区建设补助', en: 'grant' },
  /** Id of the community. */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as Grant,
  states: { none: { zh: '未核定', en: 'nothing granted' }, granted: { zh: '已核定', en: 'granted' } },
  parties: (state) =>
    state.status === 'none' ? {} : { payer: { organisation: state.payer }, community: { organisation: state.community } },
  readers: { payer: ['finance', 'auditor'], community: ['director'] },
  moves: {
    decide: move({
      label: { zh: '核定补助', en: 'decide a grant' },
      from: ['none', 'granted'],
      by: { payer: ['finance'] },
      input: z.object(grantDecided.schema.omit({ forBuilding: true, award: true, amount: true, on: true }).shape).strict(),
      parties: ({ payer }) => ({ payer: { organisation: payer } }),
      decide: (state, input, { id, today, policy }) => {
        if (id !== input.community || (state.status === 'granted' && state.payer !== input.payer))
          return refuse('not-its-id', rules.grants);
        if (state.status === 'granted' && state.building !== null && earned(input) !== null && input.building !== state.building)
          return refuse('other-building', rules.grants);
        const audited = input.auditedInvestment === null ? null : BigInt(input.auditedInvestment);
        const earlier = state.status === 'granted' ? { building: state.forBuilding, award: state.award } : undefined;
        const here = grantedHere({ ...input, auditedInvestment: audited }, policy, earlier);
        if (!here) return refuse('no-grant-here', rules.grants);
        const { building, award, total } = here;
        const before = state.status === 'granted' ? state.total : 0n;
        if (total <= before) return refuse('nothing-granted', rules.grants);
        const amounts = { forBuilding: building.toString(), award: award.toString(), amount: (total - before).toString() };
        return { type: 'GrantDecided', ...input, ...amounts, on: today };
      },
    }),
  },
  on: {
    GrantDecided: (state, event) => {
      const { community, payer } = event;
      const before = state.status === 'granted' ? state : { building: null, forBuilding: 0n, award: 0n, total: 0n };
      const higher = (a: bigint, b: bigint) => (a > b ? a : b);
      return {
        status: 'granted',
        community,
        payer,
        building: before.building ?? earned(event),
        forBuilding: higher(before.forBuilding, BigInt(event.forBuilding)),
        award: higher(before.award, BigInt(event.award)),
        total: before.total + BigInt(event.amount),
      };
    },
  },
});
