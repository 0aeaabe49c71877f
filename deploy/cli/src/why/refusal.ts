import type { RuleDescription } from '@yimen/policy';
import { z } from 'zod';
import { CommandFailed } from '../commands/failed.js';

const text = z.object({ zh: z.string(), en: z.string() });

/** The rule of a problem document, as `describeRule` gave it. */
const description = z.object({
  id: z.string(),
  heading: text,
  title: text,
  force: z.enum(['binding', 'guidance', 'model', 'default']),
  source: text.nullable(),
  article: z.string().nullable(),
  words: z.object({ text: z.string(), quoted: z.boolean() }).nullable(),
  jurisdiction: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  verified: z.boolean(),
  adoptedBy: text.nullable(),
  overridable: z.boolean(),
}) satisfies z.ZodType<RuleDescription>;

const parameter = z.object({
  key: z.string(),
  set: z.string(),
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  unit: z.string().nullable(),
  rule: z.string().nullable(),
});

/** What a problem document (RFC 9457) says of a refusal; the rest of it is not looked at. */
const refusal = z.object({
  code: z.string(),
  detail: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
  rule: z.union([description, z.strictObject({ id: z.string() })]).optional(),
  parameters: z.array(parameter).default([]),
});
export type Refusal = z.output<typeof refusal>;

/** Reads the answer of a service from the text of a file. Throws CommandFailed where it is none. */
export function readRefusal(file: string, content: string): Refusal {
  let given: unknown;
  try {
    given = JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandFailed(`${file} 不是 JSON。`, `${file} is not JSON.`);
  }
  const parsed = refusal.safeParse(given);
  if (!parsed.success)
    throw new CommandFailed(`${file} 不是服务答复的拒绝（RFC 9457）。`, `${file} is no refusal as a service answers it.`);
  return parsed.data;
}
