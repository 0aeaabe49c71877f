import { z } from 'zod';

const made = new WeakMap<z.ZodType, unknown>();

/** JSON Schema 2020-12 of what a caller sends for this input. */
export function inputSchema(schema: z.ZodType): unknown {
  const known = made.get(schema);
  if (known) return known;
  const written = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  made.set(schema, written);
  return written;
}
