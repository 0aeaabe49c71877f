import { emptyNames, layerFolders, testsLeftOut, tooLong } from './form.js';
import { filesBelow, source, sources } from './source.js';

const long = {
  'libs/event-log/src/contract-suite.ts': 'one suite for all adapters, chapter by chapter',
  'libs/event-store/src/contract-suite.ts': 'one suite for all adapters, chapter by chapter',
};

const folders = {
  'deploy/cli/src/commands': 'the commands of the operators’ tool, named as they are typed',
  'libs/contracts/src/shared': 'the name of the context whose streams every service keeps',
};

test('no file of source has more than 300 lines, unless its reason stands here', () => {
  expect(tooLong(sources(), long)).toEqual([]);
});

test('folders are named after subjects of the field, not after layers of a program', () => {
  expect(layerFolders(filesBelow(), folders)).toEqual([]);
});

test('names say the thing, not the kind of code', () => {
  expect(emptyNames(sources())).toEqual([]);
});

test('no test runs alone, and none is left out without a line that says why', () => {
  expect(testsLeftOut(sources())).toEqual([]);
});

describe('the checks find', () => {
  const lines = (count: number) => source('libs/vault/src/a.ts', 'x;\n'.repeat(count));

  test('a file of 301 lines, and an excuse that is not needed', () => {
    expect(tooLong([lines(301)], {})).toEqual(['libs/vault/src/a.ts has 301 lines']);
    expect(tooLong([lines(301)], { 'libs/vault/src/a.ts': 'why' })).toEqual([]);
    expect(tooLong([lines(300)], { 'libs/vault/src/a.ts': 'why' })).toEqual(['libs/vault/src/a.ts needs no excuse']);
  });

  test('a folder of a layer, at any depth, but not the places of the workspace', () => {
    const paths = ['services/residents/src/person/handlers/a.ts', 'services/residents/src/person/a.ts', 'libs/vault/src/utils/a.ts'];
    expect(layerFolders(paths, { 'libs/vault/src/utils': 'why' })).toEqual(['services/residents/src/person/handlers']);
  });

  test.each(['class TokenHelper {}', 'interface StoreImpl {}', 'type KeyManager = string;', 'export function dateUtils() {}'])(
    '%s',
    (text) => {
      expect(emptyNames([source('libs/vault/src/a.ts', text)])).toHaveLength(1);
    },
  );

  test.each([
    'test.only("x", f);',
    'describe.skip("x", f);',
    'xit("x", f);',
    'fdescribe("x", f);',
    'it.todo("x");',
    'const t = c ? test : test.skip;',
  ])('%s', (text) => {
    expect(testsLeftOut([source('libs/vault/src/a.spec.ts', text)])).toHaveLength(1);
    expect(testsLeftOut([source('libs/vault/src/a.spec.ts', `// Only root may do this here.\n${text}`)])).toHaveLength(
      text.includes('only') ? 1 : 0,
    );
  });
});
