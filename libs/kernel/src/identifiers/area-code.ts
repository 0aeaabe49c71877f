import type { Text } from '../slice/refusal.js';
import type { Checked } from './checked.js';
import { accepted, rejected } from './checked.js';

/** Levels of the statistical area code (统计用区划代码), `PPCCXXTTTVVV`, and of the grid below it. */
export const areaLevels = ['national', 'province', 'city', 'county', 'town', 'community', 'grid'] as const;
export type AreaLevel = (typeof areaLevels)[number];

/** The whole country, as jurisdiction of national law. Not a code of the standard. */
export const nationalArea = '000000000000';

export interface AreaCode {
  readonly code: string;
  readonly level: AreaLevel;
  /** Codes of the areas above, nearest first, up to the province. */
  readonly parents: readonly string[];
  /** What the range of TTT or VVV says; null where the range says nothing. */
  readonly kind: Text | null;
}

export const areaCodeErrors = {
  digits: { zh: '区划代码应为12位数字（网格为15位）', en: 'an area code has 12 digits (a grid 15)' },
  province: { zh: '省级代码不存在', en: 'unknown province code' },
  gap: { zh: '上级代码段为000而下级不为000', en: 'a part is filled below an empty one' },
} as const;
export type AreaCodeError = keyof typeof areaCodeErrors;

const townKinds: readonly (readonly [number, number, Text])[] = [
  [1, 99, { zh: '街道', en: 'sub-district' }],
  [100, 199, { zh: '镇', en: 'town' }],
  [200, 399, { zh: '乡', en: 'township' }],
  [400, 599, { zh: '类似乡级单位', en: 'unit similar to a township' }],
];
const communityKinds: readonly (readonly [number, number, Text])[] = [
  [1, 199, { zh: '居民委员会', en: "residents' committee" }],
  [200, 399, { zh: '村民委员会', en: 'village committee' }],
  [400, 499, { zh: '类似居民委员会', en: "similar to a residents' committee" }],
  [500, 599, { zh: '类似村民委员会', en: 'similar to a village committee' }],
];

/** Checks a 12-digit area code, or a 15-digit grid code (community and three digits, [D]). Never throws. The test province 99 is accepted. */
export function checkAreaCode(text: string): Checked<AreaCode, AreaCodeError> {
  if (!/^(\d{12}|\d{15})$/.test(text)) return rejected('digits');
  if (!/^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|99)/.test(text)) return rejected('province');
  const [city, town, community] = [text.slice(2, 4), text.slice(6, 9), text.slice(9, 12)];
  // A county part of 00 above a filled town is in use: cities without counties (441900003001, 东莞).
  if (city === '00' && /[1-9]/.test(text.slice(4))) return rejected('gap');
  if (town === '000' && community !== '000') return rejected('gap');
  if (text.length === 15 && (community === '000' || text.endsWith('000'))) return rejected('gap');
  const level = levelOf(text);
  const kind = level === 'town' ? inRange(townKinds, town) : level === 'community' ? inRange(communityKinds, community) : null;
  return accepted({ code: text, level, parents: areaPath(text).slice(1, -1), kind });
}

/** The area itself and those above it, nearest first, ending with the whole country. For a well-formed code. */
export function areaPath(code: string): string[] {
  const path = [code];
  for (const length of [12, 9, 6, 4, 2]) {
    if (length >= code.length) continue;
    const parent = code.slice(0, length).padEnd(12, '0');
    if (parent !== path.at(-1)) path.push(parent);
  }
  if (code !== nationalArea) path.push(nationalArea);
  return path;
}

/** Whether `code` is the area `above` or lies in it. */
export function isInArea(code: string, above: string): boolean {
  return areaPath(code).includes(above);
}

/** Level of a well-formed code, by its trailing zeros. */
export function levelOf(code: string): AreaLevel {
  if (code.length === 15) return 'grid';
  if (!code.endsWith('000')) return 'community';
  if (code.slice(6, 9) !== '000') return 'town';
  if (code.slice(4, 6) !== '00') return 'county';
  if (code.slice(2, 4) !== '00') return 'city';
  return code === nationalArea ? 'national' : 'province';
}

function inRange(ranges: readonly (readonly [number, number, Text])[], digits: string): Text | null {
  const value = Number(digits);
  return ranges.find(([from, to]) => from <= value && value <= to)?.[2] ?? null;
}
