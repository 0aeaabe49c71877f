import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../problems.js';
import { tokenRequest, type DevelopmentProvider } from './development-provider.js';

const MAX_BODY_BYTES = 4_096;

export function identityRoutes(server: FastifyInstance, provider: DevelopmentProvider): void {
  server.get('/.well-known/openid-configuration', async () => provider.discovery);
  server.get('/.well-known/jwks.json', async () => provider.keys);
  server.post('/auth/token', async (request, reply) => {
    const parsed = tokenRequest.safeParse(parse(textOf(request.body)));
    if (parsed.success) return reply.header('cache-control', 'no-store').send(await provider.token(parsed.data.account));
    return sendProblem(reply, {
      status: 400,
      code: 'malformed',
      detail: '请以 JSON 给出演示账户：{"account":"…"}。',
      detailEn: 'Name a demonstration account as JSON: {"account":"…"}.',
    });
  });
}

/** The body as text, or nothing where it is larger than any token request. */
function textOf(body: unknown): string | undefined {
  return Buffer.isBuffer(body) && body.length <= MAX_BODY_BYTES ? body.toString('utf8') : undefined;
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // Not JSON: the schema check below refuses it with a clear text.
    return undefined;
  }
}
