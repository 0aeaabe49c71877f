import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, type JSONWebKeySet } from 'jose';
import { developmentProvider, tokenRequest } from './development-provider.js';

test('a token is signed for the account and verified with the published key, which holds no secret', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const provider = await developmentProvider({
    issuer: 'http://127.0.0.1:8080',
    audience: 'yimen',
    privateKey: { ...(await exportJWK(privateKey)), kid: 'k1' },
  });
  expect(provider.keys.keys[0]).not.toHaveProperty('d');
  const { access_token } = await provider.token('clerk-1');
  const { payload } = await jwtVerify(access_token, createLocalJWKSet(provider.keys as JSONWebKeySet), {
    issuer: 'http://127.0.0.1:8080',
    audience: 'yimen',
  });
  expect(payload.sub).toBe('clerk-1');
});

test.each([[''], ['a b'], ['x'.repeat(65)], ['../etc']])('%j is no account', (account) => {
  expect(tokenRequest.safeParse({ account }).success).toBe(false);
});
