import { refusals } from '@yimen/kernel';
import { describeRule, isRuleId } from '@yimen/policy';
import { refused } from '@yimen/service-shell';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { givenRefusals, type GivenRefusal } from './refusal-grounds.js';
import { isSpec, programOf, sourceFiles, workspace } from './source.js';

/** 张家港市, where the product is at home. */
const area = '320582000000';
const on = '2026-03-02';

const files = sourceFiles()
  .filter((file) => /^services\/(?!projections\/|gateway\/).*\.ts$/.test(file) && !isSpec(file))
  .map((file) => path.join(workspace, file));
const given = givenRefusals(programOf(files), files, workspace);

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
  return refused(refusals(table)(code, rule), describeRule(rule, area, on)).overridable ?? false;
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
