import { columnOf, columns, template, type ColumnName } from './columns.js';
import { readTaskList, type TaskList } from './task-list.js';

const town = '0198a3f0-0000-7000-8000-000000000001';
const options = {
  ...{ county: '320582000000', contact: 'department-1', officePhone: '0512-1', today: '2026-03-02' },
  communityOf: (name: string) => (name === '某社区' ? town : undefined),
};
const read = (rows: readonly (readonly string[])[]): TaskList => readTaskList([{ name: '表', rows }], options);
/** One row with these cells beside the few that every row needs. */
const row = (cells: Partial<Record<ColumnName, string>>): TaskList => {
  const all: Partial<Record<ColumnName, string>> = {
    name: '某事',
    from: '2026-05-06',
    communityCount: '29',
    classAsked: '依法协助',
    frequency: '每月',
    ...cells,
  };
  const names = Object.keys(all) as ColumnName[];
  return read([names.map((name) => columns[name].zh), names.map((name) => all[name] ?? '')]);
};
const form = (cells: Partial<Record<ColumnName, string>>) => row(cells).tasks[0]?.form;
const problem = (cells: Partial<Record<ColumnName, string>>) => row(cells).problems.map(({ row: at, column }) => [at, column]);

test('the template is a task list that can be submitted, and every column of it is read', () => {
  const { tasks, problems } = read(template());
  expect(problems).toEqual([]);
  expect(tasks).toMatchObject([
    { row: 2, form: { matter: { id: 'A50', name: '人口普查' }, classAsked: 'ASSIST', basis: { article: '3' } } },
  ]);
  expect(template()[0]).toHaveLength(Object.keys(columns).length);
});

test.each([
  ['事项名称', 'name'],
  ['事项名称*', 'name'],
  ['经费（元）', 'amount'],
  [' name ', 'name'],
  ['Basis_File', 'file'],
  ['备注', undefined],
])('the heading %s is the column %s', (heading, name) => expect(columnOf(heading)).toBe(name));

describe('5.2 · what a row is', () => {
  test('by its id, or by its name as catalogue and negative list have it; its class from the law', () => {
    expect(form({ matter: 'a28', classAsked: '' })).toMatchObject({ matter: { id: 'A28' }, classAsked: 'ASSIST' });
    expect(form({ name: '代为提出低保申请', classAsked: '' })).toMatchObject({ matter: { id: 'A28' }, classAsked: 'ASSIST' });
    expect(form({ name: '招商引资指标', classAsked: '' })).toMatchObject({ matter: { id: 'F01' }, classAsked: 'FORBIDDEN' });
    expect(problem({ classAsked: '' })).toEqual([[2, '申请类别']]);
  });

  test('words of a law that the catalogue holds need not be copied; of another law they are not made up', () => {
    const cited = { matter: 'A28', law: '社会救助暂行办法' };
    expect(form({ ...cited, article: '第十一条' })?.basis).toMatchObject({ article: '11', words: expect.stringContaining('代为提出申请') });
    expect(form({ ...cited, article: '12' })?.basis.words).toBe('');
  });

  test('one of the 20 certificates by its name', () => {
    expect(form({ certificate: '婚姻状况' })?.certificate).toEqual({ id: 'C08', legalException: null });
    expect(problem({ certificate: '良民证' })).toEqual([[2, '要求证明']]);
    expect(form({})).not.toHaveProperty('sealsAsked');
  });
});

test.each<[string, Partial<Record<ColumnName, string>>, object]>([
  ['dates', { from: '2026年5月6日', to: '2026/7/5' }, { period: { from: '2026-05-06', to: '2026-07-05' } }],
  ['lists', { steps: '一；二、三', systems: '' }, { steps: ['一', '二', '三'], systems: [] }],
  ['flags', { flags: '临时、应急' }, { flags: ['TEMPORARY', 'EMERGENCY'] }],
  [
    'yes and no',
    { ranking: '是', ownScore: '否', extraLedger: 'Y' },
    { extraLedger: true, evaluation: { ranking: true, ownScore: false } },
  ],
  [
    'data',
    { data: '户主：某法 3：已共享；电话：某法 4' },
    { data: [{ shared: true }, { field: '电话', ground: '某法 4', shared: false }] },
  ],
  [
    'what no community may be given',
    { powers: '处罚', targets: '协税护税', newOrganisation: '挂牌' },
    { powers: ['penalty'], targets: ['tax'] },
  ],
  [
    'money in yuan, to the fen',
    { amount: '7,500.00元', per: '件', price: '3', cases: '1250', plan: '2026-05-01：7500' },
    { money: { amount: '750000', standard: { per: 'case', price: '300', cases: 1250 }, plan: [{ on: '2026-05-01', amount: '750000' }] } },
  ],
  ['seals, and certificates of no register', { sealsAsked: '居住情况表；良民证' }, { sealsAsked: ['居住情况表', '良民证'] }],
  ['what the money is for', { amount: '1', per: '年', price: '1', purpose: '居民自治' }, { money: { purpose: 'self-government' } }],
  ['communities by name', { communities: '某社区' }, { scope: { communities: 'named', named: [town] } }],
  ['all communities', { communities: '全部' }, { scope: { communities: 'all', count: 29 } }],
])('%s are read as people write them', (_name, cells, expected) => expect(form(cells)).toMatchObject(expected));

