import { z } from 'zod';

/**
 * A personal value as slices, events, logs and read models see it: encrypted under the key of one person and one record series.
 * Only libs/vault makes and opens it; the text names the algorithm and the key's id.
 */
export type Sealed = string & { readonly __sealed: true };

/** Record series (13.10): each has its own retention period and its own keys. */
export type RecordSeries = 'identity' | 'contact' | 'hall' | 'party';

const marks = z.registry<{ series: RecordSeries }>();

/**
 * Marks an input field as personal. The caller sends the clear value, checked by `schema`; `derive` sees it clear;
 * before `decide` the runner replaces it with the sealed value, which is the type that `decide` sees.
 */
export function personal<T extends z.ZodType<string, unknown>>(series: RecordSeries, schema: T): z.ZodType<Sealed, string> {
  marks.add(schema, { series });
  return schema as unknown as z.ZodType<Sealed, string>;
}

/** The series of a field marked by `personal`, or undefined for a plain field. Looks through `.optional()`, `.nullable()` and `.default()`. */
export function personalSeries(schema: z.ZodType): RecordSeries | undefined {
  const found = marks.get(schema);
  if (found) return found.series;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return personalSeries(schema.unwrap() as z.ZodType);
  return undefined;
}
