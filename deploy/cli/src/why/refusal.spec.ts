import { describeRule } from '@yimen/policy';
import { CommandFailed } from '../commands/failed.js';
import { readRefusal } from './refusal.js';
import { ruleLines } from './told.js';

const answered = {
  ...{ type: 'about:blank', title: '不予', status: 422, code: 'over-budget', detail: '超出预算', facts: { amount: '101' } },
  rule: describeRule('BUD18 13', '320582000000', '2026-03-02'),
};

test('a refusal is read as a service answered it, with its rule in words, force and dates', () => {
  const { code, facts, rule } = readRefusal('a.json', JSON.stringify(answered));
  expect([code, facts, rule]).toEqual(['over-budget', { amount: '101' }, answered.rule]);
  expect(ruleLines(answered.rule).join('\n')).toMatch(/BUD18 13[^]*法律依据[^]*binding/);
  expect(readRefusal('a.json', JSON.stringify({ ...answered, rule: { id: 'BUD18 13' } })).rule).toEqual({ id: 'BUD18 13' });
});

test.each([
  ['no JSON', '{'],
  ['no object', '3'],
  ['no code', JSON.stringify({ detail: 'x' })],
  ['a rule that is none', JSON.stringify({ ...answered, rule: { id: 'x', heading: 'y' } })],
])('%s is refused in one line', (_name, content) => {
  expect(() => readRefusal('a.json', content)).toThrow(CommandFailed);
});
