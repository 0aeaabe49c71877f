import type { DataField } from './matter.js';

/** Personal fields of a matter that rest on the matter's own law. */
export function fields(ground: string, ...names: readonly ('phone' | 'address' | 'statement')[]): DataField[] {
  return names.map((field) => ({ field, ground }));
}
