import { arbitraryOf } from '@yimen/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { loan, loanRegister, sampleDefinition } from '../sample/loan.sample.js';
import { openApi } from './openapi.js';
import type { JsonSchema } from './openapi-example.js';
import { moveRoutes } from '../routes.js';
import { hall, startSample, type Sample } from '../sample/service.sample.js';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly requestBody: { readonly content: { readonly 'application/json'?: { readonly schema: JsonSchema; readonly example?: unknown } } };
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly paths: Readonly<Record<string, { readonly post?: Operation; readonly get?: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

let sample: Sample;
let document: Document;
beforeAll(async () => {
  sample = await startSample();
  document = (await (await fetch(`${sample.service.url}/openapi.json`)).json()) as Document;
});
afterAll(() => sample.stop());

test('every move of a person has its path and so has every paper and file, moves by the system have none', () => {
  const base = '/api/public-services/loans';
  expect(Object.keys(document.paths).sort()).toEqual(
    [
      ...[base, `${base}/start`, `${base}/lend-numbered`, `${base}/{id}`, `${base}/{id}/extend`, `${base}/{id}/return`],
      ...['', '/supplement-notice', '/acceptance-notice', '/membership-letter'].map((paper) => `${base}/{id}/papers${paper}`),
      ...['/api/public-services/files', `${base}/{id}/files/{file}`],
      '/api/public-services/grounds',
    ].sort(),
  );
  expect(moveRoutes(loanRegister)).toEqual([]);
  expect(document).toEqual(JSON.parse(JSON.stringify(openApi(sampleDefinition))));
});

test('no two operations have one id', () => {
  const ids = Object.values(document.paths).flatMap((item) => [item.post, item.get].flatMap((one) => (one ? [one.operationId] : [])));
  expect(new Set(ids).size).toBe(ids.length);
});

test('every reference leads somewhere, and every operation has a Chinese summary', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => (match[1] as string).split('/'));
  expect(references.length).toBeGreaterThan(10);
  for (const path of references) {
    const found = path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
    expect([path.join('/'), found]).toEqual([path.join('/'), expect.anything()]);
  }
  for (const item of Object.values(document.paths)) expect((item.post ?? item.get)?.summary).toMatch(/\p{Script=Han}.* \/ \w/u);
});

test('the input of a slice is described once: schema and validation agree on the example', () => {
  const { schema, example } = document.paths['/api/public-services/loans']!.post!.requestBody.content['application/json']!;
  expect(schema).toMatchObject({ additionalProperties: false, required: ['organisation', 'person', 'name', 'days'] });
  expect(loan.moves.start.input.safeParse(example).success).toBe(true);
});

test('whatever is sent, valid or not, is answered as documented, never with 500', async () => {
  const token = await sample.token('clerk');
  const definitions = document.components.schemas;
  for (const [path, { post }] of Object.entries(document.paths)) {
    // Files are no JSON; they are tried in bad-input.int.spec.ts.
    const json = post?.requestBody.content['application/json'];
    if (!json) continue;
    const { schema } = json;
    const { override: _override, ...properties } = schema.properties ?? {};
    const valid = arbitraryOf({ ...schema, properties }, definitions).map((body) => ({
      ...(body as object),
      ...(properties['organisation'] && { organisation: hall }),
    }));
    const sent = fc.oneof(
      { weight: 2, arbitrary: valid },
      { weight: 1, arbitrary: fc.jsonValue() },
      { weight: 1, arbitrary: fc.anything().map((value) => JSON.stringify([value, 'x'])) },
    );
    await fc.assert(
      fc.asyncProperty(sent, async (body) => {
        const answer = await fetch(sample.service.url + path.replace('{id}', randomUUID()), {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'content-type': 'application/json' },
          body: JSON.stringify(body) ?? '',
        });
        expect(Object.keys(post.responses)).toContain(String(answer.status));
        expect(answer.headers.get('content-type')).toContain(answer.status < 300 ? 'application/json' : 'application/problem+json');
        await answer.arrayBuffer();
      }),
      { numRuns: 40 },
    );
  }
}, 60_000);
