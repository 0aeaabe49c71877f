import fc from 'fast-check';

/** JSON Schema 2020-12 as zod writes it. */
export interface SchemaOfInput {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaOfInput>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaOfInput;
  readonly propertyNames?: SchemaOfInput;
  readonly items?: SchemaOfInput;
  readonly prefixItems?: readonly SchemaOfInput[];
  readonly anyOf?: readonly SchemaOfInput[];
  readonly oneOf?: readonly SchemaOfInput[];
  readonly allOf?: readonly SchemaOfInput[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly $ref?: string;
}

const date = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });

/** Made where they are met: whatever draws whole URLs takes half a second to be made. */
const byFormat: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  uuid: () => fc.uuid(),
  date: () => date.map((at) => at.toISOString().slice(0, 10)),
  'date-time': () => date.map((at) => at.toISOString()),
  uri: () => fc.webAuthority().map((host) => `https://${host}/`),
  email: () => fc.emailAddress(),
};

/**
 * Values that a JSON Schema accepts, for property tests of inputs and of an OpenAPI document. `definitions` are looked up by the last part of a `$ref`.
 * What a schema cannot say (refinements) the values may break. Throws for a type that JSON Schema does not have.
 */
export function arbitraryOf(schema: SchemaOfInput, definitions: Readonly<Record<string, SchemaOfInput>> = {}): fc.Arbitrary<unknown> {
  const below = (one: SchemaOfInput) => arbitraryOf(one, definitions);
  if (schema.$ref !== undefined) {
    const named = definitions[schema.$ref.split('/').at(-1) ?? ''];
    if (!named) throw new Error(`no definition for ${schema.$ref}`);
    return below(named);
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(below));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type: string) => below({ ...schema, type })));
  switch (schema.type) {
    case 'object':
      return object(schema, below);
    case 'array':
      if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map(below));
      return fc.array(below(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: schema.maxItems ?? (schema.minItems ?? 0) + 3,
      });
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -1000, -(2 ** 31)), max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000, noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return text(schema);
    case undefined:
      return fc.jsonValue();
  }
  throw new Error(`no values for the type ${String(schema.type)}`);
}

function object(schema: SchemaOfInput, below: (one: SchemaOfInput) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (!schema.properties && typeof schema.additionalProperties === 'object')
    return fc.dictionary(
      schema.propertyNames ? (below(schema.propertyNames) as fc.Arbitrary<string>) : fc.string(),
      below(schema.additionalProperties),
      {
        maxKeys: 3,
        noNullPrototype: true,
      },
    );
  const model = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, below(one)]));
  return fc.record(model, { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true });
}

function text({ format, pattern, minLength = 0, maxLength }: SchemaOfInput): fc.Arbitrary<string> {
  const known = format === undefined ? undefined : byFormat[format];
  if (known) return known();
  const fits = (value: string) => value.length >= minLength && (maxLength === undefined || value.length <= maxLength);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).filter(fits);
  const most = maxLength ?? minLength + 30;
  return fc.oneof(
    fc.string({ minLength, maxLength: most }),
    fc.string({
      unit: fc.constantFrom(...'为人民服务居社区街道办一二三'),
      minLength: Math.max(minLength, 1),
      maxLength: Math.max(most, 1),
    }),
  );
}
