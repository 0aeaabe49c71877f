import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { foresee, readTaskList, template } from '@yimen/public-services';
import { installationCalendar, policyReader } from '@yimen/policy';
import { zipSync } from 'fflate';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandFailed } from '../commands/failed.js';
import { keyOf } from './import.js';
import { bounds, readSheets } from '../sheets/read-sheets.js';
import { reportLines } from './report.js';
import { asCsv, writeSheet } from './template.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tasks-'));
});
afterAll(() => rm(folder, { recursive: true }));
const file = async (name: string, content: string | Uint8Array) => {
  const place = path.join(folder, name);
  await writeFile(place, content);
  return place;
};
const refusal = (name: string, content: string | Uint8Array) =>
  file(name, content)
    .then((place) => readSheets(place))
    .then(
      () => 'read',
      (error: unknown) => {
        if (!(error instanceof CommandFailed)) throw error;
        return error.message;
      },
    );

/** Text in GB18030, from the decoder's own table: Node has no encoder for it. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly number[]>();
  for (let first = 0x81; first <= 0xfe; first += 1)
    for (let second = 0x40; second <= 0xfe; second += 1)
      if (second !== 0x7f) table.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  return Uint8Array.from([...text].flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : (table.get(sign) ?? []))));
}

const rows = template();
const list = { county: '320582000000', contact: 'department-1', officePhone: '1', today: '2026-03-02', communityOf: () => undefined };

describe('a task list is read the same from every form it comes in', () => {
  test('XLSX', async () => {
    const place = path.join(folder, 'a.xlsx');
    await writeSheet(place, '任务清单', rows);
    expect(await readSheets(place)).toEqual([{ name: '任务清单', rows }]);
  });
  test.each([
    ['UTF-8 with its mark', (text: string) => text],
    ['UTF-8 without', (text: string) => text.slice(1)],
    ['GB18030', (text: string) => gb18030(text.slice(1))],
  ])('CSV in %s', async (name, encoded) => {
    const place = await file(`${name}.csv`, encoded(asCsv(rows)));
    expect((await readSheets(place))[0]?.rows).toEqual(rows);
  });
  test('cells with commas, quotes and line breaks come back as they were', async () => {
    const cells = [['名,称', '引"号', '两\n行']];
    expect((await readSheets(await file('q.csv', asCsv(cells))))[0]?.rows).toEqual(cells);
  });
});

describe('what cannot be read is refused with one line', () => {
  test.each<[string, string, string | Uint8Array, RegExp]>([
    ['bytes that are no text', 'x.csv', Uint8Array.of(0x61, 0xff, 0xff, 0x0a), /neither UTF-8 nor GB18030/],
    ['UTF-16', 'u.csv', Buffer.from('\ufeff事项名称', 'utf16le'), /neither UTF-8 nor GB18030/],
    ['a quote without end', 'y.csv', '"a\nb', /damaged/],
    ['no archive', 'z.xlsx', 'not a zip', /no sound \.xlsx/],
    ['an archive that is no workbook', 'w.xlsx', zipSync({ 'a.txt': Uint8Array.of(1) }), /no sound \.xlsx/],
    ['another kind of file', 'a.xls', '', /Only \.xlsx and \.csv/],
    ['too many rows', 'r.csv', 'a\n'.repeat(bounds.rows + 1), /split it/],
    ['too many columns', 'c.csv', 'a,'.repeat(bounds.columns), /split it/],
    ['too large', 'l.csv', Buffer.alloc(bounds.fileBytes + 1), /larger than/],
    ['an archive that unpacks to too much', 'b.xlsx', zipSync({ 'a.xml': new Uint8Array(bounds.unpackedBytes + 1) }), /too much/],
  ])('%s', async (_what, name, content, expected) => expect(await refusal(name, content)).toMatch(expected));
});

test('the report names rule, source and force of every guard, and what is wrong where', () => {
  const [headings = []] = rows;
  const given = { 事项名称: '招商引资指标', 开始日期: '2026-05-06', 社区数: '29', 频次: '常年', 排名: '是' } as Record<string, string>;
  const row = headings.map((heading) => given[heading.split(' ')[0] ?? ''] ?? '');
  const { tasks, problems } = readTaskList([{ name: '表', rows: [headings, row, row.map(() => '坏')] }], list);
  const policy = policyReader({ area: '320582000000', mode: 'demo', on: '2026-03-02' });
  const around = { today: '2026-03-02', policy, calendar: installationCalendar(policy) };
  const told = reportLines(
    tasks.map((task) => ({ ...task, foreseen: foresee(task.form, around) })),
    problems,
    '2026-03-02',
  ).join('\n');
  expect(told).toMatch(/✋ 表 第2行 row 2 · F01 招商引资指标 · 禁止转嫁/);
  expect(told).toMatch(/FORBIDDEN 任何社区都不得承担[^\n]*MCA15[^\n]*民发〔2015〕136号[^\n]*guidance/);
  expect(told).toMatch(/G11 可经第二人批准/);
  expect(told).toMatch(/✗ 表 第3行 row 3“开始日期”：请填日期/);
  expect(told).not.toMatch(/上海|Shanghai/);
});

test('run twice: the key of a row is its content and its department, wherever it stands', () => {
  const { tasks } = readTaskList([{ name: '表', rows }], list);
  const [task] = tasks;
  if (!task) throw new Error('the template has an example');
  const receiver = { department: 'd', office: 'o' };
  const moved = { ...task, sheet: '另表', row: 9 };
  expect(keyOf(moved, receiver, 'draft')).toBe(keyOf(task, receiver, 'draft'));
  const others = [
    keyOf(task, receiver, 'submit'),
    keyOf(task, { ...receiver, department: 'e' }, 'draft'),
    keyOf({ ...task, content: `${task.content}改` }, receiver, 'draft'),
  ];
  expect(new Set([...others, keyOf(task, receiver, 'draft')]).size).toBe(4);
});
