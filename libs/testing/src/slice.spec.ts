import { model, personal, refusals, type Sealed, type When } from '@yimen/kernel';
import { z } from 'zod';
import { scenario, sealedAs } from './slice.js';

type Book = { status: 'none' } | { status: 'lent'; reader: string; phone: Sealed; days: number } | { status: 'returned'; reader: string };
type BookEvent = { type: 'BookLent'; reader: string; phone: Sealed; days: number } | { type: 'BookReturned'; on: string };

const { move, aggregate } = model<Book, BookEvent, 'library'>();
const refuse = refusals({ 'too-early': { zh: '须在 {from} 之后', en: 'only after {from}' } });
const book = aggregate({
  context: 'residents',
  name: 'book',
  collection: 'books',
  label: { zh: '图书', en: 'book' },
  ids: 'derived',
  initial: { status: 'none' } as Book,
  states: { none: { zh: '无', en: 'none' }, lent: { zh: '借出', en: 'lent' }, returned: { zh: '归还', en: 'returned', final: true } },
  parties: () => ({}),
  readers: {},
  moves: {
    lend: move({
      label: { zh: '借出', en: 'lend' },
      from: ['none'],
      by: { library: ['secretary'] },
      input: z.object({ reader: z.string(), phone: personal('contact', z.string()) }).strict(),
      subject: (_state, { reader }) => reader,
      derive: ({ phone }) => ({ long: phone.length > 3 }),
      decide: (_none, { reader, phone }, { facts, policy }) => ({
        type: 'BookLent' as const,
        reader,
        phone,
        days: (facts as { long?: boolean }).long ? policy.number('lend.days') : 1,
      }),
    }),
    return: move({
      label: { zh: '归还', en: 'return' },
      from: ['lent'],
      by: { library: ['secretary'] },
      input: z.object({}).strict(),
      decide: (_lent, _input, { today }) =>
        today < '2026-03-02' ? refuse('too-early', 'R-1', { from: '2026-03-02' }) : { type: 'BookReturned' as const, on: today },
    }),
  },
  on: {
    BookLent: (_state: Book, { reader, phone, days }) => ({ status: 'lent', reader, phone, days }),
    BookReturned: (lent: When<Book, 'lent'>) => ({ status: 'returned', reader: lent.reader }),
  },
});
const lent: BookEvent = { type: 'BookLent', reader: 'r', phone: sealedAs('1380'), days: 30 };

test('a scenario seals the personal fields, derives from the clear ones and compares the events', () => {
  const { state } = scenario(book)
    .given()
    .when('lend', { reader: 'r', phone: '1380' }, { policy: { 'lend.days': 30 } })
    .then(lent);
  expect(state.status).toBe('lent');
});

test('a scenario fails where the event differs, and where the move does not start from the state', () => {
  expect(() => scenario(book).given(lent).when('return', {}).then({ type: 'BookReturned', on: '2026-03-03' })).toThrow();
  expect(() => scenario(book).given().when('return', {})).toThrow('does not start from none');
});

test('a scenario compares a refusal by code, rule and facts', () => {
  const early = scenario(book).given(lent).when('return', {}, { today: '2026-03-01' });
  early.then({ refused: 'too-early', rule: 'R-1', facts: { from: '2026-03-02' }, overridable: false });
  expect(() => early.then({ refused: 'other' })).toThrow();
});

test('a refusal on the ground of its rule alone has to pass once it is set aside, or the scenario fails', () => {
  const no = refusals({ 'too-soon': { ground: 'rule', zh: '须在 {from} 之后', en: 'only after {from}' } });
  const lending = (heeds: boolean) =>
    aggregate({
      ...book,
      moves: {
        return: move({
          ...book.moves.return,
          decide: (_lent, _input, { today, overridden }) =>
            heeds && overridden?.has('too-soon')
              ? { type: 'BookReturned' as const, on: today }
              : no('too-soon', 'D-hall', { from: '2026-03-02' }),
        }),
      },
    });
  scenario(lending(true)).given(lent).when('return', {}).then({ refused: 'too-soon', overridable: true });
  expect(() => scenario(lending(false)).given(lent).when('return', {}).then({ refused: 'too-soon' })).toThrow('refuses again when it is');
});
