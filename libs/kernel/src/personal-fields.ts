import { z } from 'zod';
import { personalSeries, type RecordSeries } from './personal.js';

/** A personal field found in an input: where it stands (RFC 6901 pointer), its series and its clear value. */
export interface PersonalField {
  readonly pointer: string;
  readonly series: RecordSeries;
  readonly value: string;
}

/** Whether a schema has personal fields anywhere. */
export function hasPersonalFields(schema: z.ZodType): boolean {
  if (personalSeries(schema)) return true;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return hasPersonalFields(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) return Object.values(schema.shape as Record<string, z.ZodType>).some(hasPersonalFields);
  if (schema instanceof z.ZodArray) return hasPersonalFields(schema.element as z.ZodType);
  if (schema instanceof z.ZodRecord) return hasPersonalFields(schema.valueType as z.ZodType);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).some(hasPersonalFields);
  return false;
}

type Replace = (field: PersonalField) => unknown;

/** The personal fields of a parsed input, in the order of the schema. Looks into objects, arrays, unions and records. */
export function personalFields(schema: z.ZodType, value: unknown): PersonalField[] {
  const found: PersonalField[] = [];
  replacePersonal(schema, value, (field) => {
    found.push(field);
    return field.value;
  });
  return found;
}

/** A copy of the input in which every personal field is what `replace` answers for it. */
export function replacePersonal(schema: z.ZodType, value: unknown, replace: Replace, pointer = ''): unknown {
  if (value === undefined || value === null) return value;
  const series = personalSeries(schema);
  if (series) return typeof value === 'string' ? replace({ pointer, series, value }) : value;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return replacePersonal(schema.unwrap() as z.ZodType, value, replace, pointer);
  if (schema instanceof z.ZodObject) return replaceInObject(schema, value as Record<string, unknown>, replace, pointer);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item, at) => replacePersonal(schema.element as z.ZodType, item, replace, `${pointer}/${at}`));
  if (schema instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(value as Record<string, unknown>).map(([key, item]) => [
        key,
        replacePersonal(schema.valueType as z.ZodType, item, replace, `${pointer}/${escape(key)}`),
      ]),
    );
  if (schema instanceof z.ZodUnion) {
    const match = (schema.options as z.ZodType[]).find((option) => option.safeParse(value).success);
    return match ? replacePersonal(match, value, replace, pointer) : value;
  }
  return value;
}

function replaceInObject(schema: z.ZodObject, value: Record<string, unknown>, replace: Replace, pointer: string): unknown {
  const shape = schema.shape as Record<string, z.ZodType>;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
      return [key, field ? replacePersonal(field, item, replace, `${pointer}/${escape(key)}`) : item];
    }),
  );
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
