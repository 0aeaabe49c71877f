import { describeRule } from '@yimen/policy';
import { CommandFailed } from '../commands/failed.js';
import { readRefusal } from './refusal.js';
import { parameterLines, ruleLines } from './told.js';

const answered = {
  ...{ type: 'about:blank', title: '不予', status: 422, code: 'over-budget', detail: '超出预算', facts: { amount: '101' } },
  rule: describeRule('BUD18 13', '320582000000', '2026-03-02'),
  parameters: [{ key: 'donation.min_fen', set: 'NATIONAL-2026', value: 100, unit: 'fen', rule: 'D' }],
};

test('a refusal is read as a service answered it, with its rule in words, force and dates', () => {
  const { code, facts, rule } = readRefusal('a.json', JSON.stringify(answered));
  expect([code, facts, rule]).toEqual(['over-budget', { amount: '101' }, answered.rule]);
  expect(ruleLines(answered.rule).join('\n')).toMatch(/BUD18 13[^]*法律依据[^]*binding/);
  expect(readRefusal('a.json', JSON.stringify({ ...answered, rule: { id: 'BUD18 13' } })).rule).toEqual({ id: 'BUD18 13' });
});

test('the policy version of a refusal is told: every number it looked up, with the set that answered', () => {
  const { parameters } = readRefusal('a.json', JSON.stringify(answered));
  expect(parameterLines(parameters)).toEqual(['参数 parameters:', '  donation.min_fen = 100 fen（NATIONAL-2026，D）']);
  // A problem of an earlier release says none.
  expect(readRefusal('a.json', JSON.stringify({ ...answered, parameters: undefined })).parameters).toEqual([]);
});

test.each([
  ['no JSON', '{'],
  ['no object', '3'],
  ['no code', JSON.stringify({ detail: 'x' })],
  ['a rule that is none', JSON.stringify({ ...answered, rule: { id: 'x', heading: 'y' } })],
])('%s is refused in one line', (_name, content) => {
  expect(() => readRefusal('a.json', content)).toThrow(CommandFailed);
});
