import { callers } from '@yimen/cli';
import { clear, dataFolder, freePort, Start } from '@yimen/testing/servers';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly value: { readonly stringValue?: string } }[];
  readonly service: string;
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[];
  }[];
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const LIMIT = 240_000;

let collector: Server;
let url: string;
const spans: Span[] = [];
let data: string;
let system: Start;
beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      for (const { resource, scopeSpans } of (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Export).resourceSpans) {
        const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) spans.push({ ...span, service });
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => collector.listen(port, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${port}/v1/traces`;
  data = await dataFolder();
  system = new Start(data, await freePort(), { YIMEN_OTLP_TRACES: url });
  await system.ready();
}, LIMIT);
afterAll(async () => {
  await clear(data, system);
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
}, LIMIT);

test(
  'issue 4 point 5: one request is one trace, from the gateway over service, store and log to facts and read models',
  async () => {
    const as = callers(system.url);
    const { person } = (await as('admin').get<{ state: { person: string } }>('/api/organisations/accounts/resident-1')).body.state;
    const token = (await (
      await fetch(`${system.url}/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"account":"worker-1"}',
      })
    ).json()) as { access_token: string };
    const answer = await fetch(`${system.url}/api/residents/persons/${person}/give-consent`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token.access_token}`,
        'content-type': 'application/json',
        'idempotency-key': 'one-trace',
        traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
      },
      body: JSON.stringify({ purpose: '短信通知', noticeVersion: '2026-1', separate: false, byGuardian: false }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('traceparent')).toContain(TRACE);
    const mine = () => spans.filter(({ traceId }) => traceId === TRACE);
    const wanted = ['POST /api/residents', 'POST /api/:context/:collection/:id/:move', 'person giveConsent', 'append', 'publish'];
    // A read model, and the facts of another service.
    const applied = ['apply people', 'apply person-facts'];
    const until = Date.now() + 30_000;
    const isThere = () => [...wanted, ...applied].every((name) => mine().some((span) => span.name === name));
    while (!isThere() && Date.now() < until) await sleep(100);
    const names = mine().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...wanted, ...applied]));
    expect(new Set(mine().map(({ service }) => service))).toEqual(
      new Set(['yimen-gateway', 'yimen-residents', 'yimen-projections', 'yimen-public-services']),
    );

    // Each step hangs on another one of the trace, up to the caller's.
    const ids = new Set([...mine().map(({ spanId }) => spanId), '00f067aa0ba902b7']);
    expect(mine().filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''))).toEqual([]);
  },
  LIMIT,
);

test('no span holds what a person is called or numbered', () => {
  expect(spans.length).toBeGreaterThan(1_000);
  const told = new Set(spans.flatMap(({ name, attributes }) => [name, ...attributes.map(({ value }) => value.stringValue ?? '')]));
  // Names of routes, moves, events and projections: few, and none with a number or a Chinese name in it.
  expect(told.size).toBeLessThan(200);
  expect([...told].filter((text) => /\d{6}|\p{Script=Han}/u.test(text))).toEqual([]);
});

test('a collector that is away costs spans and nothing else', async () => {
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
  const total = async () => (await callers(system.url)('clerk-1').get<{ total: number }>('/api/views/halls?limit=1')).body.total;
  expect(await total()).toBe(2);
  await sleep(2_500);
  expect(await total()).toBe(2);
  expect(await system.stop()).toBe(0);
}, 60_000);
