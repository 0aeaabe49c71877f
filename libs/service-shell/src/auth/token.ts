import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { problem, ProblemError } from '../problems/problems.js';

export interface TokenConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** Seconds by which clocks of provider and service may differ. */
  readonly toleranceSeconds: number;
}

/** Checks a bearer token and answers the account it was given to (its `sub`). Throws ProblemError: 401, or 503 while the keys cannot be had. */
export type TokenCheck = (authorization: string | undefined) => Promise<string>;

/**
 * Checks tokens by themselves (decision 23): ES256 only, issuer, audience, times, subject. The provider's keys are fetched once and cached;
 * an unknown key id fetches them again, at most every 30 seconds.
 */
export function tokenCheck(config: TokenConfig): TokenCheck {
  return checkWith(config, createRemoteJWKSet(new URL(config.jwksUrl), { cooldownDuration: 30_000, timeoutDuration: 5_000 }));
}

/** Milliseconds for which the same token is not checked again, and so the longest for which a key that was withdrawn still counts. */
const CHECKED_MS = 30_000;
const MOST_CHECKED = 2_000;

/** The same with keys that are at hand. */
export function checkWith(config: Omit<TokenConfig, 'jwksUrl'>, keys: JWTVerifyGetKey): TokenCheck {
  const checked = new Map<string, { readonly account: string; readonly until: number }>();
  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token || token.length > 8192) throw unauthenticated('请先登录', 'send a bearer token');
    const known = checked.get(token);
    if (known && Date.now() < known.until) return known.account;
    checked.delete(token);
    const { issuer, audience, toleranceSeconds } = config;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['ES256'],
        issuer,
        audience,
        clockTolerance: toleranceSeconds,
        requiredClaims: ['sub', 'exp'],
      });
      if (typeof payload.sub !== 'string' || !/^[^\p{Control}\p{Surrogate}]{1,200}$/u.test(payload.sub))
        throw unauthenticated('令牌无效', 'invalid token');
      const until = Math.min(Date.now() + CHECKED_MS, ((payload.exp ?? 0) + toleranceSeconds) * 1000);
      checked.set(token, { account: payload.sub, until });
      for (const oldest of checked.keys()) {
        if (checked.size <= MOST_CHECKED) break;
        checked.delete(oldest);
      }
      return payload.sub;
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (error instanceof errors.JWTExpired) throw unauthenticated('登录已过期，请重新登录', 'the token has expired');
      if (isTokensFault(error)) throw unauthenticated('令牌无效', 'invalid token');
      throw new ProblemError(problem('identity-unavailable', { retryAfter: 2 }));
    }
  };
}

function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported
  );
}

function unauthenticated(zh: string, en: string): ProblemError {
  return new ProblemError(problem('unauthenticated', { detail: { zh, en } }));
}
