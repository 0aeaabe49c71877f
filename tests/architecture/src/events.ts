import type { EventContract } from '@yimen/contracts';
import { isSealedField } from '@yimen/contracts';
import { hasPersonalFields, personalSeries } from '@yimen/kernel';
import type { AnyAggregate } from '@yimen/service-shell';
import { z } from 'zod';
import { isSpec, type Source } from './source.js';

/** Events that no slice of their context folds, or more than one. */
export function foldedOtherThanOnce(contracts: readonly EventContract[], slices: readonly AnyAggregate[]): string[] {
  return contracts
    .filter(({ context }) => context !== 'shared')
    .flatMap(({ type, context }) => {
      const folding = slices.filter((slice) => Object.hasOwn(slice.on, type));
      const right = folding.length === 1 && folding[0]?.context === context;
      return right ? [] : [`${type} of ${context} is folded by ${folding.map(({ name }) => name).join(', ') || 'nobody'}`];
    });
}

/**
 * Events that no spec exercises: none of the service that records them names it (service-shell for the streams that every service keeps),
 * and none hands the histories of its subject to `checkSlice`, which tells when an event is in none of them.
 */
export function withoutSpec(contracts: readonly EventContract[], files: readonly Source[]): string[] {
  const specs = files.filter(({ path }) => isSpec(path));
  const naming = (place: string, type: string) =>
    specs.some(({ path, text }) => path.startsWith(place) && new RegExp(`\\b${type}\\b`).test(text));
  const unrolled = (folder: string) =>
    specs.some(({ path, text }) => path.startsWith(folder) && /\bcheckSlice\([^;]*\bhistories\b/.test(text));
  return contracts
    .filter(({ type, context, subject }) => {
      const place = context === 'shared' ? 'libs/service-shell/' : `services/${context}/src/`;
      return !naming(place, type) && !unrolled(`${place}${subject}/`);
    })
    .map(({ type, context }) => `no spec of ${context} exercises ${type}`);
}

/** A field of a schema: its names from the top, and the schema it has there. */
export interface Field {
  readonly path: readonly string[];
  readonly schema: z.ZodType;
}

/** Every field of a schema with what stands below it; array items and record values have their parent's name. */
export function fieldsOf(schema: z.ZodType, path: readonly string[] = []): Field[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, below]) => [
      { path: [...path, name], schema: below },
      ...fieldsOf(below, [...path, name]),
    ]);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  )
    return fieldsOf(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element as z.ZodType, path);
  if (schema instanceof z.ZodRecord) return fieldsOf(schema.valueType as z.ZodType, path);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap((option) => fieldsOf(option, path));
  return [];
}

/** Names of the personal fields that a slice's moves take. */
export function personalNames(slice: AnyAggregate): ReadonlySet<string> {
  const inputs = Object.values(slice.moves as Readonly<Record<string, { readonly input: z.ZodType }>>).map(({ input }) => input);
  const fields = inputs.filter(hasPersonalFields).flatMap((input) => fieldsOf(input));
  return new Set(fields.filter(({ schema }) => personalSeries(schema)).map(({ path }) => path.at(-1) ?? ''));
}

/** Fields of a slice's events that stand in clear although a move takes them as personal. */
export function personalInClear(contracts: readonly EventContract[], slices: readonly AnyAggregate[]): string[] {
  return slices.flatMap((slice) => {
    const names = personalNames(slice);
    const own = contracts.filter(({ context, subject }) => context === slice.context && subject === slice.name);
    return own.flatMap(({ type, schema }) =>
      fieldsOf(schema)
        .filter((field) => names.has(field.path.at(-1) ?? '') && !isSealedField(field.schema))
        .map(({ path }) => `${type} holds ${path.join('.')} in clear, which ${slice.name} takes as personal`),
    );
  });
}

/** Moves that take a personal field which no event of the subject keeps sealed: asked for nothing. */
export function personalAskedForNothing(contracts: readonly EventContract[], slices: readonly AnyAggregate[]): string[] {
  return slices.flatMap((slice) => {
    const own = contracts.filter(({ context, subject }) => context === slice.context && subject === slice.name);
    const kept = new Set(
      own.flatMap(({ schema }) => fieldsOf(schema)).flatMap((one) => (isSealedField(one.schema) ? one.path.slice(-1) : [])),
    );
    return [...personalNames(slice)]
      .filter((name) => !kept.has(name))
      .map((name) => `${slice.name} asks for ${name} and keeps it in no event`);
  });
}

const PERSONAL = /(phone|mobile|email|address|identityNumber|idNumber|passport|birth|fullName|personName|signature|bankAccount|statement)/i;

/** Fields of published events that name something personal and are not sealed; what follows is a public thing of that name. */
export function publishedInClear(contracts: readonly EventContract[]): string[] {
  return contracts
    .filter(({ visibility }) => visibility === 'published')
    .flatMap(({ type, schema }) =>
      fieldsOf(schema)
        .filter((field) => PERSONAL.test(field.path.at(-1) ?? '') && mayHoldText(field.schema) && !isSealedField(field.schema))
        .map(({ path }) => `${type} publishes ${path.join('.')} in clear`),
    );
}

/** Closed lists, numbers and flags tell nothing that a person is known by. */
function mayHoldText(schema: z.ZodType): boolean {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  )
    return mayHoldText(schema.unwrap() as z.ZodType);
  return !(
    schema instanceof z.ZodEnum ||
    schema instanceof z.ZodBoolean ||
    schema instanceof z.ZodLiteral ||
    schema instanceof z.ZodNumber
  );
}
