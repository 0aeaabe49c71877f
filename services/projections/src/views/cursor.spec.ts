import { createHash, createHmac } from 'node:crypto';
import { decodeCursor, encodeCursor, type Mark } from './cursor.js';

const under =
  (key: string): Mark =>
  (text) =>
    createHmac('sha256', key).update(text).digest('base64url');
const keys = [{ from: 'p.person', type: 'uuid' }] as const;
const after = ['0198a3f0-0000-7000-8000-000000000051'];
const filters = { identityNumber: '990101199001010011' };
const cursor = encodeCursor({ sort: 'person', filters, after }, under('one'));

test('goes on under the same filters and order, in the same installation, and nowhere else', () => {
  expect(decodeCursor(cursor, keys, { sort: 'person', filters }, under('one'))).toEqual(after);
  expect(decodeCursor(cursor, keys, { sort: 'person', filters: { identityNumber: '990101199001010038' } }, under('one'))).toBeUndefined();
  expect(decodeCursor(cursor, keys, { sort: 'name', filters }, under('one'))).toBeUndefined();
  expect(decodeCursor(cursor, keys, { sort: 'person', filters }, under('another'))).toBeUndefined();
});

test('PIPL 51 · holds nothing by which an identity number could be tried out', () => {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  for (const tried of [JSON.stringify(Object.entries(filters)), JSON.stringify(filters), filters.identityNumber])
    for (const digest of ['hex', 'base64url'] as const)
      expect(text).not.toContain(createHash('sha256').update(tried).digest(digest).slice(0, 16));
  expect(text).not.toBe(Buffer.from(encodeCursor({ sort: 'person', filters, after }, under('another')), 'base64url').toString('utf8'));
});
