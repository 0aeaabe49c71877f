import { arbitraryOf, type SchemaOfInput } from '@yimen/testing';
import fc from 'fast-check';
import { passerBy } from '../../../deploy/cli/src/demo/people.js';

type Json = Readonly<Record<string, unknown>>;

/** Values that no field expects. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e21,
    -1e-7,
    Number.MAX_SAFE_INTEGER,
    Number.MAX_VALUE,
    '',
    ' ',
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom('\u0000', '名\u0000字', '\ud800', 'a\udfff', '\u202e反', '\ufeff', '𠮷', 'e\u0301'.repeat(50), '0', '-0', '1e5', 'null'),
  fc.constantFrom(
    'x'.repeat(10_001),
    '区'.repeat(5_000),
    `yv1.A256GCM.00000000-0000-0000-0000-000000000000.AAAA`,
    '{{7*7}}',
    "'; DROP TABLE event; --",
  ),
  fc.constantFrom(
    '2026-02-30',
    '0000-00-00',
    '+275760-09-13',
    '9999-12-31',
    '2026-03-02T25:00:00Z',
    '00000000-0000-0000-0000-000000000000',
  ),
  fc.constantFrom(
    '../../etc/passwd',
    '<script>alert(1)</script>',
    '${jndi:ldap://x}',
    '%00',
    'NaN',
    'Infinity',
    '９９９',
    '320582000000000000',
  ),
  fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype)),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const foreignKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'id',
  'status',
  'type',
  '',
  ' ',
  'a\u0000b',
  '\ud800',
  'override',
  '名',
];

/** Ids of things that exist, by subject. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Subjects that a field of these names speaks of; any other field may speak of anything. */
const subjectOf: Readonly<Record<string, string>> = {
  ...{ organisation: 'organisation', keeper: 'organisation', community: 'organisation', collector: 'organisation', body: 'organisation' },
  ...{ person: 'person', applicant: 'person', householder: 'person', hall: 'hall', item: 'service-item', visit: 'visit' },
};

/** A body that the schema allows, with ids of things that exist put in for most of its ids. */
export function validBody(schema: SchemaOfInput, definitions: Readonly<Record<string, SchemaOfInput>>, known: Known): fc.Arbitrary<Json> {
  const { override: _override, ...properties } = schema.properties ?? {};
  const shape: SchemaOfInput = schema.properties ? { ...schema, properties } : schema;
  const picks = fc.array(fc.nat(), { minLength: 12, maxLength: 12 });
  const all = Object.values(known).flat();
  return fc.tuple(arbitraryOf(shape, definitions), picks).map(([body, at]) => {
    let used = 0;
    return withKnown(body, '', (field) => {
      const pick = at[used++ % at.length] ?? 0;
      const ids = known[subjectOf[field] ?? ''] ?? all;
      return pick % 6 === 0 ? undefined : ids[pick % Math.max(1, ids.length)];
    }) as Json;
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

function withKnown(value: unknown, field: string, next: (field: string) => string | undefined): unknown {
  if (typeof value === 'string') {
    if (UUID.test(value)) return next(field) ?? value;
    // Legal dates are refused while they lie ahead; a test number passes its check.
    if (/^\d{4}-\d{2}-\d{2}$/.test(value) && value > '2026-03') return '2026-03-02';
    return field === 'identityNumber' ? passerBy(value.length + 50_000).identityNumber : value;
  }
  if (Array.isArray(value)) return value.map((item) => withKnown(item, field, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withKnown(item, key, next)]));
}

/** The body with one field missing, strange, one too many, or an override that nobody approved. */
function spoilt(valid: fc.Arbitrary<Json>): fc.Arbitrary<string> {
  return fc
    .tuple(valid, fc.constantFrom('missing', 'strange', 'unknown', 'override'), fc.nat(), strange, fc.constantFrom(...foreignKeys))
    .map(([body, how, at, value, key]) => {
      const names = Object.keys(body);
      const name = names[at % Math.max(1, names.length)] ?? 'x';
      if (how === 'missing') return text(Object.fromEntries(Object.entries(body).filter(([one]) => one !== name)));
      if (how === 'strange') return text({ ...body, [name]: value });
      if (how === 'override') return text({ ...body, override: { reason: '情况特殊', approver: 'manager-1' } });
      return `${text(body).slice(0, -1)}${names.length > 0 ? ',' : ''}${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}}`;
    });
}

/** JSON as `JSON.stringify` writes it. */
function text(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** One field twice, with the same or another value. */
function doubled(valid: fc.Arbitrary<Json>): fc.Arbitrary<string> {
  return fc.tuple(valid, strange).map(([body, value]) => {
    const [name] = Object.keys(body);
    return name === undefined ? '{"a":1,"a":2}' : `{${JSON.stringify(name)}:${JSON.stringify(value) ?? '0'},${text(body).slice(1)}`;
  });
}

const large = [262_145, 300_000, 1_048_577, 3_000_000];

/** Bytes that are no JSON object at all, or one that nobody should read. */
const noBody: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(
      '',
      '{',
      '}',
      '[]',
      'null',
      '"x"',
      '1',
      '1e999',
      '{"a":1e999}',
      '{"a":NaN}',
      "{'a':1}",
      '{"a":1,}',
      '{"a":1}x',
      '{"a":1}{"b":2}',
    )
    .map(bytes),
  fc
    .constantFrom(
      '{"a":"\\ud800"}',
      '{"a":"\\u0000"}',
      '{"\\u0000":1}',
      '{"__proto__":{"x":1}}',
      '\ufeff{}',
      '// x\n{}',
      '{"a":01}',
      '\u0000',
    )
    .map(bytes),
  fc.constantFrom(65, 1_000, 60_000).map((depth) => bytes('['.repeat(depth) + ']'.repeat(depth))),
  fc.constantFrom(70, 5_000).map((depth) => bytes(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)),
  fc.constantFrom(...large).map((size) => bytes(`{"a":"${'x'.repeat(size)}"}`)),
  fc.constant(bytes(`{${Array.from({ length: 20_000 }, (_unused, at) => `"k${at}":1`).join(',')}}`)),
  fc.constant(bytes(`{"a":${'9'.repeat(100_000)}}`)),
  fc
    .constantFrom([0xff, 0xfe], [0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d], [0xed, 0xa0, 0x80], [0x1f, 0x8b, 0x08, 0x00])
    .map((list) => Buffer.from(list)),
  fc.uint8Array({ maxLength: 40 }).map((list) => Buffer.from(list)),
);

function bytes(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}

/** Bodies of every kind for one operation: half of them as its schema wants them. */
export function anyBody(valid: fc.Arbitrary<Json>): fc.Arbitrary<Buffer> {
  return fc.oneof(
    { weight: 6, arbitrary: valid.map((body) => bytes(text(body))) },
    { weight: 4, arbitrary: spoilt(valid).map(bytes) },
    { weight: 1, arbitrary: doubled(valid).map(bytes) },
    { weight: 1, arbitrary: valid.map((body) => bytes(text(body).slice(0, -1))) },
    { weight: 2, arbitrary: noBody },
  );
}
