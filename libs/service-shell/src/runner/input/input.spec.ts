import { z } from 'zod';
import { parseInput } from './input.js';

const inherited = Object.getOwnPropertyNames(Object.prototype);
const line = z.object({ line: z.string().trim(), of: z.array(z.object({ name: z.string() })).default([]) });
const codes = (schema: z.ZodType, body: unknown) => {
  const parsed = parseInput(schema, body);
  return parsed.ok ? [] : parsed.errors.map(({ pointer, code }) => [pointer, code]);
};

// Subjects look free text up among what they recorded: a name that every object has would be found without having been recorded.
test.each(inherited)('%s is no value, at any depth and with blanks around it, and no key', (name) => {
  expect(codes(line, { line: name })).toEqual([['/line', 'reserved-name']]);
  expect(codes(line, { line: ` ${name}\u3000` })).toEqual([['/line', 'reserved-name']]);
  expect(codes(line, { line: 'L1', of: [{ name: '王小明' }, { name }] })).toEqual([['/of/1/name', 'reserved-name']]);
  expect(codes(z.record(z.string(), z.string()), JSON.parse(`{"${name}":"1"}`))).toEqual([[`/${name}`, 'unknown-field']]);
});

test('words in which such a name stands beside others are words', () => {
  for (const words of ['constructor of roads', '构造函数 constructor', 'Constructor', 'prototype'])
    expect(codes(line, { line: words })).toEqual([]);
});
