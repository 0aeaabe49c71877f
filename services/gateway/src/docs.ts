import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from './config.js';
import { mergeOpenApi, type OpenApi } from './openapi.js';
import { sendProblem } from './problems.js';

const assets = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const served: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
};

const page = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>一门 Yimen · API</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/docs/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', docExpansion: 'none', tagsSorter: 'alpha' })</script></body></html>`;

const info = {
  title: '一门 Yimen',
  version: '0.1.0',
  description: '社区治理事件后端的唯一入口。The only door to the event-sourced back end of community governance.',
};

/** `/openapi.json`, generated from the slices of every service, and `/docs`, which shows it. */
export function docsRoutes(server: FastifyInstance, config: GatewayConfig): void {
  server.get('/openapi.json', async (_request, reply) => {
    const documents = await Promise.all([...new Set(Object.values(config.upstreams))].map(documentOf));
    if (documents.some((document) => document === undefined)) {
      return sendProblem(reply, {
        status: 503,
        code: 'service-away',
        detail: '有服务暂时无法应答，接口说明不完整，请稍后重试。',
        detailEn: 'A service does not answer at the moment, so the description would be incomplete; try again.',
        retryAfter: 2,
      });
    }
    return reply.send(mergeOpenApi(documents as OpenApi[], info));
  });
  server.get('/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  for (const [file, type] of Object.entries(served)) {
    server.get(`/docs/${file}`, async (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).send(await readFile(path.join(assets, file))),
    );
  }
}

async function documentOf(url: string): Promise<OpenApi | undefined> {
  try {
    const answer = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? ((await answer.json()) as OpenApi) : undefined;
  } catch {
    // The caller answers 503 for a service that is away.
    return undefined;
  }
}
