import { z } from 'zod';

const marks = z.registry<{ sealed: true }>();

/** A personal field as stored: sealed under the key of one person and record series (libs/vault makes it). */
export const sealed = (() => {
  const schema = z.string().regex(/^yv1\.A256GCM\.[0-9a-f-]{36}\.[\w-]+$/);
  marks.add(schema, { sealed: true });
  return schema as unknown as z.ZodType<string & { readonly __sealed: true }, string>;
})();

/** Whether a field of an event is sealed. Looks through optional and nullable. */
export function isSealedField(schema: z.ZodType): boolean {
  if (marks.has(schema)) return true;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return isSealedField(schema.unwrap() as z.ZodType);
  return false;
}

/** A due date: computed, or pending (待日历) because the calendar's year is not loaded (13.6). */
export const due = z.union([
  z.object({ dueOn: z.iso.date() }).strict(),
  z
    .object({
      pending: z
        .object({
          from: z.iso.date(),
          amount: z.int().positive(),
          unit: z.literal('WD'),
          /** Pauses whose working days could not be counted yet. */
          paused: z
            .array(z.object({ pausedOn: z.iso.date(), resumedOn: z.iso.date() }).strict())
            .readonly()
            .optional(),
        })
        .strict(),
    })
    .strict(),
]);

/** Whole fen as a decimal string. */
export const fen = z.string().regex(/^-?(0|[1-9]\d{0,17})$/);

/** Whole fen of a sum that is paid or due: more than nothing, as a decimal string. */
export const positiveFen = z.string().regex(/^[1-9]\d{0,17}$/);

/** Whole fen of a sum that may be nothing and is never negative, as a decimal string. */
export const fenFromZero = z.string().regex(/^(0|[1-9]\d{0,17})$/);

/** Statistical area code, 12 digits. */
export const areaCode = z.string().regex(/^\d{12}$/);
