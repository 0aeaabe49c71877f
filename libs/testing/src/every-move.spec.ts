import { model, refusals } from '@yimen/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { everyMoveInEveryState } from './every-move.js';

type Note = { readonly status: 'none' };
const { move, aggregate } = model<Note, { readonly type: 'Noted' }, 'desk'>();
const refuse = refusals({ 'no-such': { zh: '没有“{name}”', en: 'no {name}' } });
const note = aggregate({
  context: 'residents',
  name: 'note',
  collection: 'notes',
  label: { zh: '备注', en: 'note' },
  ids: 'derived',
  initial: { status: 'none' } as Note,
  states: { none: { zh: '无', en: 'none', final: true } },
  parties: () => ({}),
  readers: {},
  moves: {
    find: move({
      label: { zh: '查找', en: 'find' },
      from: ['none'],
      by: { desk: ['window-clerk'] },
      input: z.object({ name: z.string(), told: z.boolean() }).strict(),
      decide: (_none, { name, told }) => refuse('no-such', 'D-hall', told ? { name } : { other: name }),
    }),
  },
  on: { Noted: (state: Note) => state },
});

const tried = (name: string, told: boolean) =>
  everyMoveInEveryState(note, { histories: [], inputs: { find: fc.constant({ name, told }) }, runs: 1 });

test.each(['{0}', '{name}', '{', '', 'a{b}c'])('what a caller wrote is no gap, whatever it looks like: %s', (name) => {
  expect(tried(name, true).get('none find')?.refused).toEqual(new Set(['no-such']));
});

test('a refusal that does not tell what its words name has a gap', () => {
  expect(() => tried('x', false)).toThrow('the words of no-such have a gap: 没有“{name}”');
});
