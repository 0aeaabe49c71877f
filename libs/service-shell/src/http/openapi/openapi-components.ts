import { problemKinds } from '../../problems/problems.js';
import { READ_AFTER } from '../../read-after/read-after.js';
import { inputSchema } from '../../runner/input/input-schema.js';
import { APPROVAL, overrideBody } from '../request/override.js';

type Json = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const nullable = { type: ['string', 'null'] };
const decimal = { type: 'string', pattern: '^(0|[1-9][0-9]*)$' };
const label = { type: 'object', properties: { zh: text, en: text }, required: ['zh', 'en'] };
const event = { type: 'object', properties: { id: { type: 'string', format: 'uuid' }, type: text }, required: ['id', 'type'] };
const warning = { type: 'object', properties: { code: text, rule: text, detail: label }, required: ['code', 'rule', 'detail'] };
const rule = {
  type: 'object',
  description: '依据的规定：名称、条款、原文、适用地区、时间与效力 / the rule: title, article, words, jurisdiction, dates and force',
  properties: {
    id: text,
    title: label,
    article: { type: ['string', 'null'] },
    force: { enum: ['binding', 'guidance', 'model', 'default'] },
  },
  required: ['id'],
};

const problem = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    code: { ...text, description: `固定代码；除规定的拒绝代码外有：${Object.keys(problemKinds).join('、')}` },
    detail: { ...text, description: '中文说明' },
    detailEn: text,
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: text, code: text, detail: text }, required: ['pointer', 'code', 'detail'] },
    },
    facts: { type: 'object' },
    rule,
    parameters: {
      type: 'array',
      description: '所查参数及其参数集 / parameters looked up, with the policy set of each',
      items: {
        type: 'object',
        properties: { key: text, set: text, value: { type: ['number', 'string', 'boolean', 'null'] }, unit: nullable, rule: nullable },
        required: ['key', 'set'],
      },
    },
    overridable: { type: 'boolean' },
    state: text,
    open: { type: 'array', items: text },
    revision: decimal,
    retryAfter: { type: 'integer' },
    trace: text,
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'detailEn'],
};

const answer = {
  type: 'object',
  properties: {
    id: text,
    slice: text,
    revision: decimal,
    status: text,
    events: { type: 'array', items: event },
    warnings: { type: 'array', items: warning },
    readAfter: text,
    repeated: { type: 'boolean', description: '重复请求：未再记录 / a repeat: nothing new was recorded' },
  },
  required: ['id', 'slice', 'revision', 'status', 'events', 'warnings', 'readAfter', 'repeated'],
};

const openMove = {
  type: 'object',
  properties: { move: text, href: text, label, input: { type: 'object' } },
  required: ['move', 'href', 'label', 'input'],
};
const blockedMove = {
  type: 'object',
  properties: {
    move: text,
    label,
    reason: { type: 'object', properties: { code: text, detail: label }, required: ['code', 'detail'] },
    rule,
  },
  required: ['move', 'label', 'reason'],
};
const day = { type: 'string', format: 'date' };
const dayOrNone = { type: ['string', 'null'], format: 'date' };
const deadline = {
  type: 'object',
  description: '期限：起算、截止、依据与状态 / a deadline: from, until, rule and state',
  properties: {
    deadline: text,
    label,
    rule,
    state: {
      enum: ['running', 'pending', 'paused', 'satisfied'],
      description: 'running 计时，pending 待日历，paused 暂停，satisfied 已办',
    },
    from: day,
    startedBy: { ...text, description: '起算的事件 / the event that began it' },
    until: dayOrNone,
    pending: { type: ['object', 'null'] },
    paused: { type: 'array', items: { type: 'object', properties: { from: day, until: dayOrNone }, required: ['from', 'until'] } },
    extended: {
      type: 'array',
      description: '延期：何日、由何日延至何日 / extensions: when, from which day, to which',
      items: { type: 'object', properties: { on: day, from: day, until: dayOrNone }, required: ['on', 'from', 'until'] },
    },
    satisfiedOn: dayOrNone,
  },
  required: ['deadline', 'label', 'rule', 'state', 'from', 'startedBy', 'until', 'pending', 'paused', 'extended', 'satisfiedOn'],
};
const item = {
  type: 'object',
  properties: {
    id: text,
    slice: text,
    revision: decimal,
    status: text,
    label,
    final: { type: 'boolean' },
    state: { type: 'object', description: '密封字段对无权者为 {"sealed": true}，已删除为 {"forgotten": true}' },
    history: { type: 'array', items: { type: 'object' } },
    deadlines: { type: 'array', items: deadline },
    open: { type: 'array', items: openMove },
    blocked: { type: 'array', items: blockedMove },
  },
  required: ['id', 'slice', 'revision', 'status', 'label', 'final', 'state', 'history', 'deadlines', 'open', 'blocked'],
};

const json = (schema: string): Json => ({ 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } });
const writeAnswerHeaders = {
  ETag: { description: '"修订号" / "revision"', schema: text },
  [READ_AFTER]: { description: '之后读取时带上，即不早于本次写入', schema: text },
};

function withoutDialect(schema: unknown): Json {
  const { $schema: _dialect, ...rest } = schema as Json;
  return rest;
}

/** The same in every service, so that their documents can be put together. */
export const components = {
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  parameters: {
    idempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: '每次提交一个新值（如 UUID）；重发同一请求用同一个值，只记录一次',
      schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
      example: '0198c5d2-7a8e-7c11-9a52-0d8f3a1b2c3d',
    },
    ifMatch: {
      name: 'If-Match',
      in: 'header',
      required: false,
      description: '读取时得到的 ETag；之后有变动则 412',
      schema: { type: 'string', pattern: '^(\\*|(W/)?"(0|[1-9][0-9]{0,18})")$' },
    },
    approval: {
      name: APPROVAL,
      in: 'header',
      required: false,
      description: '与正文的 override 同用：复核人本人的令牌（Bearer …）',
      schema: text,
    },
    traceparent: { name: 'traceparent', in: 'header', required: false, description: 'W3C Trace Context', schema: text },
  },
  schemas: { Problem: problem, MoveAnswer: answer, Item: item, Override: withoutDialect(inputSchema(overrideBody)) },
  responses: {
    Begun: {
      description: '已开始 / begun',
      headers: { ...writeAnswerHeaders, Location: { schema: text } },
      content: json('MoveAnswer'),
    },
    Moved: { description: '已办理 / done', headers: writeAnswerHeaders, content: json('MoveAnswer') },
    Item: { description: '事项 / the item', headers: writeAnswerHeaders, content: json('Item') },
    Problem: {
      description: '未办理 / a problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
} as const;

export const writeHeaders: readonly Json[] = ['idempotencyKey', 'ifMatch', 'approval', 'traceparent'].map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));

export function problemsOf(statuses: readonly number[]): Json {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]));
}
