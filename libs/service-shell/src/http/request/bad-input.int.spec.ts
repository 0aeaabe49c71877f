import { randomUUID } from 'node:crypto';
import net from 'node:net';
import request from 'supertest';
import { hall, holder, startSample, type Sample } from '../sample/service.sample.js';

let sample: Sample;
let token: string;
beforeAll(async () => {
  sample = await startSample();
  token = await sample.token('clerk');
});
afterAll(() => sample.stop());

const loans = '/api/public-services/loans';
const loanOf = (over: object = {}) => ({ organisation: hall, person: holder, name: '王小明', days: 10, ...over });

/** Sends exact bytes as a JSON body. */
async function raw(body: string | Buffer, headers: Record<string, string> = {}, path = loans) {
  return fetch(sample.service.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  }).then(async (answer) => ({
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as {
      code: string;
      detail: string;
      trace?: string;
      errors?: { pointer: string; code: string; detail: string }[];
    },
  }));
}
const head = async () => (await sample.store.head()).position;

describe('a body that is no JSON, or no JSON we take', () => {
  test.each([
    ['cut off', '{"days": 1', 400, 'malformed'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'malformed'],
    ['a number', '5', 400, 'invalid-input'],
    ['null', 'null', 400, 'invalid-input'],
    ['a list', '[]', 400, 'invalid-input'],
    ['a hundred thousand brackets', '['.repeat(10_000), 400, 'malformed'],
    ['a hundred levels of objects', `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`, 400, 'invalid-input'],
    ['larger than the limit', JSON.stringify(loanOf({ note: 'x'.repeat(30_000) })), 413, 'too-large'],
  ])('%s', async (_name, body, status, code) => {
    const before = await head();
    const answer = await raw(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body.trace).toMatch(/^[0-9a-f]{32}$/);
    expect(await head()).toBe(before);
  });

  test('another media type is 415, none with a body too', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])
      expect([type, (await raw('{}', { 'content-type': type })).status]).toEqual([type, 415]);
  });
});

describe('a body that breaks its schema: 400 with pointer, code and Chinese words', () => {
  test.each([
    ['a field is missing', { days: undefined }, '/days', 'invalid-type'],
    ['a field of another type', { days: '10' }, '/days', 'invalid-type'],
    ['too small', { days: 0 }, '/days', 'too-small'],
    ['a fraction', { days: 1.5 }, '/days', 'invalid-type'],
    ['a huge number', { days: 1e308 }, '/days', 'too-big'],
    ['an unknown field', { colour: 'red' }, '/colour', 'unknown-field'],
    ['NUL in a text', { note: 'a\u0000b' }, '/note', 'unsafe-text'],
    ['a lone surrogate', { note: 'a\ud800b' }, '/note', 'unsafe-text'],
    ['a sealed value', { note: `yv1.A256GCM.${randomUUID()}.AAAA` }, '/note', 'sealed-text'],
    ['a name that every object has', { note: 'constructor' }, '/note', 'reserved-name'],
    ['a phone number in a text that is kept in clear', { note: '请拨13912345678' }, '/note', 'number-in-clear'],
    ['not a UUID', { person: 'x' }, '/person', 'invalid-format'],
  ])('%s', async (_name, change, pointer, code) => {
    const before = await head();
    const answer = await raw(JSON.stringify(loanOf(change)));
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-input']);
    expect(answer.body.errors?.map((error) => [error.pointer, error.code])).toContainEqual([pointer, code]);
    for (const { detail } of answer.body.errors ?? []) expect(detail).toMatch(/\p{Script=Han}/u);
    expect(await head()).toBe(before);
  });

  test('keys that reach the prototype are unknown fields', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
      const body = JSON.stringify(loanOf()).replace('{', `{"${key}":{"status":"returned"},`);
      const answer = await raw(body);
      expect([key, answer.status, answer.body.code]).toEqual([key, 400, 'invalid-input']);
    }
    expect(({} as { status?: string }).status).toBeUndefined();
  });

  test('a key with NUL or a lone surrogate', async () => {
    for (const key of ['a\\u0000', '\\ud800'])
      expect((await raw(JSON.stringify(loanOf()).replace('{', `{"${key}":1,`))).body.code).toBe('invalid-input');
  });

  test('a malformed override is pointed at', async () => {
    const answer = await raw(JSON.stringify(loanOf({ override: { reason: 'x' } })));
    expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/override/reason', '/override/approver']));
  });
});

describe('addresses', () => {
  test.each([
    ['unknown', 'GET', '/nothing', 404, 'not-found'],
    ['another service', 'POST', '/api/residents/loans', 404, 'not-found'],
    ['an unknown collection', 'GET', `/api/public-services/things/${randomUUID()}`, 404, 'not-found'],
    ['an unknown move', 'POST', `${loans}/${randomUUID()}/fly`, 404, 'not-found'],
    ['a name of every object', 'POST', `${loans}/${randomUUID()}/constructor`, 404, 'not-found'],
    ['the prototype', 'POST', `${loans}/__proto__`, 404, 'not-found'],
    ['no such item', 'GET', `${loans}/${randomUUID()}`, 404, 'item-not-found'],
    ['not an id', 'GET', `${loans}/1%20OR%201`, 404, 'item-not-found'],
    ['NUL', 'GET', `${loans}/%00`, 404, 'item-not-found'],
    ['broken escapes', 'GET', `${loans}/%E0%A4%A`, 400, 'malformed'],
    ['another method', 'DELETE', loans, 405, 'method-not-allowed'],
    ['another method of an item', 'PATCH', `${loans}/${randomUUID()}`, 405, 'method-not-allowed'],
    ['a very long segment', 'GET', `${loans}/${'a'.repeat(2000)}`, 414, 'uri-too-long'],
  ])('%s', async (_name, method, path, status, code) => {
    const answer = await fetch(sample.service.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'k', 'content-type': 'application/json' },
      ...(method === 'POST' && { body: '{}' }),
    });
    const body = (await answer.json()) as { code: string };
    expect([answer.status, body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('a move of an item that does not exist is 404, and begins nothing under a name of the caller’s choice', async () => {
    const id = randomUUID();
    for (const move of ['extend', 'return', 'start', 'lend-numbered']) {
      const answer = await raw(
        JSON.stringify(move === 'extend' ? { days: 1 } : move === 'return' ? {} : loanOf()),
        {},
        `${loans}/${id}/${move}`,
      );
      expect([move, answer.status]).toEqual([move, 404]);
    }
  });
});

test('headers beyond 16 KB are 431, what is no HTTP is 400, both as problems', async () => {
  const { port } = new URL(sample.service.url);
  const say = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(text));
      let heard = '';
      socket.on('data', (data) => (heard += data.toString()));
      socket.on('end', () => resolve(heard));
      socket.on('error', reject);
    });
  const long = await say(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
  expect(long).toMatch(/^HTTP\/1\.1 431 [\s\S]*problem\+json[\s\S]*"code":"header-too-large"/);
  expect(await say('what is this\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"malformed"/);
});

test('a programming error is 500 with a trace id and no detail', async () => {
  const broken = await startSample({
    clock: {
      today: () => {
        throw new Error('secret 王小明');
      },
      now: () => '',
    },
  });
  try {
    const answer = await request(broken.service.url)
      .post(loans)
      .set({ Authorization: `Bearer ${await broken.token('clerk')}`, 'Idempotency-Key': 'k' })
      .send(loanOf());
    expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
    expect(answer.body.trace).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(broken.lines.join('')).toContain(answer.body.trace);
    expect(broken.lines.join('')).not.toContain('王小明');
  } finally {
    await broken.stop();
  }
});
