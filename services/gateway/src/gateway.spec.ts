import { Agent, createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import request from 'supertest';
import { startGateway, type RunningGateway } from './index.js';

let upstream: Server;
let gateway: RunningGateway;
let seen: { method: string | undefined; url: string | undefined; type: string | undefined; body: Buffer }[];

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
    seen.push({ method: incoming.method, url: incoming.url, type: incoming.headers['content-type'], body });
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
    traces: 'off',
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
  expect(seen).toEqual([{ method: 'POST', url: '/api/finance/sources?x=1', type: 'application/json', body: Buffer.from(body) }]);
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

test('a file passes that is larger than any other body, byte for byte, up to its own limit', async () => {
  const file = Buffer.alloc(5_000_000, '%PDF-1.4');
  const sent = (bytes: Buffer) =>
    request(gateway.url).post('/api/finance/files?person=1').set('content-type', 'application/pdf').send(bytes);
  await sent(file).expect(200);
  expect(seen).toMatchObject([{ url: '/api/finance/files?person=1', type: 'application/pdf' }]);
  expect(Buffer.compare(seen[0]!.body, file)).toBe(0);
  await sent(Buffer.alloc(10_485_761)).expect(413);
});

test('ADR 0027 · no more bytes of files are read at once than there is room for; the next one is told when to come again', async () => {
  const narrow = await startGateway({
    ...{ host: '127.0.0.1', port: 0, upstreams: { finance: urlOf(upstream) }, graceMs: 0, upstreamTimeoutMs: 2_000, traces: 'off' },
    ...{ fileBytes: 1_000_000, uploadBytes: 1_500_000 },
  });
  const sent = (bytes: number) =>
    request(narrow.url).post('/api/finance/files').set('content-type', 'application/pdf').send(Buffer.alloc(bytes));
  const slow = connect(Number(new URL(narrow.url).port), '127.0.0.1');
  try {
    slow.write('POST /api/finance/files HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\nContent-Length: 1000000\r\n\r\n');
    let answer = await sent(900_000);
    // Until the gateway has heard of the slow one.
    for (let tries = 0; answer.status === 200 && tries < 50; tries += 1) answer = await sent(900_000);
    expect([answer.status, answer.body, answer.headers['retry-after']]).toMatchObject([503, { code: 'busy' }, '2']);
    await sent(500_000).expect(200);
    await sent(1_000_001).expect(413);
    const done = new Promise((told) => slow.once('data', told));
    slow.write(Buffer.alloc(1_000_000));
    expect(String(await done)).toMatch(/^HTTP\/1\.1 200/);
    await sent(900_000).expect(200);
  } finally {
    slow.destroy();
    await narrow.stop();
  }
});

test('headers beyond all measure are a 431 problem', async () => {
  const answer = await request(gateway.url).get('/api/finance/x').set('x-long', 'y'.repeat(20_000)).expect(431);
  expect(answer.headers['content-type']).toMatch('application/problem+json');
});

test('the answer to a HEAD that cannot be read has no body: bytes after it would be taken for the next answer', async () => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.end(`HEAD /api/finance/x HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(20_000)}\r\n\r\n`);
  let told = '';
  for await (const chunk of socket) told += String(chunk);
  expect(told).toMatch(/^HTTP\/1\.1 431 [^]*\r\n\r\n$/);
});

test('what a service refuses for the moment is passed on once: the client decides when to ask again', async () => {
  const answer = await request(gateway.url).get('/api/finance/busy').expect(503);
  expect(answer.headers['retry-after']).toBe('1');
  expect(seen).toHaveLength(1);
});

test('a stream of changes reaches the client, and does not keep a gateway from stopping', async () => {
  const other = await startGateway({
    ...{ host: '127.0.0.1', port: 0, graceMs: 0, upstreamTimeoutMs: 2_000, traces: 'off' },
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

test('a body larger than the limit is refused before it is sent on, and the connection serves the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sent = (size: number, type: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { agent, method: 'POST', headers: { 'content-type': type, 'content-length': String(size) } };
      const outgoing = httpRequest(`${gateway.url}/api/finance/x`, options, (answer) =>
        answer.resume().once('end', () => resolve(answer.statusCode)),
      );
      outgoing.once('error', reject).end(Buffer.alloc(size, 'x'));
    });
  const statuses = [];
  for (const size of [300_000, 100, 3_000_000, 100, 262_145, 262_144]) statuses.push(await sent(size, 'application/json'));
  expect(statuses).toEqual([413, 200, 413, 200, 413, 200]);
  expect(seen.map(({ body }) => body.length)).toEqual([100, 100, 262_144]);
  agent.destroy();
});

test('a body goes along byte for byte, whatever it says it is, in chunks or not', async () => {
  const bytes = Buffer.from([0xff, 0x00, 0x7b, 0x22]);
  for (const headers of [{ 'content-type': 'application/json' }, { 'content-type': 'text/plain; x=y' }, {}]) {
    await fetch(`${gateway.url}/api/finance/x`, { method: 'POST', headers, body: bytes });
    const stream = new ReadableStream({ start: (to) => (to.enqueue(new Uint8Array(bytes)), to.close()) });
    await fetch(`${gateway.url}/api/finance/x`, { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit);
  }
  expect(seen.map(({ body, type }) => [body, type])).toEqual(
    ['application/json', 'application/json', 'text/plain; x=y', 'text/plain; x=y', undefined, undefined].map((type) => [bytes, type]),
  );
});

test.each(['application/json', 'application/json;;;'])('an empty body said to be %s goes along as empty as it came', async (type) => {
  const url = new URL('/api/finance/sources', gateway.url);
  const status = await new Promise((resolve, reject) => {
    const headers = { 'content-type': type, 'transfer-encoding': 'chunked' };
    const outgoing = httpRequest(url, { method: 'POST', headers }, (incoming) => resolve(incoming.resume().statusCode));
    outgoing.once('error', reject).end();
  });
  expect([status, seen]).toEqual([200, [{ method: 'POST', url: '/api/finance/sources', type, body: Buffer.alloc(0) }]]);
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
  const opened = startGateway({
    host: '0.0.0.0',
    port: 0,
    upstreams: {},
    development,
    graceMs: 0,
    upstreamTimeoutMs: 2_000,
    traces: 'off',
  });
  await expect(opened).rejects.toThrow('a demo store listens on loopback only');
});
