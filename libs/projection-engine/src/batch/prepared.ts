import { createHash } from 'node:crypto';

const names = new Map<string, { readonly name: string; readonly text: string }>();

/**
 * A statement under a name of its own, so that a connection parses and plans it once. For statements that every batch runs: their texts are
 * few (tables of the generations), and planning would cost more than running them.
 */
export function prepared(text: string): { readonly name: string; readonly text: string } {
  let statement = names.get(text);
  if (!statement) names.set(text, (statement = { name: `e${createHash('sha256').update(text).digest('hex').slice(0, 40)}`, text }));
  return statement;
}
