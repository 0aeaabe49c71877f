import { describeRule } from '@yimen/policy';
import { policyOf, weekdays } from '@yimen/testing';
import { groundsOf } from './grounds.js';

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8');
const policy = {
  reader: () => policyOf({}),
  calendar: () => weekdays(2026),
  describe: (rule: string, on: string) => describeRule(rule, '320582000000', on),
};
const stored = (meta: object, payload: object) => ({
  ...{ id: '01981f00-0000-7000-8000-000000000021', type: 'ApplicationRejected', schemaVersion: 1, stream: 'admission/x', revision: 3n },
  ...{ position: 9n, happenedOn: '2026-03-02', recordedAt: '2026-03-02T01:00:00.000000Z', meta: bytes(meta), payload: bytes(payload) },
});

test('the rules of warnings, of what was set aside, of the payload and of the parameters used are described as of the legal date', () => {
  const grounds = groundsOf(
    stored(
      {
        ...{ actor: 'process:admission', move: 'submit', rules: ['RCL25 43'], policy: ['admission.form_check_days@NATIONAL-2026'] },
        warnings: [{ code: 'dues-behind', rule: 'D-transfer-dues' }],
        override: { code: 'a b', reason: '家中有事', approver: 'manager-7' },
        facts: [{ stream: 'organisation/1', revision: '4' }],
      },
      { hits: [{ guard: 'G10', rule: 'GDS25 19' }], rule: 'no rule of ours' },
    ),
    policy,
  );
  expect(grounds.rules.map(({ id, force }) => `${id} ${force}`)).toEqual([
    'RCL25 43 binding',
    'D-transfer-dues default',
    'GDS25 19 binding',
    'D-admission-form default',
  ]);
  expect(grounds.parameters).toEqual([
    { key: 'admission.form_check_days', set: 'NATIONAL-2026', value: 5, unit: 'WD', rule: 'D-admission-form' },
  ]);
  expect([grounds.by, grounds.setAside, grounds.facts]).toEqual(['process', ['a', 'b'], [{ stream: 'organisation/1', revision: '4' }]]);
  expect(JSON.stringify(grounds)).not.toMatch(/manager-7|家中有事/);
});

test('the code that a process was answered is told, and a parameter that no set has any more keeps its name', () => {
  const grounds = groundsOf(
    stored({ actor: 'clerk', move: 'x', policy: ['gone.days@OLD-2020'] }, { outcome: 'refused', status: 422, code: 'line-frozen' }),
    policy,
  );
  expect([grounds.refusals, grounds.by]).toEqual([['line-frozen'], 'person']);
  expect(grounds.parameters).toEqual([{ key: 'gone.days', set: 'OLD-2020', value: null, unit: null, rule: null }]);
});
