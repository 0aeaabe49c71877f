import { roles } from '@yimen/kernel';
import type { AnyAggregate, ServiceDefinition } from '../../definition.js';
import { inputSchema } from '../../runner/input/input-schema.js';
import { movesOf } from '../../runner/view/open-moves.js';
import { components, problemsOf, writeHeaders } from './openapi-components.js';
import { exampleOf, type JsonSchema } from './openapi-example.js';
import { moveRoutes, type MoveRoute } from '../routes.js';
import { filePaths } from './openapi-files.js';
import { paperPaths } from './openapi-papers.js';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of one service, from its slices' tables. Paths are absolute, so that documents of several services can be put together. */
export function openApi(definition: ServiceDefinition): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const slice of definition.slices) {
    for (const route of moveRoutes(slice)) {
      paths[`/api/${definition.context}${route.path}`] = { post: writeOperation(definition.context, route) };
    }
    const item = `/api/${definition.context}/${slice.collection}/{id}`;
    if (isReadable(slice)) paths[item] = { get: readOperation(definition.context, slice) };
    Object.assign(paths, paperPaths(definition, slice, idParameter(slice)));
  }
  Object.assign(paths, filePaths(definition, idParameter));
  paths[`/api/${definition.context}/grounds`] = { get: groundsOperation(definition.context) };
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: `一门 · ${definition.label.zh}`, summary: definition.label.en, version: '1' },
    tags: definition.slices.map((slice) => ({ name: slice.name, description: `${slice.label.zh} / ${slice.label.en}` })),
    security: [{ bearer: [] }],
    paths,
    components,
  };
}

function isReadable(slice: AnyAggregate): boolean {
  return Object.keys(slice.readers as object).length > 0 || movesOf(slice).some(([, move]) => move.by !== 'system');
}

function writeOperation(context: string, { slice, name, move, starts, path }: MoveRoute): Json {
  const schema = bodySchema(move.input);
  const example = exampleOf(schema);
  const states = slice.states as Readonly<Record<string, { readonly zh: string }>>;
  const from = move.from.map((status) => states[status]?.zh ?? status).join('、');
  return {
    operationId: `${context}.${slice.name}.${path === `/${slice.collection}` ? 'begin' : starts ? `begin.${name}` : name}`,
    tags: [slice.name],
    summary: `${move.label.zh} / ${move.label.en}`,
    description: `可在“${from}”时办理。角色：${roleNames(move.by)}。`,
    'x-label': move.label,
    'x-from': move.from,
    parameters: [...(starts ? [] : [idParameter(slice)]), ...writeHeaders],
    requestBody: {
      required: schema.required !== undefined && schema.required.length > 0,
      content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
    },
    responses: {
      ...(starts || slice.ids !== 'derived' ? { 201: { $ref: '#/components/responses/Begun' } } : {}),
      200: { $ref: '#/components/responses/Moved' },
      ...problemsOf([400, 401, 403, 404, 409, 412, 413, 415, 422, 431, 503]),
    },
  };
}

function readOperation(context: string, slice: AnyAggregate): Json {
  return {
    operationId: `${context}.${slice.name}`,
    tags: [slice.name],
    summary: `查看${slice.label.zh} / read one ${slice.label.en}`,
    'x-states': slice.states,
    parameters: [idParameter(slice), { $ref: '#/components/parameters/traceparent' }],
    responses: { 200: { $ref: '#/components/responses/Item' }, ...problemsOf([401, 403, 404, 503]) },
  };
}

function groundsOperation(context: string): Json {
  const query = (name: string, schema: Json, zh: string) => ({ name, in: 'query', required: false, schema, description: zh });
  return {
    operationId: `${context}.grounds`,
    summary: '一条事件的依据（运维） / why an event stands (operators)',
    description: '以 event，或以 stream 与 revision 指明事件；不含业务数据。',
    parameters: [
      query('event', { type: 'string', format: 'uuid' }, '事件标识'),
      query('stream', { type: 'string', minLength: 3, maxLength: 300 }, '事件流'),
      query('revision', { type: 'string', pattern: '^[1-9][0-9]{0,17}$' }, '在流中的修订'),
      { $ref: '#/components/parameters/traceparent' },
    ],
    responses: {
      200: { description: '依据', content: { 'application/json': { schema: { type: 'object' } } } },
      ...problemsOf([400, 401, 403, 404, 503]),
    },
  };
}

/** The move's own fields and, beside them, `override`. */
function bodySchema(input: MoveRoute['move']['input']): JsonSchema {
  const { $schema: _dialect, ...schema } = inputSchema(input) as JsonSchema & { $schema?: string };
  if (schema.type !== 'object') return schema;
  return { ...schema, properties: { ...schema.properties, override: { $ref: '#/components/schemas/Override' } } };
}

function idParameter(slice: AnyAggregate): Json {
  const schema =
    slice.ids === 'derived' ? { type: 'string', format: 'uuid' } : { type: 'string', pattern: slice.ids.source, maxLength: 200 };
  return { name: 'id', in: 'path', required: true, schema };
}

function roleNames(by: MoveRoute['move']['by']): string {
  if (by === 'system') return '系统';
  const held = [...new Set(Object.values(by).flatMap((list) => list ?? []))];
  return held.map((role) => roles[role].zh).join('、');
}
