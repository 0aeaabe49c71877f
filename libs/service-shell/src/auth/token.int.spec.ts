import { jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { ProblemError } from '../problems/problems.js';
import { checkWith, tokenCheck } from './token.js';

let provider: Server;
let asked = 0;
let jwksUrl: string;
const keys: Record<string, { publicKey: CryptoKey; privateKey: CryptoKey }> = {};

beforeAll(async () => {
  keys['one'] = await generateKeyPair('ES256');
  keys['rsa'] = await generateKeyPair('RS256');
  provider = createServer((_request, response) => {
    asked += 1;
    void Promise.all(
      Object.entries(keys).map(async ([kid, { publicKey }]) => ({
        ...(await exportJWK(publicKey)),
        kid,
        alg: kid === 'rsa' ? 'RS256' : 'ES256',
      })),
    ).then((list) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: list })));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  jwksUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks`;
});
afterAll(() => new Promise((resolve) => provider.close(resolve)));

const check = (url = jwksUrl) => tokenCheck({ issuer: 'http://i.test/', audience: 'yimen', jwksUrl: url, toleranceSeconds: 5 });
const token = (kid = 'one', alg = 'ES256', expires: number | string = '5m', subject = 'clerk') =>
  new SignJWT({})
    .setProtectedHeader({ alg, kid })
    .setSubject(subject)
    .setIssuer('http://i.test/')
    .setAudience('yimen')
    .setExpirationTime(expires)
    .sign(keys[kid]!.privateKey);
const codeOf = (authorization: Promise<string> | string, url?: string) =>
  Promise.resolve(authorization)
    .then((text) => check(url)(`Bearer ${text}`))
    .then(
      () => 'accepted',
      (error: ProblemError) => error.problem.code,
    );

test('the keys of the provider are fetched once; the subject is the account', async () => {
  const one = check();
  const before = asked;
  for (let times = 0; times < 5; times += 1) expect(await one(`Bearer ${await token()}`)).toBe('clerk');
  expect(asked).toBe(before + 1);
});

test('only ES256 is accepted, also where the provider publishes another key', async () => {
  expect(await codeOf(token('rsa', 'RS256'))).toBe('unauthenticated');
});

test.each(['\u0000', 'cl\u0000erk', '\ud800', '\n', '', 'x'.repeat(201)])('%j is no account, whoever signs for it', async (subject) => {
  expect(await codeOf(token('one', 'ES256', '5m', subject))).toBe('unauthenticated');
});

test('clocks may differ by the configured seconds, not by more', async () => {
  const now = Math.floor(Date.now() / 1000);
  expect(await codeOf(token('one', 'ES256', now - 2))).toBe('accepted');
  expect(await codeOf(token('one', 'ES256', now - 60))).toBe('unauthenticated');
});

test('a token that was checked counts for half a minute, and never beyond its own time', async () => {
  const given: string[] = [];
  const check = checkWith({ issuer: 'http://i.test/', audience: 'yimen', toleranceSeconds: 5 }, (header) => {
    given.push(header.alg);
    return keys['one']!.publicKey;
  });
  const began = Date.now();
  const at = (seconds: number) => jest.setSystemTime(began + seconds * 1000);
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'], now: began });
  try {
    const [long, brief] = [await token(), await token('one', 'ES256', Math.floor(began / 1000) + 10)];
    for (const seconds of [0, 14, 29]) {
      at(seconds);
      expect(await check(`Bearer ${long}`)).toBe('clerk');
    }
    expect(given).toHaveLength(1);
    at(31);
    expect(await check(`Bearer ${long}`)).toBe('clerk');
    expect(given).toHaveLength(2);
    at(0);
    expect(await check(`Bearer ${brief}`)).toBe('clerk');
    at(16);
    await expect(check(`Bearer ${brief}`)).rejects.toMatchObject({ problem: { code: 'unauthenticated' } });
  } finally {
    jest.useRealTimers();
  }
});

test('a provider that is away is 503, not 401', async () => {
  expect(await codeOf(token(), 'http://127.0.0.1:9/jwks')).toBe('identity-unavailable');
});
