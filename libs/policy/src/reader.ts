import type { IsoDate, Parameter, PolicyReader } from '@yimen/kernel';
import { areaPath, isInArea, isWithin } from '@yimen/kernel';
import type { Force } from './rules/rule.js';
import { parameterSets } from './sets/index.js';
import type { ParameterSet, PolicyParameter } from './sets/parameter.js';

/** A key that no set has for the area and date: a programming error. */
export class UnknownParameter extends Error {
  constructor(
    readonly key: string,
    readonly area: string,
    readonly on: IsoDate,
  ) {
    super(`no parameter ${key} for area ${area} on ${on}`);
    this.name = 'UnknownParameter';
  }
}

/** A parameter as looked up here: also the rule an answer cites, its force and whether its source was read. */
export interface FoundParameter extends Parameter {
  readonly rule: string;
  readonly force: Force;
  readonly verified: boolean;
  readonly bound: PolicyParameter['bound'];
}

export interface PolicyScope {
  /** Default: the shipped sets. */
  readonly sets?: readonly ParameterSet[];
  /** 12-digit code of the installation's area. */
  readonly area: string;
  /** Only `demo` reads the sets of demonstration stores. */
  readonly mode: 'demo' | 'production';
  /** Business date. */
  readonly on: IsoDate;
}

/**
 * Reads the sets as of a date from an area: community → town → county → city → province → national, the nearest value wins.
 * A value that loosens a floor or cap set above it never wins. Unknown keys and values of another type throw.
 */
export function policyReader(scope: PolicyScope): PolicyReader {
  const sets = (scope.sets ?? parameterSets).filter(({ stores }) => stores === 'any' || scope.mode === 'demo');
  const parameter = (key: string): FoundParameter => {
    const found = find(sets, key, scope.area, scope.on);
    if (!found) throw new UnknownParameter(key, scope.area, scope.on);
    return found;
  };
  return readerOf(parameter, (area) => {
    if (!isInArea(area, scope.area)) throw new RangeError(`area ${area} is not in ${scope.area}`);
    return policyReader({ ...scope, area });
  });
}

/** Whether some set has a value of this key for the reader's area and day. */
export function hasParameter(policy: PolicyReader, key: string): boolean {
  try {
    policy.parameter(key);
    return true;
  } catch (error) {
    if (error instanceof UnknownParameter) return false;
    throw error;
  }
}

/** A reader that also lists what was looked up, as `key@SET`, each once, in order; look-ups made through `at` included. */
export function recording(reader: PolicyReader): { readonly reader: PolicyReader; readonly lookups: readonly string[] } {
  const lookups: string[] = [];
  return { reader: recordingInto(reader, lookups), lookups };
}

function recordingInto(reader: PolicyReader, lookups: string[]): PolicyReader {
  return readerOf(
    (key) => {
      const found = reader.parameter(key);
      const lookup = `${found.key}@${found.set}`;
      if (!lookups.includes(lookup)) lookups.push(lookup);
      return found;
    },
    (area) => recordingInto(reader.at(area), lookups),
  );
}

function readerOf(parameter: (key: string) => Parameter, at: (area: string) => PolicyReader): PolicyReader {
  return {
    parameter,
    at,
    number(key) {
      const { value } = parameter(key);
      if (typeof value !== 'number') throw new TypeError(`parameter ${key} is no number`);
      return value;
    },
    text(key) {
      const { value } = parameter(key);
      if (typeof value !== 'string') throw new TypeError(`parameter ${key} is no text`);
      return value;
    },
    flag(key) {
      const { value } = parameter(key);
      if (typeof value !== 'boolean') throw new TypeError(`parameter ${key} is no switch`);
      return value;
    },
  };
}

function find(sets: readonly ParameterSet[], key: string, area: string, on: IsoDate): FoundParameter | undefined {
  let nearest: FoundParameter | undefined;
  const above: PolicyParameter[] = [];
  for (const level of areaPath(area).reverse()) {
    const here = sets
      .flatMap((set) => set.parameters.map((parameter) => ({ set, parameter })))
      .filter(({ parameter }) => parameter.key === key && parameter.jurisdiction === level)
      .filter(({ parameter }) => isWithin(on, parameter.validFrom, parameter.validTo))
      // At equal level the set of a demonstration store goes last, so that it wins.
      .sort((a, b) => Number(a.set.stores === 'demo') - Number(b.set.stores === 'demo'));
    for (const { set, parameter } of here) {
      if (above.some((upper) => loosens(parameter, upper))) continue;
      above.push(parameter);
      nearest = { ...parameter, set: set.name };
    }
  }
  return nearest;
}

/** Whether a value breaks the floor or cap of one set above it. Texts and switches cannot be bounded; another unit counts as loosening. */
export function loosens(lower: PolicyParameter, upper: PolicyParameter): boolean {
  if (upper.bound === null) return false;
  if (lower.unit !== upper.unit || typeof lower.value !== 'number' || typeof upper.value !== 'number') return true;
  return upper.bound === 'floor' ? lower.value < upper.value : lower.value > upper.value;
}
