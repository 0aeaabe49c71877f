import { settingsTable } from '@yimen/service-shell';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { serveSettings } from '../../../deploy/cli/src/serve/settings.js';
import { localSettings } from '../../../deploy/cli/src/local/settings.js';
import { settingsAmiss } from './readme.js';
import { workspace } from './source.js';

const expected = settingsTable(localSettings);

test.each(['README.md', 'README.zh-CN.md'])('%s: the table of settings is that of the program', (name) => {
  const file = path.join(workspace, name);
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '';
  expect(settingsAmiss(name, page, expected)).toEqual([]);
  expect(settingsAmiss(name, page, settingsTable(serveSettings), 'serve settings')).toEqual([]);
});

test('a table that lacks a setting, or tells another default, is found', () => {
  const page = (rows: readonly (readonly string[])[]) =>
    [
      '<!-- settings -->',
      '| variable | default | |',
      '| --- | --- | --- |',
      ...rows.map((row) => `| \`${row[0]}\` | ${row[1]} | ${row[2]} |`),
    ]
      .concat('<!-- /settings -->')
      .join('\n');
  expect(settingsAmiss('x', page(expected), expected)).toEqual([]);
  expect(settingsAmiss('x', page(expected.slice(1)), expected)).toEqual([expect.stringContaining('x lacks: YIMEN_PORT')]);
  expect(settingsAmiss('x', page([['YIMEN_PORT', '80', 'port'], ...expected.slice(1)]), expected)).toHaveLength(2);
});
