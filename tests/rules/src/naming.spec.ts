import { finder, namingTests } from './naming.js';

const find = finder(['R-001', 'MCA15', 'MCA15 assessment', 'PMR19 2', 'PMR19 25']);

test('an id is a whole word, and the longer one of two that begin alike', () => {
  expect(find('R-0012 R-001, MCA15 assessment; PMR19 25')).toEqual(['R-001', 'MCA15 assessment', 'PMR19 25']);
});

test('a test names what stands in its title, its table, its body, or the title around it', () => {
  const spec = `test('R-001 · a title', () => {});
describe('PMR19 25', () => {
  test.each([['MCA15']])('%s', () => { expect(rule).toBe('R-001'); });
});
const MCA15 = 1;`;
  expect(namingTests('a.spec.ts', spec, find)).toEqual([
    { file: 'a.spec.ts', line: 1, lastLine: 1, title: 'R-001 · a title', ids: ['R-001'] },
    { file: 'a.spec.ts', line: 3, lastLine: 3, title: 'PMR19 25 › %s', ids: ['PMR19 25', 'MCA15', 'R-001'] },
  ]);
});
