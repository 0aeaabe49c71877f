import { fileTypes } from '@yimen/attachments';
import type { ServiceDefinition } from '../../definition.js';
import { problemsOf } from './openapi-components.js';

type Json = Readonly<Record<string, unknown>>;

const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const taken = {
  type: 'object',
  properties: { file: hash, type: { enum: Object.keys(fileTypes) }, bytes: { type: 'integer' } },
  required: ['file', 'type', 'bytes'],
};
const content = Object.fromEntries(Object.keys(fileTypes).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
const person = {
  name: 'person',
  in: 'query',
  description: '附件所属人员；给出时以其密钥封存。非机关岗位（如自助终端、窗口）必须给出',
  schema: { type: 'string', format: 'uuid' },
};

/** Paths of the files of a service: taking one in, and giving out those that events of an item name. None where it takes no files. */
export function filePaths(definition: ServiceDefinition, idOf: (slice: ServiceDefinition['slices'][number]) => Json): Record<string, Json> {
  const { context, files } = definition;
  if (!files) return {};
  const paths: Record<string, Json> = {
    [`/api/${context}/files`]: {
      post: {
        operationId: `${context}.files`,
        summary: '上传附件 / take a file in',
        description: '返回存储内容的 SHA-256，办理时以它指明附件。接受 PDF、JPEG、PNG、DOCX；类型以内容为准。',
        parameters: [person, { $ref: '#/components/parameters/traceparent' }],
        requestBody: { required: true, content },
        responses: {
          201: { description: '已存', content: { 'application/json': { schema: taken } } },
          ...problemsOf([400, 401, 403, 409, 413, 415, 503]),
        },
      },
    },
  };
  for (const slice of definition.slices.filter(({ name }) => files.slices.includes(name))) {
    paths[`/api/${context}/${slice.collection}/{id}/files/{file}`] = {
      get: {
        tags: [slice.name],
        operationId: `${context}.${slice.name}.files`,
        summary: `取${slice.label.zh}的附件 / a file of the ${slice.label.en}`,
        parameters: [
          idOf(slice),
          { name: 'file', in: 'path', required: true, schema: hash },
          { $ref: '#/components/parameters/traceparent' },
        ],
        responses: { 200: { description: '附件', content }, ...problemsOf([401, 403, 404, 409, 503]) },
      },
    };
  }
  return paths;
}
