import { cycle, wrongArrows } from './arrows.js';
import { packages } from './packages.js';
import { source, sources } from './source.js';

const ours = packages();

test('imports follow the arrows: services → libs, kernel and contracts → nothing of ours, no service → another', () => {
  expect(wrongArrows(sources(), ours)).toEqual([]);
});

test('no project reaches itself through others', () => {
  expect(cycle(sources(), ours)).toBeUndefined();
});

test.each([
  ['services/residents/src/a.ts', `import { area } from '@yimen/organisations';`, 'no service imports another'],
  ['services/residents/src/a.spec.ts', `import { area } from '../../organisations/src/area/area.js';`, 'no service imports another'],
  ['services/residents/src/a.ts', `export * from '@yimen/organisations';`, 'no service imports another'],
  ['services/residents/src/a.ts', `const x = await import('@yimen/organisations');`, 'no service imports another'],
  ['services/residents/src/a.ts', `type X = import('@yimen/organisations').X;`, 'no service imports another'],
  ['libs/kernel/src/a.ts', `import type { X } from '@yimen/contracts';`, 'kernel and contracts import nothing of ours'],
  ['libs/contracts/src/a.ts', `import '../../kernel/src/index.js';`, 'kernel and contracts import nothing of ours'],
  ['libs/vault/src/a.ts', `import { residents } from '@yimen/residents';`, 'libraries do not know the services'],
  ['libs/vault/src/a.ts', `import { testDatabase } from '@yimen/testing';`, 'only specs use libs/testing'],
  ['libs/vault/src/a.ts', `import { start } from '@yimen/cli';`, 'nothing but tests imports the programs'],
  ['deploy/cli/src/a.ts', `import { x } from '@yimen/faults-tests';`, 'nothing but tests imports the tests'],
  ['libs/vault/src/a.ts', `import { x } from '@yimen/vault';`, 'a project imports its own files by path'],
  ['libs/vault/src/a.ts', `import { x } from '@yimen/nothing';`, 'there is no project @yimen/nothing'],
])('%s with %s is found', (path, text, why) => {
  expect(wrongArrows([source(path, text)], ours)).toEqual([expect.stringContaining(why)]);
});

test('a way round over two projects is found', () => {
  const round = [
    source('libs/policy/src/a.ts', `import '@yimen/vault';`),
    source('libs/vault/src/a.ts', `import type { X } from '@yimen/policy';`),
  ];
  expect(cycle(round, ours)).toEqual(['libs/policy', 'libs/vault', 'libs/policy']);
});
