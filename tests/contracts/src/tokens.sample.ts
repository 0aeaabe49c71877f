import { generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Tokens } from './surroundings.sample.js';

const AUDIENCE = 'yimen';
type Claims = Readonly<Record<string, unknown>>;

/** Right tokens of accounts as the development provider gives them, and wrong ones of every kind, signed with its own key where that is needed. */
export async function tokensOf(url: string, data: string, accounts: readonly string[]): Promise<Tokens> {
  const right = new Map(await Promise.all(accounts.map(async (account) => [account, await given(url, account)] as const)));
  const secrets = JSON.parse(await readFile(path.join(data, 'secrets.json'), 'utf8')) as { identityKey: JWK & { kid: string } };
  const own = (await importJWK(secrets.identityKey, 'ES256')) as CryptoKey;
  const { privateKey: foreign } = await generateKeyPair('ES256');
  const kid = secrets.identityKey.kid;
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: url, aud: AUDIENCE, sub: 'clerk-1', iat: now, exp: now + 600 };
  const sign = (claims: Claims, key: CryptoKey = own, header: object = {}) =>
    new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'ES256', kid, ...header }).sign(key);
  const plain = (header: Claims, claims: Claims = usual) => `${encoded(header)}.${encoded(claims)}`;
  const signed = await Promise.all([
    sign({ exp: now - 60 }),
    sign({ nbf: now + 600 }),
    sign({ exp: undefined }),
    sign({ exp: 'x' }),
    sign({ iss: 'http://elsewhere.example' }),
    sign({ aud: 'other' }),
    sign({ sub: undefined }),
    sign({ sub: '' }),
    sign({ sub: '__proto__' }),
    sign({ sub: '\u0000' }),
    sign({ sub: '\ud800' }),
    sign({ sub: 'x'.repeat(5_000) }),
    sign({ sub: 7 }),
    sign({ sub: 'nobody-1' }),
    sign({ sub: 'operator:first-start' }),
    sign({}, foreign),
    sign({}, own, { kid: 'other' }),
    sign({}, own, { crit: ['exp'] }).catch(() => plain({ alg: 'ES256', crit: ['x'] })),
  ]);
  const [head, body, signature] = (signed[15] ?? '').split('.');
  const wrong = [
    ...signed,
    `${plain({ alg: 'none' })}.`,
    `${plain({ alg: 'HS256', kid })}.${'A'.repeat(43)}`,
    `${plain({ alg: 'ES256', kid, jwk: {} })}.${signature}`,
    `${head}.${body}.`,
    `${head}.${body}`,
    '...',
    'x',
    '',
    'x'.repeat(9_000),
    'é'.repeat(10),
  ];
  return {
    right: (account) => {
      const token = right.get(account);
      if (token === undefined) throw new Error(`no token of ${account}`);
      return token;
    },
    wrong: [...wrong.map((token) => `Bearer ${token}`), 'Bearer', 'bearer', 'Basic eDp5', `${right.get('clerk-1')}`, 'Bearer a b c'],
  };
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function given(url: string, account: string): Promise<string> {
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
