import { identityCheckCharacter, personal } from '@yimen/kernel';
import { z } from 'zod';
import { clearNumbers, holdsNumber } from './clear-numbers.js';

const today = '2026-03-02';
const seventeen = '99058219900307123';
const number = seventeen + identityCheckCharacter(seventeen);

test.each([
  ['an identity number', number, true],
  ['one in a sentence', `本人${number}，申请延期`, true],
  ['a mobile phone number in a sentence', '请回电13912345678', true],
  ['a wrong check character', seventeen + (number.endsWith('1') ? '2' : '1'), false],
  ['a birth date that does not exist', '990582199013071232', false],
  ['a credit code', '11320582014163553F', false],
  ['an area code', '320582100000', false],
  ['a UUID that looks like it', '0198a3f0-0000-7000-8000-a13912345678', false],
  ['a landline of an office', '0512-58672600', false],
  ['words', '材料不齐，3日内补正', false],
])('%s', (_name, text, expected) => {
  expect(holdsNumber(text, today)).toBe(expected);
});

test('decision 2 · a number stands in a personal field only, at whatever depth', () => {
  const input = z.object({
    phone: personal('contact', z.string()),
    notes: z.array(z.object({ note: z.string() })),
  });
  const value = { phone: '13912345678', notes: [{ note: '好' }, { note: '电话13912345678' }] };
  expect(clearNumbers(input, value, today)).toEqual([
    { pointer: '/notes/1/note', code: 'number-in-clear', detail: expect.stringMatching(/\p{Script=Han}/u) },
  ]);
});
