import { guideSample, type Guide } from '@yimen/contracts';
import type { Actor } from '@yimen/kernel';
import { policyReader } from '@yimen/policy';
import type { Told } from '@yimen/testing';

/** Ids and people of the specs: one hall of a community, one department as implementing body. */
export const ids = {
  community: '0198a3f0-0000-7000-8000-000000000001',
  body: guideSample.body.organisation,
  other: '0198a3f0-0000-7000-8000-000000000003',
  hall: '0198a3f0-0000-7000-8000-000000000011',
  item: '0198a3f0-0000-7000-8000-000000000021',
  visit: '0198a3f0-0000-5000-8000-000000000031',
  case: '0198a3f0-0000-7000-8000-000000000041',
  person: '0198a3f0-0000-7000-8000-000000000051',
  another: '0198a3f0-0000-7000-8000-000000000052',
  notice: '0198a3f0-0000-5000-8000-000000000061',
  ratingCase: '0198a3f0-0000-5000-8000-000000000071',
} as const;

export const account = (id: string, person: string | null = null): Actor => ({ kind: 'account', id, person, grants: [] });
export const clerk = account('clerk-1');
export const handler = account('handler-1');
export const head = account('head-1');
export const resident = account('resident-1', ids.person);
export const system: Actor = { kind: 'system', id: 'deadline:test' };

/** The sets as shipped, as a production store of Zhangjiagang reads them. */
export const policy = policyReader({ area: '320582000000', mode: 'production', on: '2026-03-02' });

/** What a decision is told on a day, by the shipped sets and a Monday-to-Friday calendar (9.1). */
export function on(today: string, actor: Actor = clerk, more: Partial<Told> = {}): Told {
  return { today, actor, policy, ...more };
}

export const guide = (change: Partial<Guide> = {}): Guide => ({
  ...guideSample,
  modes: ['agent', 'accompanied', 'home-visit'],
  promise: { duty: '符合申请条件', consequence: '撤销决定' },
  ...change,
});
