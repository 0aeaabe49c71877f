import { isWithin, type IsoDate } from '@yimen/kernel';
import { parameterSets, type PolicyParameter } from '@yimen/policy';

/** A parameter that a decision looked up, from the set that answered then; `value` is null where this release's set has it no more. */
export interface ParameterUsed extends Pick<PolicyParameter, 'key' | 'unit'> {
  readonly set: string;
  readonly value: PolicyParameter['value'] | null;
  readonly rule: string | null;
}

/** What a look-up recorded as `key@SET` found on that day. */
export function parameterUsed(used: string, on: IsoDate): ParameterUsed {
  const [key = '', set = ''] = used.split('@');
  const found = parameterSets
    .filter(({ name }) => name === set)
    .flatMap(({ parameters }) => parameters)
    .find((each) => each.key === key && isWithin(on, each.validFrom, each.validTo));
  return { key, set, value: found?.value ?? null, unit: found?.unit ?? null, rule: found?.rule ?? null };
}
