import type { AnyAggregate, ServiceDefinition } from '../../definition.js';
import { problemsOf } from './openapi-components.js';

type Json = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const label = { type: 'object', properties: { zh: text, en: text }, required: ['zh', 'en'] };
const revision = { type: 'string', pattern: '^[1-9]\\d{0,17}$' };
const entry = {
  type: 'object',
  properties: { paper: text, label, revision, happenedOn: { type: 'string', format: 'date' }, href: text },
  required: ['paper', 'label', 'revision', 'happenedOn', 'href'],
};
const list = { type: 'object', properties: { papers: { type: 'array', items: entry } }, required: ['papers'] };

/** Paths of the papers of one slice's items: the list, and each kind as PDF. None where it has no papers. */
export function paperPaths(definition: ServiceDefinition, slice: AnyAggregate, id: Json): Readonly<Record<string, Json>> {
  const sources = (definition.papers ?? []).filter((source) => source.slice === slice.name);
  if (sources.length === 0) return {};
  const at = `/api/${definition.context}/${slice.collection}/{id}/papers`;
  const shared = { tags: [slice.name], parameters: [id, { $ref: '#/components/parameters/traceparent' }] };
  const paths: Record<string, Json> = {
    [at]: {
      get: {
        ...shared,
        operationId: `${definition.context}.${slice.name}.papers`,
        summary: `可打印的文书 / papers that can be printed`,
        responses: {
          200: { description: '文书', content: { 'application/json': { schema: list } } },
          ...problemsOf([401, 403, 404, 503]),
        },
      },
    },
  };
  for (const source of sources) {
    paths[`${at}/${source.kind}`] = {
      get: {
        ...shared,
        operationId: `${definition.context}.${slice.name}.papers.${source.kind}`,
        summary: `打印${source.label.zh} / print the ${source.label.en}`,
        description: '由已记录的事件生成；重印与首次打印逐字节相同。含个人信息的文书只给有权查看的人。',
        parameters: [
          ...shared.parameters,
          { name: 'revision', in: 'query', description: '所据事件的修订号；缺省为最近一份', schema: revision },
        ],
        responses: {
          200: { description: source.label.zh, content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } },
          ...problemsOf([400, 401, 403, 404, 409, 503]),
        },
      },
    };
  }
  return paths;
}
