import { parameterSets } from '@yimen/policy';
import { looksUp, writtenByProject, writtenIn } from './looked-up.js';
import { uncompared } from './uncompared.js';

const written = writtenByProject();
const keys = [...new Set(parameterSets.flatMap(({ parameters }) => parameters.map(({ key }) => key)))];
const unused = keys.filter((key) => !written.some((project) => looksUp(project, key)));
const waiting = uncompared.flatMap((each) => each.keys);

test('0.2 · every value of a set is looked up by the code, but for those whose section is not built', () => {
  expect(unused.filter((key) => !waiting.includes(key))).toEqual([]);
});

test('a value that waits is one of a set, stands once, and nothing looks it up', () => {
  expect(waiting.filter((key) => !unused.includes(key))).toEqual([]);
  expect(waiting.filter((key, at) => waiting.indexOf(key) !== at)).toEqual([]);
});

test('a key that a template completes is looked up where its word stands, and no other key of the template', () => {
  const code = writtenIn(['const days = (of: string) => policy.number(`retention.${of}.days`);', "days('identity'); policy.flag('a.b');"]);
  expect(['retention.identity.days', 'a.b'].map((key) => looksUp(code, key))).toEqual([true, true]);
  expect(['retention.hall.days', 'retention.identity', 'a', 'a.b.c'].map((key) => looksUp(code, key))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
