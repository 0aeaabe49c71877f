import type { Fen, PolicyReader } from '@yimen/kernel';
import { hasParameter } from './reader.js';

/** Uses of the yearly money of a community, as the sets of an area name them (6.2, SZ16); undefined where they name none. */
export function usesOf(policy: PolicyReader): readonly string[] | undefined {
  const key = 'finance.entitlement.uses';
  return hasParameter(policy, key) ? policy.text(key).split(',') : undefined;
}

/** What a people-service project may not pay for, as the sets of an area name it (6.4, BY16); undefined where they name nothing. */
export function negativeListOf(policy: PolicyReader): readonly string[] | undefined {
  const key = 'project.negative_list';
  return hasParameter(policy, key) ? policy.text(key).split(',') : undefined;
}

/** What the group that helps a community gives it in a year at least, in fen; undefined where no set of the area speaks of it. */
export function helpOf(policy: PolicyReader): Fen | undefined {
  const key = 'finance.help.community_year';
  return hasParameter(policy, key) ? BigInt(policy.number(key)) : undefined;
}
