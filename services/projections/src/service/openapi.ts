import { READ_AFTER, components, problemsOf } from '@yimen/service-shell';
import type { ColumnType } from '@yimen/projection-engine';
import { z } from 'zod';
import { eventsQuery } from '../operators/installation.controller.js';
import { operatorBodies, parkedQuery } from '../operators/operators.controller.js';
import { queryOf } from '../views/reading.js';
import type { View } from '../views/view.js';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of the views and of the operators' endpoints. */
export function openApi(views: readonly View[]): Json {
  const paths: Record<string, unknown> = {};
  for (const view of views) {
    paths[`/api/views/${view.name}`] = { get: list(view), ...(view.personal && { post: search(view) }) };
    if (!view.silent) paths[`/api/views/${view.name}/changes`] = { get: changes(view) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: '一门 · 查询', summary: 'views', version: '1' },
    tags: [
      { name: 'views', description: '查询视图 / views' },
      { name: 'read-models', description: '读模型运维 / read models, for operators' },
    ],
    security: [{ bearer: [] }],
    paths: { ...paths, ...operatorPaths() },
    components,
  };
}

const readAfter = {
  name: READ_AFTER,
  in: 'header',
  required: false,
  description: '写入时得到的值；列表未赶上则等待，超时 503',
  schema: { type: 'string', maxLength: 8192 },
};

function common(view: View, name: string): Json {
  return {
    operationId: `views.${view.name}${name}`,
    tags: ['views'],
    description: `${view.about.zh} / ${view.about.en}`,
    'x-label': view.label,
    ...(view.public && { security: [] }),
  };
}

function list(view: View): Json {
  return {
    ...common(view, ''),
    summary: `${view.label.zh} / ${view.label.en}`,
    parameters: [...queryParameters(queryOf(view)), readAfter],
    responses: { 200: page(view), ...problemsOf([400, 401, 403, 404, 503]) },
  };
}

function search(view: View): Json {
  return {
    ...list(view),
    operationId: `views.${view.name}.search`,
    summary: `${view.label.zh}（按证件或电话） / ${view.label.en}, by number`,
    requestBody: { required: false, content: { 'application/json': { schema: schemaOf(view.personal ?? z.object({})) } } },
    responses: { 200: page(view), ...problemsOf([400, 401, 403, 404, 413, 415, 503]) },
  };
}

function changes(view: View): Json {
  return {
    ...common(view, '.changes'),
    summary: `${view.label.zh}：变更 / changes`,
    parameters: [
      ...queryParameters(view.watch?.filters ?? z.object({})),
      { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string', maxLength: 40 } },
    ],
    responses: {
      200: {
        description: 'server-sent events: change {view, ids}, reset {view}',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...problemsOf([400, 401, 403, 404, 503]),
    },
  };
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = schemaOf(query) as { properties?: Record<string, Json>; required?: readonly string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

const types: Readonly<Record<ColumnType, Json>> = {
  text: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
  int: { type: 'integer' },
  bigint: { type: 'string', pattern: '^-?(0|[1-9][0-9]*)$' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  timestamptz: { type: 'string', format: 'date-time' },
  json: {},
  sealed: {
    anyOf: [
      { type: 'string' },
      { type: 'object', properties: { sealed: { const: true } } },
      { type: 'object', properties: { forgotten: { const: true } } },
    ],
  },
};

function page(view: View): Json {
  const columns = Object.entries(view.columns).map(([name, { type, nullable, label }]) => {
    const schema = types[type];
    return [name, { ...(nullable && type !== 'json' ? { anyOf: [schema, { type: 'null' }] } : schema), description: label }] as const;
  });
  const derived = view.derived ? (schemaOf(view.derived) as { properties?: Json }).properties : {};
  const row = { type: 'object', properties: { id: { type: 'string' }, ...Object.fromEntries(columns), ...derived }, required: ['id'] };
  const properties = {
    rows: { type: 'array', items: row },
    total: { type: 'integer', description: '符合条件的总行数' },
    next: { type: ['string', 'null'], description: '下一页的 cursor' },
    generation: { type: 'integer', description: '读模型的代 / generation of the read model' },
  };
  const schema = { type: 'object', properties, required: Object.keys(properties) };
  return { description: '一页 / one page', content: { 'application/json': { schema } } };
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  return rest;
}

function operatorPaths(): Json {
  const operation = (id: string, zh: string, en: string, status: number, more: Json = {}) => ({
    operationId: `read-models.${id}`,
    tags: ['read-models'],
    summary: `${zh} / ${en}`,
    description: '角色：运维人员 / role: operator',
    responses: {
      [status]: { description: en, content: { 'application/json': { schema: { type: 'object' } } } },
      ...problemsOf([400, 401, 403, 404, 409, 413, 415, 503]),
    },
    ...more,
  });
  const body = (schema: z.ZodType) => ({ requestBody: { required: true, content: { 'application/json': { schema: schemaOf(schema) } } } });
  const id = (schema: Json) => ({ parameters: [{ name: 'id', in: 'path', required: true, schema }] });
  const at = '/api/projections';
  return {
    [at]: { get: operation('list', '读模型状态', 'read models and where they stand', 200) },
    [`${at}/rebuild`]: { post: operation('rebuild', '重建读模型', 'rebuild a read model', 202, body(operatorBodies.rebuild)) },
    [`${at}/verify`]: { post: operation('verify', '核对读模型', 'prove a read model', 202, body(operatorBodies.verify)) },
    [`${at}/rollback`]: {
      post: operation('rollback', '退回上一代读模型', 'go back to the previous generation', 202, body(operatorBodies.rollback)),
    },
    [`${at}/rehearse`]: {
      post: operation('rehearse', '预演本发布的读模型', 'tell what this release would change', 202, body(operatorBodies.rehearse)),
    },
    [`${at}/jobs/{id}/changes`]: {
      get: operation('follow', '作业进度', 'progress of a job as it goes on, and its result', 200, {
        ...id({ type: 'string', format: 'uuid' }),
        responses: {
          200: {
            description:
              'server-sent events: progress {phase, done, of, eventsPerSecond, secondsLeft}, then result: the job; the stream ends with it',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          ...problemsOf([401, 403, 404, 503]),
        },
      }),
    },
    [`${at}/jobs/{id}`]: {
      get: operation('job', '作业进度与结果', 'a job: how far it is, and what came of it', 200, id({ type: 'string', format: 'uuid' })),
    },
    [`${at}/parked`]: { get: operation('parked', '搁置的事件', 'parked events', 200, { parameters: queryParameters(parkedQuery) }) },
    [`${at}/clock`]: { get: operation('clock', '各服务业务日期', 'business date of every service', 200) },
    [`${at}/events`]: {
      get: operation('events', '已发布的事件（不含内容）', 'published events, envelopes only, as server-sent events', 200, {
        parameters: queryParameters(eventsQuery),
        responses: {
          200: { description: 'server-sent events', content: { 'text/event-stream': { schema: { type: 'string' } } } },
          ...problemsOf([400, 401, 403, 404, 503]),
        },
      }),
    },
    [`${at}/parked/{id}/redrive`]: {
      post: operation('redrive', '重试搁置的事件', 'try a parked event again', 200, id({ type: 'string' })),
    },
    [`${at}/parked/{id}/accept`]: {
      post: operation('accept', '认可为例外', 'accept a parked event as an exception', 200, {
        ...id({ type: 'string' }),
        ...body(operatorBodies.accept),
      }),
    },
  };
}
