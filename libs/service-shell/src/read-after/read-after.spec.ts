import { contexts } from '@yimen/contracts';
import fc from 'fast-check';
import { decodeReadAfter, encodeReadAfter, MalformedReadAfter, mergeReadAfter } from './read-after.js';

const place = fc.record({
  context: fc.constantFrom(...contexts),
  stream: fc.uuid().map((id) => `service-case/${id}`),
  revision: fc.bigInt({ min: 1n, max: 9_000_000_000_000_000_000n }),
});

test('a token gives back the streams and revisions that it was made of', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(place, { minLength: 1, maxLength: 20, selector: ({ context, stream }) => `${context} ${stream}` }),
      (list) => {
        expect(decodeReadAfter(encodeReadAfter(list))).toEqual(list);
      },
    ),
  );
});

test('a header holds any token: no character but letters, digits, - and _', () => {
  expect(encodeReadAfter([{ context: 'residents', stream: 'person/一', revision: 3n }])).toMatch(/^[\w-]+$/);
});

test('of two writes to one stream the later counts', () => {
  const [first, second] = [2n, 7n].map((revision) => encodeReadAfter([{ context: 'finance', stream: 'grant/a', revision }]));
  expect(decodeReadAfter(mergeReadAfter(second!, first!))).toEqual([{ context: 'finance', stream: 'grant/a', revision: 7n }]);
});

test('whatever else is sent is malformed, never an error of ours (400)', () => {
  const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const bad = [
    '',
    '%',
    made([]),
    made({}),
    made([['residents', 'person/1', '0']]),
    made([['residents', 'person/1', 1]]),
    made([['elsewhere', 'person/1', '1']]),
    made([['residents', 'no-slash', '1']]),
    made(Array.from({ length: 51 }, (_, at) => ['residents', `person/${at}`, '1'])),
    'A'.repeat(9000),
  ];
  for (const token of bad) expect(() => decodeReadAfter(token)).toThrow(MalformedReadAfter);
  fc.assert(
    fc.property(fc.string(), (token) => {
      expect(() => decodeReadAfter(token)).toThrow(MalformedReadAfter);
    }),
  );
});
