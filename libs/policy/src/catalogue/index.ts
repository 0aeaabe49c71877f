import { assisted } from './assisted.js';
import { entrusted } from './entrusted.js';
import type { Matter } from './matter.js';
import { ownDuty } from './own-duty.js';

export * from './certificates.js';
export * from './forbidden.js';
export * from './matter.js';
export * from './purchased.js';
export * from './release.js';
export * from './transfer-order.js';

/** The 94 real matters of 5.2, a catalogue of what communities do: 34 SELF, 58 ASSIST, 2 ENTRUST. Restricted ones are in it because they are counted. */
export const catalogue: readonly Matter[] = [...ownDuty, ...assisted, ...entrusted];

/** A matter by its id, e.g. A28. */
export function findMatter(id: string): Matter | undefined {
  return catalogue.find((matter) => matter.id === id);
}
