import type { ServiceDefinition } from '../definition.js';

export function openApi(definition: ServiceDefinition): unknown {
  return { openapi: '3.1.0', info: { title: definition.label.zh, version: '1' }, paths: {} };
}
