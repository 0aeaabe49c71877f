import { checkPolicy, isRuleId } from '@yimen/policy';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { citations, unknownCitations } from './rule-ids.js';
import { isSpec, programOf, sourceFiles, workspace } from './source.js';

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
  const files = sourceFiles()
    .filter((file) => /^services\/(?!projections\/|gateway\/).*\.ts$/.test(file) && !isSpec(file))
    .map((file) => path.join(workspace, file));
  const found = citations(programOf(files), files, workspace);
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
