import type { IsoDate } from '@yimen/kernel';
import { nationalArea } from '@yimen/kernel';
import type { RuleId } from '../rules/index.js';
import { rules } from '../rules/index.js';
import type { Force } from '../rules/rule.js';

/** WD working days, CD calendar days, M months, Y years, H hours; `age` full years; `year` a calendar year; `percent`; `fen`; `count` things or times; `m2` square metres. */
export const units = ['WD', 'CD', 'M', 'Y', 'H', 'age', 'year', 'percent', 'fen', 'count', 'level', 'm2'] as const;
export type Unit = (typeof units)[number];

/** A dated number, text or switch of law or policy (0.2, 13.8). */
export interface PolicyParameter {
  readonly key: string;
  readonly value: number | string | boolean;
  /** Null for texts and switches. */
  readonly unit: Unit | null;
  /** 12-digit area in which it applies. */
  readonly jurisdiction: string;
  readonly validFrom: IsoDate;
  /** Last day; null while it is valid. */
  readonly validTo: IsoDate | null;
  /** Source mark, e.g. `ALL19 32`, `HC19`, `D`. */
  readonly source: string;
  /** Rule that an answer cites where this limit refuses or is passed. */
  readonly rule: RuleId;
  readonly verified: boolean;
  readonly force: Force;
  /** `floor`: a lower level may only raise it; `cap`: only lower it; null: a lower level may set what it likes. */
  readonly bound: 'floor' | 'cap' | null;
}

export interface ParameterSet {
  readonly name: string;
  /** `demo`: accepted by demonstration stores only (13.11). */
  readonly stores: 'any' | 'demo';
  readonly parameters: readonly PolicyParameter[];
}

type Given = readonly [
  key: string,
  value: number | string | boolean,
  unit: Unit | null,
  rule: RuleId,
  further?: Partial<Omit<PolicyParameter, 'key' | 'value' | 'unit' | 'rule'>>,
];

/**
 * A set from rows of key, value, unit and rule. Dates, source, verified and force are those of the rule where the row says nothing else;
 * a rule of another place read nationwide is a model there.
 */
export function parameterSet(
  name: string,
  rows: readonly Given[],
  given: { readonly stores?: 'demo'; readonly jurisdiction?: string } = {},
): ParameterSet {
  const setArea = given.jurisdiction ?? nationalArea;
  return {
    name,
    stores: given.stores ?? 'any',
    parameters: rows.map(([key, value, unit, id, further]) => {
      const { source } = rules[id];
      const atHome = source.jurisdiction === nationalArea || source.jurisdiction === setArea;
      return {
        key,
        value,
        unit,
        jurisdiction: setArea,
        validFrom: source.validFrom,
        validTo: source.validTo,
        source: source.force === 'default' ? 'D' : id,
        rule: id,
        verified: source.verified,
        force: atHome ? source.force : 'model',
        bound: null,
        ...further,
      };
    }),
  };
}
