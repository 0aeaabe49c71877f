import type { Checked } from './checked.js';
import { accepted, rejected } from './checked.js';

export interface Phone {
  /** Digits only, without +86; a landline keeps its area code. */
  readonly number: string;
  readonly kind: 'mobile' | 'landline';
}

export const phoneErrors = {
  shape: { zh: '请填写11位手机号码或带区号的固定电话', en: 'an 11-digit mobile number, or a landline with its area code' },
} as const;
export type PhoneError = keyof typeof phoneErrors;

/** Checks a phone number of the mainland by its shape; blanks, hyphens and +86 are taken away. Never throws. */
export function checkPhone(text: string): Checked<Phone, PhoneError> {
  if (!/^[+\d][\d -]{6,20}$/.test(text)) return rejected('shape');
  const number = text.replace(/[ -]/g, '').replace(/^\+86/, '');
  if (/^1[3-9]\d{9}$/.test(number)) return accepted({ number, kind: 'mobile' });
  if (/^0(10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/.test(number)) return accepted({ number, kind: 'landline' });
  return rejected('shape');
}
