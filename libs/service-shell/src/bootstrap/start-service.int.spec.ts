import { StoreUnavailable } from '@yimen/event-store';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { hall, holder, startSample } from '../http/sample/service.sample.js';
import { BadConfiguration, serviceConfig, serviceSettings, settingsTable } from './config.js';
import type { PartHealth, ServicePart } from './part.js';
import { Standing } from './troubles.js';

const loans = '/api/public-services/loans';
const loan = { organisation: hall, person: holder, name: '王小明', days: 10 };

test('readiness names the part that is not ready; only an essential one turns the status (decision 17)', async () => {
  const standing = new Standing();
  standing.set([{ code: 'log-unavailable' }]);
  const health: Record<string, PartHealth> = {
    relay: { ready: false, troubles: standing.troubles },
    facts: { ready: true },
  };
  const part = (name: string, essential: boolean): ServicePart => ({
    name,
    essential,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => health[name] ?? { ready: false },
  });
  const sample = await startSample({ background: () => [part('relay', false), part('facts', true)] });
  try {
    const away = await request(sample.service.url).get('/health/ready');
    expect(away.status).toBe(200);
    expect(away.body.parts[0]).toEqual({
      name: 'relay',
      essential: false,
      ready: false,
      troubles: [
        {
          code: 'log-unavailable',
          text: { zh: '事件日志不可用', en: 'the event log is away' },
          since: standing.troubles[0]?.since,
          runbook: 'docs/operating.md#log-unavailable',
        },
      ],
    });
    health['facts'] = { ready: false };
    expect((await request(sample.service.url).get('/health/ready')).status).toBe(503);
    expect((await request(sample.service.url).get('/health/live')).status).toBe(200);
  } finally {
    await sample.stop();
  }
});

test('a clean stop: readiness falls, requests are answered for a while, the parts stop last, then the port is closed', async () => {
  const order: string[] = [];
  const part: ServicePart = {
    name: 'relay',
    essential: false,
    start: () => Promise.resolve(void order.push('started')),
    stop: () => Promise.resolve(void order.push('stopped')),
    health: () => ({ ready: true }),
  };
  const sample = await startSample({ background: () => [part] }, { YIMEN_DRAIN_SECONDS: '0.5' });
  const token = await sample.token('clerk');
  const stopping = sample.service.stop().then(() => order.push('ended'));
  const ready = await request(sample.service.url).get('/health/ready');
  expect([ready.status, ready.body.stopping]).toEqual([503, true]);
  const made = await request(sample.service.url)
    .post(loans)
    .set({ Authorization: `Bearer ${token}`, 'Idempotency-Key': 'k' })
    .send(loan);
  expect(made.status).toBe(201);
  await stopping;
  expect(order).toEqual(['started', 'stopped', 'ended']);
  await expect(fetch(`${sample.service.url}/health/live`)).rejects.toThrow();
  await sample.stop();
});

test('a store that is away is 503 store-unavailable with Retry-After', async () => {
  const away = () => Promise.reject(new StoreUnavailable('gone'));
  const sample = await startSample({
    store: { append: away, find: away, readStream: away, readAll: away, head: away, subscribe: away, close: () => Promise.resolve() },
  });
  try {
    const headers = { Authorization: `Bearer ${await sample.token('clerk')}`, 'Idempotency-Key': 'k' };
    for (const answer of [
      await request(sample.service.url).post(loans).set(headers).send(loan),
      await request(sample.service.url).get(`${loans}/${randomUUID()}`).set(headers),
    ])
      expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([503, 'store-unavailable', '2']);
  } finally {
    await sample.stop();
  }
});

test('metrics count moves, refusals by code and appends; logs carry the trace and nothing personal', async () => {
  const sample = await startSample();
  try {
    const headers = { Authorization: `Bearer ${await sample.token('clerk')}` };
    const made = await request(sample.service.url)
      .post(loans)
      .set({ ...headers, 'Idempotency-Key': 'a' })
      .send(loan);
    await request(sample.service.url)
      .post(loans)
      .set({ ...headers, 'Idempotency-Key': 'b' })
      .send({ ...loan, days: 31 });
    const { text } = await request(sample.service.url).get('/metrics');
    const counted = text.split('\n').filter((line) => / 1$/.test(line));
    const says = (...parts: string[]) => counted.some((line) => parts.every((part) => line.includes(part)));
    expect(says('yimen_move_seconds_count', 'slice="loan"', 'move="start"', 'outcome="made"')).toBe(true);
    expect(says('yimen_refusals_total', 'slice="loan"', 'code="too-long"')).toBe(true);
    expect(says('yimen_append_seconds_count', 'outcome="appended"', 'service="public-services"')).toBe(true);
    const trace = String(made.headers['traceparent']).split('-')[1] ?? 'none';
    expect(sample.lines.filter((line) => line.includes(trace)).length).toBeGreaterThan(0);
    expect(sample.lines.join('')).not.toContain('王小明');
    expect(sample.lines.join('')).not.toContain(holder);
  } finally {
    await sample.stop();
  }
});

describe('configuration', () => {
  const least = { YIMEN_OIDC_ISSUER: 'http://i.test/', YIMEN_OIDC_JWKS: 'http://i.test/jwks' };
  test('defaults stand in one table, with a Chinese and an English line each', () => {
    expect(serviceConfig(least)).toMatchObject({ host: '127.0.0.1', port: 0, drainSeconds: 5 });
    for (const [name, , words] of settingsTable(serviceSettings))
      expect([name, words]).toEqual([name, expect.stringMatching(/\p{Script=Han}.* \/ /u)]);
  });
  test.each([
    ['missing', { YIMEN_OIDC_JWKS: 'http://i.test/jwks' }, 'YIMEN_OIDC_ISSUER'],
    ['not accepted', { ...least, YIMEN_DRAIN_SECONDS: 'soon' }, 'YIMEN_DRAIN_SECONDS=soon'],
    ['unknown', { ...least, YIMEN_DRAINSECONDS: '3' }, 'YIMEN_DRAINSECONDS'],
    ['empty', { ...least, YIMEN_SERVICE_PORT: '' }, 'YIMEN_SERVICE_PORT'],
  ])('a setting that is %s stops the start with one line', (_name, variables, named) => {
    const read = () => serviceConfig(variables);
    expect(read).toThrow(BadConfiguration);
    expect(read).toThrow(named);
    expect(read).not.toThrow('\n');
  });
});
