import { refusals } from '@yimen/kernel';
import { checkPolicy, describeRule, isRuleId } from '@yimen/policy';
import { refused } from '@yimen/service-shell/slice';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { givenRefusals, type GivenRefusal } from './refusal-grounds.js';
import { citations, unknownCitations } from './rule-ids.js';
import { isSpec, programOf, sourceFiles, workspace } from './source.js';

const files = sourceFiles()
  .filter((file) => /^services\/(?!projections\/|gateway\/).*\.ts$/.test(file) && !isSpec(file))
  .map((file) => path.join(workspace, file));
// Both looks at the refusals of the services read one program: to make it takes ten seconds.
const program = programOf(files);

/** Files in which a rule id passes through a parameter; the callers' literals are checked where they stand. */
const computed = {
  'services/public-services/src/admission/applying/drafting.ts':
    'the rule of the first guard hit, each of which stands in guards.ts as a RuleId',
  'services/public-services/src/admission/applying/reviews.ts':
    'the rule under which a reviewer found a guard, checked to be known where it is given',
  'services/public-services/src/service-case/handling.ts': 'the rule of the statutory limit as the acceptance recorded it',
  'services/public-services/src/service-item/guide-checks.ts': 'the rule of the statutory limit, checked to be known where it is given',
  'services/residents/src/person/identity-check.ts': 'the parameter of `invalid`, given as GB 11643 or D-identity-number above it',
};

test('the policy data that is shipped has no problem', () => {
  expect(checkPolicy()).toEqual([]);
});

test('every rule that a refusal, a warning or a deadline cites is one of libs/policy', () => {
  const found = citations(program, files, workspace);
  expect(found.length).toBeGreaterThan(100);
  expect(unknownCitations(found, isRuleId, computed)).toEqual([]);
}, 60_000);

test('the check finds rules that no policy has, through constants and choices, and rules that are computed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yimen-citations-'));
  const file = path.join(folder, 'a.ts');
  writeFileSync(
    file,
    `declare function refuse(code: string, rule: string): void;
     const rules = { good: 'D-hall', bad: 'D-nowhere' } as const;
     declare const late: boolean;
     refuse('a', rules.bad);
     refuse('b', late ? rules.good : 'R-0');
     export const deadline = { rule: 'D-neither' };
     export const other = (rule: string) => refuse('c', rule);
     refuse('d', rules.good);`,
  );
  try {
    const found = citations(programOf([file]), [file], folder);
    expect(unknownCitations(found, isRuleId, {})).toEqual([
      'a.ts:4 cites D-nowhere, which no policy has',
      'a.ts:5 cites R-0, which no policy has',
      'a.ts:6 cites D-neither, which no policy has',
      'a.ts:7 computes the rule it cites',
    ]);
    expect(unknownCitations(found.slice(3), isRuleId, { 'a.ts': 'why' })).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

/** 张家港市, where the product is at home. */
const area = '320582000000';
const on = '2026-03-02';

const given = givenRefusals(program, files, workspace);

/** One row per code and rule of a subject; the rule is `null` where it is told by the matter. */
const rows = [
  ...new Map(
    given.flatMap((one) =>
      (one.rules ?? [null]).map((rule) => [`${one.at.replace(/:\d+$/, '')} ${one.code} ${rule ?? '–'}`, { ...one, rule }] as const),
    ),
  ),
].map(([name, row]) => [name, row] as const);

/** Whether the answer to a refusal offers to set it aside, as the runner gives it. */
function offered({ code, ground }: GivenRefusal, rule: string): boolean {
  const table = { [code]: { zh: '不予', en: 'no', ...(ground !== undefined && { ground: ground as 'rule' }) } };
  return refused(refusals(table)(code, rule), describeRule(rule, area, on), []).overridable ?? false;
}

test('the table holds every slice', () => {
  expect(new Set(given.map(({ at }) => at.split('/').slice(0, 2).join('/')))).toEqual(
    new Set(['services/organisations', 'services/residents', 'services/public-services', 'services/finance']),
  );
  expect(rows.length).toBeGreaterThan(120);
});

describe('13.8 · a refusal under binding law stands; any other can be set aside, or says why it cannot', () => {
  test.each(rows)('%s', (_name, { rule, ground, ...one }) => {
    if (rule === null || !isRuleId(rule)) {
      // Law or local configuration, as the matter tells: it has to be ready for both.
      expect(ground).toBeDefined();
      return;
    }
    const { force } = describeRule(rule, area, on);
    if (force !== 'binding') expect(['rule', 'record', 'protection']).toContain(ground);
    expect(offered({ ...one, rules: [rule], ground }, rule)).toBe(force !== 'binding' && ground === 'rule');
  });
});

test('the check sees a refusal without a ground, also through an import, and one whose rule is computed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yimen-grounds-'));
  const [table, slice] = ['refuse.ts', 'slice.ts'].map((name) => path.join(folder, name)) as [string, string];
  writeFileSync(
    table,
    `declare function refusals<T>(templates: T): (code: keyof T & string, rule: string) => void;
     export const refuse = refusals({ late: { ground: 'rule', zh: '', en: '' }, gone: { zh: '', en: '' } });`,
  );
  writeFileSync(
    slice,
    `import { refuse } from './refuse.js';
     const rules = { hall: 'D-hall' } as const;
     export const decide = (rule: string) => [refuse('late', rules.hall), refuse('gone', rules.hall), refuse('late', rule)];`,
  );
  try {
    expect(givenRefusals(programOf([table, slice]), [slice], folder)).toEqual([
      { at: 'slice.ts:3', code: 'late', rules: ['D-hall'], ground: 'rule' },
      { at: 'slice.ts:3', code: 'gone', rules: ['D-hall'], ground: undefined },
      { at: 'slice.ts:3', code: 'late', rules: undefined, ground: 'rule' },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
