import fc from 'fast-check';
import type { Operation } from './operations.sample.js';
import { arbitraryOf } from '@yimen/testing';

/** Tokens by what is wrong with them; `right` gives that of an account. */
export interface Tokens {
  right(account: string): string;
  readonly wrong: readonly string[];
}

type Headers = Readonly<Record<string, string | string[]>>;

const oddIds = [
  ...[
    'not-a-uuid',
    '0',
    '-1',
    '__proto__',
    'constructor',
    'toString',
    '%00',
    'a%00b',
    '%ff',
    '%E0%A4%A',
    '%',
    '..%2f..',
    '..',
    '.',
    '%2e%2e',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    '%F0%A0%AE%B7',
    'a%20b',
    'a%2Fb',
    'a;b',
    'a~b',
    "'%20OR%201=1--",
    `${'x'.repeat(299)}`,
    'x'.repeat(400),
  ],
  ...['x'.repeat(20_000), '01980000-0000-7000-8000-00000000000G', '%0d%0aX-Y:%201', '*', '{id}', '9'.repeat(30)],
];

/** The path of an operation with the id of something that exists, of nothing, or no id at all. */
export function anyPath({ path, query }: Operation, known: readonly string[], all: readonly string[]): fc.Arbitrary<string> {
  const id = fc.oneof(
    { weight: 6, arbitrary: known.length > 0 ? fc.constantFrom(...known).map(encodeURIComponent) : fc.uuid() },
    { weight: 1, arbitrary: fc.constantFrom(...all).map(encodeURIComponent) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.constantFrom(...oddIds) },
  );
  const asked =
    query.length > 0 ? anyQuery(query) : fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: oddQuery });
  const at = path.includes('{id}') ? id.map((one) => path.replace('{id}', one)) : fc.constant(path);
  return fc
    .tuple(
      at,
      asked,
      fc.oneof({ weight: 30, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('/', '//', '/more', '%00', '/../x') }),
    )
    .map(([one, question, tail]) => `${one}${tail}${question}`);
}

const oddQuery = fc.constantFrom(
  '?',
  '?x=1',
  '?__proto__=1',
  '?a[]=1&a[]=2',
  '?limit=-1',
  '?%00=1',
  '?%',
  '?a=%ff',
  '?limit=5&limit=6',
  `?a=${'x'.repeat(9_000)}`,
  '?cursor=e30',
  '?sort=__proto__',
);

function anyQuery(query: Operation['query']): fc.Arbitrary<string> {
  const odd = fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '%00',
    '%ff',
    '%',
    '__proto__',
    'null',
    '2026-02-30',
    "'",
    'x'.repeat(5_000),
    '[]',
    '{}',
    'e30',
    '9'.repeat(40),
  );
  const one = fc
    .constantFrom(...query)
    .chain(({ name, schema }) =>
      fc
        .oneof({ weight: 3, arbitrary: arbitraryOf(schema).map((value) => wellFormed(String(value))) }, { weight: 2, arbitrary: odd })
        .map((value) => `${encodeURIComponent(name)}=${value}`),
    );
  return fc.oneof(
    { weight: 5, arbitrary: fc.array(one, { maxLength: 4 }).map((parts) => (parts.length > 0 ? `?${parts.join('&')}` : '')) },
    { weight: 1, arbitrary: oddQuery },
  );
}

/** Percent-encoded; what has a lone surrogate cannot be. */
function wellFormed(value: string): string {
  return encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, ''));
}

function sometimes<T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 8): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

const none = fc.constant<Headers>({});
const header = (name: string, ...values: (string | string[])[]) => fc.constantFrom(...values).map((value): Headers => ({ [name]: value }));
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Headers of a request: mostly as they should be, each now and then not. */
export function anyHeaders({ accounts }: Operation, everybody: readonly string[], tokens: Tokens): fc.Arbitrary<Headers> {
  const account = sometimes(fc.constantFrom(...accounts), fc.constantFrom(...everybody), 4);
  const authorization = fc.oneof(
    { weight: 10, arbitrary: account.map((one): Headers => ({ authorization: `Bearer ${tokens.right(one)}` })) },
    { weight: 1, arbitrary: none },
    { weight: 1, arbitrary: header('authorization', ...tokens.wrong) },
  );
  const key = sometimes(
    fc.uuid().map((one): Headers => ({ 'idempotency-key': one })),
    fc.oneof(
      none,
      header('idempotency-key', '', ' ', 'a b', 'x'.repeat(200), 'x'.repeat(201), 'x'.repeat(6_000), 'é', '\t', 'again', ['one', 'two']),
    ),
  );
  const type = sometimes(
    header('content-type', 'application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'),
    fc.oneof(
      none,
      header(
        'content-type',
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        '',
        ';',
        'application/jsonx',
      ),
      header(
        'content-type',
        'application/json; charset=utf-16',
        'application/json;;;',
        'json',
        'a/b/c',
        `application/json; x=${'y'.repeat(3_000)}`,
      ),
    ),
  );
  const match = sometimes(
    none,
    header('if-match', '*', '"0"', '"1"', 'W/"1"', '1', '"-1"', '""', '"x"', `"${'9'.repeat(19)}"`, `"${'9'.repeat(40)}"`, '"1", "2"', [
      '"1"',
      '"2"',
    ]),
    6,
  );
  const readAfter = sometimes(
    none,
    header(
      'read-after',
      '',
      'x',
      '%%%',
      encoded([]),
      encoded({}),
      encoded([['residents', 'a', '1']]),
      encoded([['public-services', '__proto__/x', '1']]),
      encoded([['nowhere', 'x/1', '1']]),
    ).chain((one) =>
      fc.constantFrom(one, { 'read-after': 'A'.repeat(8_193) }, { 'read-after': encoded([['residents', 'person/x', '-1']]) }),
    ),
    10,
  );
  const approval = sometimes(
    none,
    fc.oneof(
      header('override-approval', 'Bearer x', ...tokens.wrong),
      account.map((one): Headers => ({ 'override-approval': `Bearer ${tokens.right(one)}` })),
    ),
    6,
  );
  const others = sometimes(
    none,
    fc.oneof(
      header('traceparent', 'x', '00-00000000000000000000000000000000-0000000000000000-00', 'ff-'.repeat(50)),
      header('accept', 'text/html', 'image/*;q=x', ''),
      header('content-encoding', 'gzip', 'br', 'x'),
      header('last-event-id', '', 'x', '-1', '9'.repeat(40), 'x'.repeat(3_000)),
      header('x-http-method-override', 'DELETE'),
      header('cookie', 'a=b; '.repeat(500)),
      header('x-forwarded-for', "127.0.0.1' OR 1=1"),
      header('x-long', 'y'.repeat(20_000)),
      header('host', 'elsewhere.example', ''),
    ),
  );
  return fc.tuple(authorization, key, type, match, readAfter, approval, others).map((all): Headers => Object.assign({}, ...all) as Headers);
}

/** The operation's own method, now and then another one. */
export function anyMethod({ method }: Operation): fc.Arbitrary<string> {
  return sometimes(fc.constant(method), fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'), 25);
}
