/** The part of JSON Schema 2020-12 that zod writes for inputs. */
export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly $ref?: string;
}

const byFormat: Readonly<Record<string, string>> = {
  uuid: '01980000-0000-7000-8000-000000000001',
  date: '2026-03-02',
  'date-time': '2026-03-02T01:00:00.000Z',
};

/** A value that the schema accepts, from the examples of its fields, its closed lists and formats; undefined where none can be made up. */
export function exampleOf(schema: JsonSchema): unknown {
  if (schema.examples && schema.examples.length > 0) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(exampleOf).find((value) => value !== undefined);
  switch (schema.type) {
    case 'object':
      return objectExample(schema);
    case 'array': {
      if (!schema.minItems) return [];
      const item = schema.items && exampleOf(schema.items);
      return item === undefined ? undefined : Array.from({ length: schema.minItems }, () => item);
    }
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'string':
      if (schema.format && byFormat[schema.format]) return byFormat[schema.format];
      return schema.pattern ? undefined : '说明'.padEnd(schema.minLength ?? 0, '。');
    case undefined:
      return undefined;
  }
  return undefined;
}

function objectExample(schema: JsonSchema): unknown {
  const made = (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {})] as const);
  return made.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(made);
}
