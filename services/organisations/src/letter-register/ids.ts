import type { IsoDate } from '@yimen/kernel';

/** Number register of a committee and the year of a day: `{committee}~{year}`. */
export const registerId = (committee: string, on: IsoDate): string => `${committee}~${on.slice(0, 4)}`;
export const committeeOf = (register: string): string => register.slice(0, register.indexOf('~'));
/** Number of a letter in its register: year and running number of four digits or more. */
export const letterNumber = (register: string, at: number): string => `${register.slice(-4)}-${String(at).padStart(4, '0')}`;
