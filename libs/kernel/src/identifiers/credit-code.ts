import type { Text } from '../slice/refusal.js';
import type { Checked, Origin } from './checked.js';
import { accepted, rejected } from './checked.js';

/** What a valid unified social credit code (统一社会信用代码, GB 32100-2015) says. */
export interface CreditCode {
  readonly code: string;
  /** Position 1: registration authority; position 2: category. */
  readonly authority: string;
  readonly category: string;
  /** Kind of body where the public code table names it. */
  readonly kind: Text | null;
  /** Six-digit area of the authority. */
  readonly area: string;
  /** Positions 9–17: the organisation code of GB 11714 with its own check character. */
  readonly subjectCode: string;
}

export const creditCodeErrors = {
  length: { zh: '统一社会信用代码应为18位', en: 'must have 18 characters' },
  'lower-case': { zh: '文件中的代码应为大写', en: 'in files letters are upper case' },
  characters: { zh: '只能使用数字和大写字母，不含I、O、S、V、Z', en: 'digits and capital letters without I, O, S, V, Z' },
  area: { zh: '第3至8位应为数字', en: 'positions 3 to 8 are digits' },
  'subject-code': { zh: '主体标识码的校验码不符', en: 'the check character of the subject code does not fit' },
  'check-character': { zh: '校验码不符', en: 'the check character does not fit' },
} as const;
export type CreditCodeError = keyof typeof creditCodeErrors;

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const subjectWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Authority and category as the public code page lists them. 54 and 55 are seen in use, not verified (1.4). */
const kinds: Readonly<Record<string, Text>> = {
  11: { zh: '机关', en: 'state organ' },
  12: { zh: '事业单位', en: 'public institution' },
  13: { zh: '群众团体', en: 'mass organisation' },
  19: { zh: '机构编制其他', en: 'other body of the staffing authority' },
  51: { zh: '社会团体', en: 'social association' },
  52: { zh: '民办非企业单位', en: 'private non-enterprise unit' },
  53: { zh: '基金会', en: 'foundation' },
  54: { zh: '村民委员会', en: 'village committee' },
  55: { zh: '居民委员会', en: "residents' committee" },
  59: { zh: '民政其他', en: 'other body of civil affairs' },
  91: { zh: '企业', en: 'enterprise' },
  92: { zh: '个体工商户', en: 'sole trader' },
  93: { zh: '农民专业合作社', en: "farmers' cooperative" },
  N1: { zh: '组级集体经济组织', en: 'collective economic organisation, group level' },
  N2: { zh: '村级集体经济组织', en: 'collective economic organisation, village level' },
  N3: { zh: '乡镇级集体经济组织', en: 'collective economic organisation, town level' },
};

/** Check character for the first 17 characters (GB 32100): weights 3^(i-1) mod 31. Characters outside the set make it undefined. */
export function creditCheckCharacter(first17: string): string | undefined {
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = alphabet.indexOf(first17.charAt(index));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** Check character of an organisation code's eight characters (GB 11714): 0–9, A = 10 … Z = 35. */
export function subjectCheckCharacter(first8: string): string {
  const sum = subjectWeights.reduce((total, weight, index) => total + weight * Number.parseInt(first8.charAt(index), 36), 0);
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

/** Checks a unified social credit code. Never throws. */
export function checkCreditCode(text: string, origin: Origin = 'input'): Checked<CreditCode, CreditCodeError> {
  if (text.length !== 18) return rejected('length');
  if (origin === 'file' && /[a-z]/.test(text)) return rejected('lower-case');
  // Only ASCII letters are raised: toUpperCase would also turn ı or ß into letters of the set.
  const code = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(code)) return rejected('characters');
  const area = code.slice(2, 8);
  if (!/^\d{6}$/.test(area)) return rejected('area');
  const subjectCode = code.slice(8, 17);
  if (subjectCheckCharacter(subjectCode) !== subjectCode.charAt(8)) return rejected('subject-code');
  if (creditCheckCharacter(code) !== code.charAt(17)) return rejected('check-character');
  const [authority, category] = [code.charAt(0), code.charAt(1)];
  return accepted({ code, authority, category, kind: kinds[authority + category] ?? null, area, subjectCode });
}
