import { checkCreditCode, checkIdentityNumber, personalFields, type IsoDate } from '@yimen/kernel';
import type { z } from 'zod';
import type { InputError } from '../../problems/problem.js';
import { pointer } from './input.js';

// 18 characters of an identity number and 11 of a mobile phone, standing by themselves: not a part of a UUID or of a longer number.
const IDENTITY = /(?<![A-Za-z0-9-])\d{17}[\dXx](?![A-Za-z0-9-])/g;
const MOBILE = /(?<![A-Za-z0-9-])1[3-9]\d{9}(?![A-Za-z0-9-])/;

/**
 * Faults of a parsed input whose clear fields hold a person's number: a reason or remark is kept for ever, in clear, in event, topic and
 * read model (decision 2). Names in free text cannot be told from other words; numbers can.
 */
export function clearNumbers(schema: z.ZodType, value: unknown, today: IsoDate): InputError[] {
  const sealed = new Set(personalFields(schema, value).map((field) => field.pointer));
  const found: InputError[] = [];
  const walk = (item: unknown, at: string): void => {
    if (typeof item === 'string') {
      if (!sealed.has(at) && holdsNumber(item, today)) found.push(numberFault(at));
    } else if (Array.isArray(item)) {
      for (const [index, one] of item.entries()) walk(one, at + pointer([index]));
    } else if (typeof item === 'object' && item !== null) {
      for (const [key, one] of Object.entries(item)) walk(one, at + pointer([key]));
    }
  };
  walk(value, '');
  return found;
}

export function numberFault(at: string): InputError {
  return { pointer: at, code: 'number-in-clear', detail: '此处不得填写公民身份号码或手机号码' };
}

/** Whether a text holds a citizen identity number or a mobile phone number. A unified social credit code of digits only is neither. */
export function holdsNumber(text: string, today: IsoDate): boolean {
  if (MOBILE.test(text)) return true;
  return [...text.matchAll(IDENTITY)].some(
    ([number]) =>
      !checkCreditCode(number).ok && checkIdentityNumber(number, { profile: 'test', earliestYear: 0, today, origin: 'input' }).ok,
  );
}
