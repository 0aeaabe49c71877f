import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import request from 'supertest';
import { startGateway, type RunningGateway } from './index.js';

let upstream: Server;
let gateway: RunningGateway;
let seen: { method: string | undefined; url: string | undefined; body: Buffer }[];

async function listen(answer: (incoming: IncomingMessage, body: Buffer, response: ServerResponse) => void): Promise<Server> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => answer(incoming, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  upstream = await listen((incoming, body, response) => {
    seen.push({ method: incoming.method, url: incoming.url, body });
    if (incoming.url === '/api/finance/changes') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': alive\n\n');
      return;
    }
    response.setHeader('content-type', 'application/json');
    if (incoming.url === '/api/finance/busy') response.writeHead(503, { 'retry-after': '1' });
    response.end(incoming.url === '/openapi.json' ? '{"openapi":"3.1.0","info":{},"paths":{"/api/finance/x":{}}}' : '{"ok":true}');
  });
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    upstreams: { finance: urlOf(upstream), residents: 'http://127.0.0.1:9' },
    development: { issuer: 'http://127.0.0.1', audience: 'yimen', privateKey: { ...(await exportJWK(privateKey)), kid: 'k' } },
    graceMs: 0,
    upstreamTimeoutMs: 2_000,
  });
});
beforeEach(() => (seen = []));
afterAll(async () => {
  await gateway.stop();
  await new Promise((resolve) => upstream.close(resolve));
});

test('a request reaches its service with path, query and body byte for byte, duplicate keys included', async () => {
  const body = '{"a":1,"a":2,"__proto__":{"x":1}}';
  await request(gateway.url).post('/api/finance/sources?x=1').set('content-type', 'application/json').send(body).expect(200, { ok: true });
  expect(seen).toEqual([{ method: 'POST', url: '/api/finance/sources?x=1', body: Buffer.from(body) }]);
});

test.each(['/api/unknown/x', '/api/__proto__/x', '/api/constructor/x', '/nothing', '/api/', '/api/%2e%2e/x'])(
  '%s is a 404 problem',
  async (path) => {
    const answer = await request(gateway.url).get(path).expect(404);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'no-such-route' });
    expect(seen).toEqual([]);
  },
);

test.each(['/api/finance/%ff', '/api/finance/%', '/api/finance/%2e%2e/x'])('%s cannot be an address: a 400 problem', async (path) => {
  const answer = await request(gateway.url).get(path).expect(400);
  expect(answer.headers['content-type']).toMatch('application/problem+json');
  expect(answer.body).toMatchObject({ code: 'bad-request', status: 400 });
  expect(seen).toEqual([]);
});

test('a query goes along untouched, whatever it holds', async () => {
  await request(gateway.url).get('/api/finance/x?a=%ff&b=../..&__proto__=1').expect(200);
  expect(seen).toMatchObject([{ url: '/api/finance/x?a=%ff&b=../..&__proto__=1' }]);
});

test('headers beyond all measure are a 431 problem', async () => {
  const answer = await request(gateway.url).get('/api/finance/x').set('x-long', 'y'.repeat(20_000)).expect(431);
  expect(answer.headers['content-type']).toMatch('application/problem+json');
});

test('what a service refuses for the moment is passed on once: the client decides when to ask again', async () => {
  const answer = await request(gateway.url).get('/api/finance/busy').expect(503);
  expect(answer.headers['retry-after']).toBe('1');
  expect(seen).toHaveLength(1);
});

test('a stream of changes reaches the client, and does not keep a gateway from stopping', async () => {
  const other = await startGateway({
    ...{ host: '127.0.0.1', port: 0, graceMs: 0, upstreamTimeoutMs: 2_000 },
    upstreams: { finance: urlOf(upstream) },
  });
  const stream = (await fetch(`${other.url}/api/finance/changes`)).body?.getReader();
  expect(Buffer.from((await stream?.read())?.value ?? []).toString()).toBe(': alive\n\n');
  await other.stop();
  await expect(stream?.read()).rejects.toThrow('terminated');
});

test('a service that is away is a 503 problem that says so, with Retry-After', async () => {
  const answer = await request(gateway.url).get('/api/residents/people').expect(503);
  expect(answer.body).toMatchObject({ code: 'service-away' });
  expect(answer.headers['retry-after']).toBe('2');
});

test('a body larger than the limit is refused before it is sent on', async () => {
  await request(gateway.url)
    .post('/api/finance/x')
    .set('content-type', 'application/json')
    .send(JSON.stringify('x'.repeat(1_048_577)))
    .expect(413);
  expect(seen).toEqual([]);
});

test('the development provider gives a token for an account, and a clear problem for anything else', async () => {
  const given = await request(gateway.url).post('/auth/token').send({ account: 'clerk-1' }).expect(200);
  expect(given.body).toMatchObject({ token_type: 'Bearer' });
  for (const body of ['', '{', '[]', '{"account":""}', '{"account":"x","more":1}', 'x'.repeat(5_000)]) {
    await request(gateway.url).post('/auth/token').set('content-type', 'application/json').send(body).expect(400);
  }
});

test('readiness tells how each service is and turns only on the gateway itself', async () => {
  const answer = await request(gateway.url).get('/health/ready').expect(200);
  expect(answer.body).toMatchObject({ status: 'ready', services: { finance: { ok: true }, residents: { status: 'away' } } });
});

test('the description is not published while a service is away', async () => {
  await request(gateway.url).get('/openapi.json').expect(503);
});

test('the docs page brings its own files', async () => {
  await request(gateway.url)
    .get('/docs')
    .expect(200, /一门 Yimen/);
  await request(gateway.url).get('/docs/swagger-ui-bundle.js').expect(200);
});

test('decision 26 · a gateway that gives out tokens of its own does not listen to other machines', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const development = { issuer: 'http://127.0.0.1', audience: 'yimen', privateKey: { ...(await exportJWK(privateKey)), kid: 'k' } };
  const opened = startGateway({ host: '0.0.0.0', port: 0, upstreams: {}, development, graceMs: 0, upstreamTimeoutMs: 2_000 });
  await expect(opened).rejects.toThrow('a demo store listens on loopback only');
});
