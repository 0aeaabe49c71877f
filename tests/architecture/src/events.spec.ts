import { allEvents, event, sealed, type EventContract } from '@yimen/contracts';
import { personal } from '@yimen/kernel';
import { checkSlice, type AnyAggregate } from '@yimen/service-shell/slice';
import { z } from 'zod';
import { foldedOtherThanOnce, personalAskedForNothing, personalInClear, publishedInClear, withoutSpec } from './events.js';
import { slices } from './slices.js';
import { source, sources } from './source.js';

test('every event is folded by exactly one slice of its context', () => {
  expect(foldedOtherThanOnce(allEvents, slices)).toEqual([]);
});

test('every event has a spec that decides and folds it', () => {
  expect(withoutSpec(allEvents, sources())).toEqual([]);
});

test.each(slices.map((slice) => [slice.name, slice] as const))('%s: its tables hold together', (_name, slice) => {
  expect(checkSlice(slice)).toEqual([]);
});

test('no two slices have one name, and none of one context has the collection of another', () => {
  const names = slices.map(({ name }) => name);
  const collections = slices.map(({ context, collection }) => `${context}/${collection}`);
  expect([names, collections]).toEqual([[...new Set(names)], [...new Set(collections)]]);
});

test('what a move takes as personal stands sealed in the events, and nothing is asked for that no event keeps', () => {
  expect(personalInClear(allEvents, slices)).toEqual([]);
  expect(personalAskedForNothing(allEvents, slices)).toEqual([]);
});

test('published events have no personal field in clear', () => {
  expect(publishedInClear(allEvents)).toEqual([]);
});

describe('the checks find', () => {
  const of = { context: 'residents', subject: 'book', version: 1, zh: '书', en: 'Book.', samples: [] } as const;
  const lent = event('BookLent', { ...of, visibility: 'internal', schema: z.object({ phone: z.string().nullable(), days: z.int() }) });
  const slice = (name: string, input: z.ZodType, ...types: string[]) =>
    ({
      name,
      context: 'residents',
      moves: { lend: { input } },
      on: Object.fromEntries(types.map((type) => [type, () => ({})])),
    }) as unknown as AnyAggregate;
  const input = z.object({ reader: z.object({ phone: personal('contact', z.string()).nullable() }).optional() });
  const contracts = (...list: EventContract[]) => list;

  test('an event that nobody folds, that two fold, or that a slice of another context folds', () => {
    expect(foldedOtherThanOnce([lent], [])).toEqual(['BookLent of residents is folded by nobody']);
    expect(foldedOtherThanOnce([lent], [slice('book', input, 'BookLent'), slice('shelf', input, 'BookLent')])).toHaveLength(1);
    const elsewhere = { ...slice('book', input, 'BookLent'), context: 'finance' } as AnyAggregate;
    expect(foldedOtherThanOnce([lent], [elsewhere])).toHaveLength(1);
  });

  test('an event that no spec of its own service names', () => {
    expect(withoutSpec([lent], [source('services/residents/src/book.ts', 'BookLent')])).toHaveLength(1);
    expect(withoutSpec([lent], [source('services/finance/src/book.spec.ts', 'BookLent')])).toHaveLength(1);
    expect(withoutSpec([lent], [source('services/residents/src/book.spec.ts', 'BookLentTwice')])).toHaveLength(1);
    expect(withoutSpec([lent], [source('services/residents/src/book.spec.ts', `'BookLent'`)])).toEqual([]);
    const unrolling = 'expect(checkSlice(book, { histories: [] })).toEqual([]);';
    expect(withoutSpec([lent], [source('services/residents/src/shelf/shelf.spec.ts', unrolling)])).toHaveLength(1);
    expect(withoutSpec([lent], [source('services/residents/src/book/book.spec.ts', unrolling)])).toEqual([]);
  });

  test('a personal input that stands in clear in an event, or in none', () => {
    expect(personalInClear([lent], [slice('book', input, 'BookLent')])).toEqual([
      'BookLent holds phone in clear, which book takes as personal',
    ]);
    const kept = event('BookLent', { ...of, visibility: 'internal', schema: z.object({ phone: sealed.nullable() }) });
    expect(personalInClear([kept], [slice('book', input, 'BookLent')])).toEqual([]);
    expect(personalAskedForNothing([kept], [slice('book', input, 'BookLent')])).toEqual([]);
    expect(personalAskedForNothing([lent], [slice('book', input, 'BookLent')])).toEqual(['book asks for phone and keeps it in no event']);
  });

  test('a published event with a personal field in clear, however deep', () => {
    const deep = z.object({ visit: z.object({ homeAddress: z.string(), phone: sealed, addressGiven: z.boolean() }).optional() });
    const told = event('BookTold', { ...of, visibility: 'published', schema: z.object({ visits: z.array(deep) }) });
    expect(publishedInClear(contracts(told))).toEqual(['BookTold publishes visits.visit.homeAddress in clear']);
    expect(publishedInClear(contracts({ ...told, visibility: 'internal' }))).toEqual([]);
  });
});
