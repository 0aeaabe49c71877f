import { mergeOpenApi, type OpenApi } from './openapi.js';

const document = (path: string, problem: object): OpenApi => ({
  openapi: '3.1.0',
  info: {},
  paths: { [path]: { get: {} } },
  components: { schemas: { Problem: problem } },
});

test('the documents of two services become one, with the shared component once', () => {
  const merged = mergeOpenApi([document('/api/a', { type: 'object' }), document('/api/b', { type: 'object' })], { title: '一门' });
  expect(Object.keys(merged.paths ?? {})).toEqual(['/api/a', '/api/b']);
  expect(merged.components).toEqual({ schemas: { Problem: { type: 'object' } } });
});

test('two meanings under one component name are refused', () => {
  expect(() => mergeOpenApi([document('/api/a', { type: 'object' }), document('/api/b', { type: 'string' })], {})).toThrow('two meanings');
});

test('two services under one path are refused', () => {
  expect(() => mergeOpenApi([document('/api/a', {}), document('/api/a', {})], {})).toThrow('two services answer /api/a');
});
