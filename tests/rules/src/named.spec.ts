import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isOpen, register } from './register.js';
import { workspace } from './source.js';
import { testsByRule } from './tests.js';

/** Specs by their names alone: no compiler, so that this stays quick. */
const specs = ['libs', 'services', 'deploy'].flatMap((folder) =>
  readdirSync(path.join(workspace, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => file.endsWith('.spec.ts') && !/\/(node_modules|dist)\//.test(file)),
);
const known = register();
const naming = testsByRule(known, specs);

test('every rule of a section that stands is named by a test', () => {
  expect(known.filter((each) => isOpen(each) && !naming.has(each.id)).map(({ id }) => id)).toEqual([]);
});

test('the register has every rule once', () => {
  const ids = known.map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(ids.length).toBeGreaterThan(600);
});
