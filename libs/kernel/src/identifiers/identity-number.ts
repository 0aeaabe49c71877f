import type { IsoDate } from '../dates/iso-date.js';
import { isIsoDate } from '../dates/iso-date.js';
import type { Checked, Origin } from './checked.js';
import { accepted, rejected } from './checked.js';

/** What a valid citizen identity number (公民身份号码, GB 11643-1999) says. */
export interface IdentityNumber {
  /** 18 characters, `X` upper case. */
  readonly number: string;
  /** Place at first issue; need not be a code valid today. */
  readonly addressCode: string;
  readonly bornOn: IsoDate;
  readonly sex: 'male' | 'female';
}

export interface IdentityNumberRules {
  /** `test` also accepts the province code 99 of made-up people. */
  readonly profile: 'production' | 'test';
  /** Parameter `identity.number.earliest_year`: births before 1 January of it are refused. */
  readonly earliestYear: number;
  readonly today: IsoDate;
  readonly origin: Origin;
}

/** What may be wrong with a number; `of`: whether the standard says so (GB 11643) or the product decided it (D-identity-number). */
export const identityNumberErrors = {
  'fifteen-digits': { of: 'product', zh: '15位旧号码不予接受，请使用18位号码', en: 'old 15-digit numbers are not accepted' },
  length: { of: 'standard', zh: '公民身份号码应为18位', en: 'must have 18 characters' },
  characters: { of: 'standard', zh: '前17位应为数字，末位应为数字或X', en: '17 digits, then a digit or X' },
  'lower-case': { of: 'product', zh: '文件中的末位应为大写X', en: 'in files the check character is an upper-case X' },
  province: { of: 'standard', zh: '省级代码不存在', en: 'unknown province code' },
  'birth-date': { of: 'product', zh: '出生日期不存在', en: 'the birth date does not exist' },
  'birth-date-future': { of: 'product', zh: '出生日期晚于今天', en: 'the birth date is in the future' },
  'birth-date-too-early': { of: 'product', zh: '出生日期早于允许的最早年份', en: 'the birth date is before the earliest year' },
  'check-character': { of: 'standard', zh: '校验码不符', en: 'the check character does not fit' },
} as const;
export type IdentityNumberError = keyof typeof identityNumberErrors;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';

/** Check character for the first 17 digits (GB 11643): weighted sum modulo 11. */
export function identityCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return checkCharacters.charAt(sum % 11);
}

/** Checks a citizen identity number. Never throws. */
export function checkIdentityNumber(text: string, rules: IdentityNumberRules): Checked<IdentityNumber, IdentityNumberError> {
  if (/^\d{15}$/.test(text)) return rejected('fifteen-digits');
  if (text.length !== 18) return rejected('length');
  if (!/^\d{17}[\dXx]$/.test(text)) return rejected('characters');
  if (text.endsWith('x') && rules.origin === 'file') return rejected('lower-case');
  const number = text.toUpperCase();
  if (!isProvince(number.slice(0, 2), rules.profile)) return rejected('province');
  const bornOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isIsoDate(bornOn)) return rejected('birth-date');
  if (Number(number.slice(6, 10)) < rules.earliestYear) return rejected('birth-date-too-early');
  if (bornOn > rules.today) return rejected('birth-date-future');
  if (identityCheckCharacter(number) !== number.charAt(17)) return rejected('check-character');
  return accepted({ number, addressCode: number.slice(0, 6), bornOn, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' });
}

/** First two digits: 83 Taiwan resident permits; 91–98 foreign permanent residents (9 and the first digit of the province); 99 made-up people. */
function isProvince(code: string, profile: IdentityNumberRules['profile']): boolean {
  if (code === '99') return profile === 'test';
  return /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-8])$/.test(code);
}
