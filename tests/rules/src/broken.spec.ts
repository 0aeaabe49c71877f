import { namePattern, nearestFirst } from './broken.js';

test('only the tests that name a rule are run: by what their titles begin with, or the title around them', () => {
  const pattern = namePattern(
    ['4.1 (a) › R-001 · one', 'R-002 · %s gives %i', '4.2 › %s', '4.1 (a) › R-001 · one'].map((title) => ({ title })),
  );
  expect(pattern).toBe('R-001 · one|R-002 ·|4\\.2');
  expect(new RegExp(pattern).test('4.2 away six months')).toBe(true);
  expect(namePattern([{ title: '%s' }])).toBe('');
});

test('the spec beside a place is asked first', () => {
  const specs = new Set(['libs/policy/src/a.spec.ts', 'services/x/src/y/z.spec.ts', 'services/x/src/w.spec.ts']);
  expect(nearestFirst('services/x/src/y/y.ts', specs)).toEqual([
    'services/x/src/y/z.spec.ts',
    'services/x/src/w.spec.ts',
    'libs/policy/src/a.spec.ts',
  ]);
});
