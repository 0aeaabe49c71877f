import { assisted } from './assisted.js';
import type { Matter } from './matter.js';
import { ownDuty } from './own-duty.js';

export * from './matter.js';

/** The matters of 5.2 that halls handle; restricted ones are in it because they are counted. */
export const catalogue: readonly Matter[] = [...ownDuty, ...assisted];

/** A matter by its id, e.g. A28. */
export function findMatter(id: string): Matter | undefined {
  return catalogue.find((matter) => matter.id === id);
}