test.each<[string, Partial<Record<ColumnName, string>>, string]>([
  ['a day that does not exist', { from: '2026-02-30' }, '开始日期'],
  ['no first day', { from: '' }, '开始日期'],
  ['half a fen', { amount: '1.005' }, '经费'],
  ['a word that is none', { frequency: '偶尔' }, '频次'],
  ['a name that every object has, where one word is asked', { frequency: 'constructor' }, '频次'],
  ['a name that every object has, among several words', { powers: '许可；toString' }, '赋予权力'],
  ['a number that is none', { volume: '很多' }, '每月数量'],
  ['an unknown community', { communities: '无名社区' }, '涉及社区'],
  ['no number of communities', { communityCount: '' }, '社区数'],
  ['a file that is no hash', { file: '附件1' }, '依据文件'],
  ['no frequency', { frequency: '' }, '频次'],
  ['money without saying by what', { amount: '7500', price: '3' }, '计价方式'],
  ['money without a price', { amount: '7500', per: '年' }, '单价'],
  ['a price by the case without how many', { amount: '7500', per: '件', price: '3' }, '每社区件数'],
])('%s is told with row and column, and what to do', (_name, cells, column) => {
  expect(row(cells).tasks).toEqual([]);
  expect(problem(cells)).toEqual([[2, column]]);
});

test('headings that are missing, double or unknown are told; rows are read only where the sheet can be', () => {
  const [missing] = read([['事项名称'], ['某事']]).problems;
  expect(missing).toMatchObject({ row: 1, column: '开始日期', problem: { zh: '缺少这一列' } });
  const twice = read([
    ['事项名称', '事项名称', '开始日期'],
    ['甲', '乙', '2026-05-06'],
  ]);
  expect(twice).toMatchObject({ tasks: [], problems: [{ column: '事项名称' }] });
  const unknown = read([
    ['事项名称', '开始日期', '社区数', '申请类别', '频次', '备注'],
    ['甲', '2026-05-06', '1', '依法协助', '月', 'x'],
  ]);
  expect(unknown).toMatchObject({ tasks: [{ row: 2 }], problems: [{ row: 1, column: '备注' }] });
});

test('a row is what it says, whatever the order of its columns', () => {
  const one = read([
    ['事项名称', '开始日期', '社区数', '申请类别', '频次'],
    ['甲', '2026-05-06', '1', '依法协助', '月'],
  ]).tasks[0];
  const other = read([
    ['from', '社区数', '事项名称', 'frequency', '申请类别', '备注'],
    ['2026-05-06', '1 ', '甲', '月', '依法协助', '无关'],
  ]).tasks[0];
  expect(other?.content).toBe(one?.content);
  expect(row({ name: '乙' }).tasks[0]?.content).not.toBe(row({ name: '丙' }).tasks[0]?.content);
});

test('empty rows and sheets are passed over, a row that stands twice is told and taken once', () => {
  const cells = ['甲', '2026-05-06', '1', '依法协助', '月'];
  const { tasks, problems } = readTaskList(
    [
      { name: '空', rows: [['', '']] },
      { name: '表', rows: [[''], ['事项名称', '开始日期', '社区数', '申请类别', '频次'], cells, [''], cells] },
    ],
    options,
  );
  expect(tasks.map(({ sheet, row: at }) => [sheet, at])).toEqual([['表', 3]]);
  expect(problems).toMatchObject([{ sheet: '表', row: 5, column: null }]);
});
