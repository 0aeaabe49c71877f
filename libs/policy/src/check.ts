import type { IsoDate } from '@yimen/kernel';
import { areaPath, checkAreaCode, isIsoDate, isWithin, nationalArea } from '@yimen/kernel';
import { calendarYear } from './calendars/calendar-year.js';
import { stateCouncilYears } from './calendars/state-council.js';
import { catalogue, type Matter } from './catalogue/index.js';
import { forceOf } from './describe-rule.js';
import { loosens } from './reader.js';
import { rules } from './rules/index.js';
import type { Rule } from './rules/rule.js';
import { parameterSets } from './sets/index.js';
import type { ParameterSet, PolicyParameter } from './sets/parameter.js';

/** What is wrong with policy data; `where` names the set and key, the rule, the year or the matter. */
export interface PolicyProblem {
  readonly code:
    | 'no-source'
    | 'unknown-rule'
    | 'overlapping-dates'
    | 'loosens-bound'
    | 'bad-dates'
    | 'bad-area'
    | 'bad-value'
    | 'false-binding'
    | 'default-without-adr'
    | 'bad-calendar'
    | 'duplicate'
    | 'restricted-with-fields';
  readonly where: string;
}

export interface PolicyData {
  readonly sets: readonly ParameterSet[];
  readonly rules: Readonly<Record<string, Rule>>;
  readonly calendars: readonly unknown[];
  readonly matters: readonly Matter[];
}

/** Checks policy data, by default what is shipped. No problem: an empty list. */
export function checkPolicy(given: Partial<PolicyData> = {}): PolicyProblem[] {
  const data: PolicyData = { sets: parameterSets, rules, calendars: stateCouncilYears, matters: catalogue, ...given };
  return [...checkSets(data), ...checkRules(data.rules), ...checkCalendars(data.calendars), ...checkMatters(data.matters)];
}

function checkSets({ sets, rules: known }: PolicyData): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const entries = sets.flatMap((set) => set.parameters.map((parameter) => ({ set, parameter, where: `${parameter.key}@${set.name}` })));
  for (const { parameter, where } of entries) {
    const { source, rule: id, value, unit, jurisdiction, bound } = parameter;
    const rule = known[id];
    if (source.trim() === '') problems.push({ code: 'no-source', where });
    if (!rule) problems.push({ code: 'unknown-rule', where: `${where} → ${id}` });
    // 13.8: only law of that area or of one above it may be claimed as binding.
    else if (parameter.force === 'binding' && forceOf(rule, jurisdiction, parameter.validFrom) !== 'binding')
      problems.push({ code: 'false-binding', where });
    if (!datesFit(parameter)) problems.push({ code: 'bad-dates', where });
    if (!isArea(jurisdiction)) problems.push({ code: 'bad-area', where });
    if (typeof value === 'number' ? !Number.isSafeInteger(value) || value < 0 || unit === null : unit !== null || bound !== null) {
      problems.push({ code: 'bad-value', where });
    }
  }
  for (const [index, one] of entries.entries()) {
    for (const other of entries.slice(index + 1)) {
      if (one.parameter.key !== other.parameter.key || !overlap(one.parameter, other.parameter)) continue;
      // A demonstration set stands beside the others on purpose; its own rows must not overlap.
      const sameStores = one.set.stores === other.set.stores;
      if (sameStores && one.parameter.jurisdiction === other.parameter.jurisdiction) {
        problems.push({ code: 'overlapping-dates', where: `${one.where}, ${other.where}` });
      }
    }
    for (const upper of entries) {
      if (isBelow(one, upper) && overlap(one.parameter, upper.parameter) && loosens(one.parameter, upper.parameter)) {
        problems.push({ code: 'loosens-bound', where: `${one.where}, ${upper.where}` });
      }
    }
  }
  return problems;
}

type Entry = { readonly set: ParameterSet; readonly parameter: PolicyParameter };

/** Whether `lower` is of the same key and of an area inside that of `upper`, or of a demonstration set beside it. */
function isBelow(lower: Entry, upper: Entry): boolean {
  if (lower === upper || lower.parameter.key !== upper.parameter.key) return false;
  const [inner, outer] = [lower.parameter.jurisdiction, upper.parameter.jurisdiction];
  if (inner === outer) return lower.set.stores === 'demo' && upper.set.stores === 'any';
  return areaPath(inner).includes(outer);
}

function checkRules(all: Readonly<Record<string, Rule>>): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const [where, { source, title, words }] of Object.entries(all)) {
    if (source.mark.trim() === '' || source.name.zh === '' || title.zh === '' || words.text === '')
      problems.push({ code: 'no-source', where });
    if (!datesFit(source)) problems.push({ code: 'bad-dates', where });
    if (!isArea(source.jurisdiction)) problems.push({ code: 'bad-area', where });
    if (source.force === 'default' && !source.adr) problems.push({ code: 'default-without-adr', where });
  }
  return problems;
}

function checkCalendars(years: readonly unknown[]): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const seen = new Set<number>();
  for (const [index, year] of years.entries()) {
    const parsed = calendarYear.safeParse(year);
    if (!parsed.success) problems.push({ code: 'bad-calendar', where: `calendar ${index + 1}: ${parsed.error.issues[0]?.message ?? ''}` });
    else if (seen.has(parsed.data.year)) problems.push({ code: 'duplicate', where: `calendar ${parsed.data.year}` });
    else seen.add(parsed.data.year);
  }
  return problems;
}

function checkMatters(matters: readonly Matter[]): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const seen = new Set<string>();
  for (const matter of matters) {
    const where = `matter ${matter.id}`;
    if (seen.has(matter.id)) problems.push({ code: 'duplicate', where });
    seen.add(matter.id);
    if (!matter.law || !matter.article || !matter.words) problems.push({ code: 'no-source', where });
    if (matter.dataFields.some(({ ground }) => ground.trim() === '')) problems.push({ code: 'no-source', where });
    if (!datesFit(matter)) problems.push({ code: 'bad-dates', where });
    if (!isArea(matter.jurisdiction)) problems.push({ code: 'bad-area', where });
    if (matter.restricted && matter.dataFields.length > 0) problems.push({ code: 'restricted-with-fields', where });
  }
  return problems;
}

type Dated = { readonly validFrom: IsoDate; readonly validTo: IsoDate | null };

function datesFit({ validFrom, validTo }: Dated): boolean {
  return isIsoDate(validFrom) && (validTo === null || (isIsoDate(validTo) && validFrom <= validTo));
}

function overlap(one: Dated, other: Dated): boolean {
  return isWithin(one.validFrom, other.validFrom, other.validTo) || isWithin(other.validFrom, one.validFrom, one.validTo);
}

function isArea(code: string): boolean {
  return code === nationalArea || (code.length === 12 && checkAreaCode(code).ok);
}
