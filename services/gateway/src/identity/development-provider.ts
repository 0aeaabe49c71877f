import { importJWK, SignJWT, type JWK } from 'jose';
import { z } from 'zod';

/** Body of `POST /auth/token`: the account to be, on a demo store only. */
export const tokenRequest = z.object({ account: z.string().regex(/^[\w:.-]{1,64}$/) }).strict();

const LIFETIME_SECONDS = 8 * 3600;

/**
 * An OpenID provider for demonstrations: gives a token for any account without a password.
 * It exists on demo stores only (decision 26), which accept test identity numbers only and listen on loopback.
 */
export interface DevelopmentProvider {
  /** OpenID discovery document. */
  readonly discovery: Readonly<Record<string, unknown>>;
  readonly keys: { readonly keys: readonly JWK[] };
  token(account: string): Promise<{ access_token: string; token_type: 'Bearer'; expires_in: number }>;
}

/** `privateKey` is a P-256 JWK with `kid`, kept by the starter so that tokens outlive a restart. */
export async function developmentProvider(options: { issuer: string; audience: string; privateKey: JWK }): Promise<DevelopmentProvider> {
  const { issuer, audience, privateKey } = options;
  const key = await importJWK(privateKey, 'ES256');
  const { d: _secret, ...publicKey } = privateKey;
  const kid = privateKey.kid ?? 'development';
  return {
    discovery: {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      token_endpoint: `${issuer}/auth/token`,
      id_token_signing_alg_values_supported: ['ES256'],
      subject_types_supported: ['public'],
      response_types_supported: ['token'],
    },
    keys: { keys: [{ ...publicKey, kid, alg: 'ES256', use: 'sig' }] },
    token: async (account) => ({
      access_token: await new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(account)
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .sign(key),
      token_type: 'Bearer',
      expires_in: LIFETIME_SECONDS,
    }),
  };
}
