import { z } from 'zod';
import type { Asked } from './view.js';

const text = z.object({ zh: z.string(), en: z.string() });

/** What an answer shows of the rule under which a date runs: law as law, everything else as the configuration of the body that adopted it (13.8). */
export const basis = z.object({
  rule: z.string(),
  heading: text,
  title: text,
  force: z.enum(['binding', 'guidance', 'model', 'default']),
  source: text.nullable(),
  article: z.string().nullable(),
  adoptedBy: text.nullable(),
});
type Basis = z.output<typeof basis>;

export function basisOf(rule: unknown, describe: Asked['describe']): Basis | null {
  const found = typeof rule === 'string' ? describe(rule) : undefined;
  if (!found) return null;
  const { id, heading, title, force, source, article, adoptedBy } = found;
  return { rule: id, heading, title, force, source, article, adoptedBy };
}

/** Dates that have passed, each under the name of its deadline. */
export const lateness = z.array(z.object({ deadline: z.string(), label: text, dueOn: z.iso.date() }));
