import { applicationForm } from '@yimen/contracts';
import type { IsoDate, Text } from '@yimen/kernel';
import { basisOn, catalogue, findForbidden, findMatter, forbiddenMatters } from '@yimen/policy';
import type { Form } from '../admission/state.js';
import { columnOf, columns, neededColumns, type Cells, type ColumnName } from './columns.js';

/** One sheet of a file: rows of cells as text, the first one with content being the headings. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** What is wrong with a cell, a row or a sheet, where it stands, and what to do. Rows count from 1, as a person sees them. */
export interface ListProblem {
  readonly sheet: string;
  readonly row: number;
  /** Heading of the column; null for the whole row. */
  readonly column: string | null;
  readonly problem: Text;
}

/** A row that can be applied for. */
export interface Task {
  readonly sheet: string;
  readonly row: number;
  readonly form: Form;
  /** What the row says, whatever the order of its columns: the same text is the same task. */
  readonly content: string;
}

export interface TaskList {
  readonly tasks: readonly Task[];
  readonly problems: readonly ListProblem[];
}

export interface ListOptions {
  /** County whose lists the matters are to stand in. */
  readonly county: string;
  /** Contact of rows that name none. */
  readonly contact: string;
  readonly officePhone: string;
  /** Business date, for the law of the day. */
  readonly today: IsoDate;
  /** Id of a community by its name; undefined where there is none. */
  readonly communityOf: (name: string) => string | undefined;
}

const names = Object.keys(columns) as ColumnName[];
const blank = (row: readonly string[]) => row.every((cell) => cell.trim() === '');

/** Every row of the sheets as an application form, and what cannot be read. A sheet without content is passed over. */
export function readTaskList(sheets: readonly Sheet[], options: ListOptions): TaskList {
  const tasks: Task[] = [];
  const problems: ListProblem[] = [];
  const seen = new Map<string, string>();
  for (const { name: sheet, rows } of sheets) {
    const top = rows.findIndex((row) => !blank(row));
    if (top < 0) continue;
    const headings = (rows[top] ?? []).map((heading) => heading.trim());
    const found = headings.map(columnOf);
    const wrong = headingProblems(headings, found).map((problem) => ({ sheet, row: top + 1, ...problem }));
    problems.push(...wrong);
    if (wrong.some(({ fatal }) => fatal)) continue;
    for (const [at, row] of rows.entries()) {
      if (at <= top || blank(row)) continue;
      const read = readRow(row, found, options);
      problems.push(...read.problems.map((problem) => ({ sheet, row: at + 1, ...problem })));
      if (!read.form) continue;
      const content = contentOf(row, found);
      const first = seen.get(content);
      if (first === undefined) tasks.push({ sheet, row: at + 1, form: read.form, content });
      else
        problems.push({
          sheet,
          row: at + 1,
          column: null,
          problem: { zh: `与${first}相同，已略过`, en: `the same as ${first}: passed over` },
        });
      seen.set(content, first ?? `${sheet} ${at + 1}`);
    }
  }
  return { tasks, problems: problems.map(({ sheet, row, column, problem }) => ({ sheet, row, column, problem })) };
}

/** The cells that hold something, by the names of their columns. */
function contentOf(row: readonly string[], found: Found): string {
  const cells = names.map((name) => [name, (row[found.indexOf(name)] ?? '').trim()] as const);
  return JSON.stringify(cells.filter(([, cell]) => cell !== ''));
}

type Found = readonly (ColumnName | undefined)[];
type Wrong = Pick<ListProblem, 'column' | 'problem'> & { readonly fatal?: true };

function headingProblems(headings: readonly string[], found: Found): Wrong[] {
  return [
    ...headings.flatMap((heading, at): Wrong[] =>
      heading !== '' && found[at] === undefined
        ? [
            {
              column: heading,
              problem: { zh: '没有这一列，未读取；列名见模板', en: 'no such column, not read; the template has the names' },
            },
          ]
        : [],
    ),
    ...names.flatMap((name): Wrong[] =>
      found.filter((each) => each === name).length > 1
        ? [{ column: columns[name].zh, problem: { zh: '列名重复，请只留一列', en: 'the column stands twice: keep one' }, fatal: true }]
        : [],
    ),
    ...neededColumns.flatMap((name): Wrong[] =>
      found.includes(name)
        ? []
        : [{ column: columns[name].zh, problem: { zh: '缺少这一列', en: `the column ${columns[name].en} is missing` }, fatal: true }],
    ),
  ];
}

function readRow(row: readonly string[], found: Found, options: ListOptions): { form?: Form; problems: Wrong[] } {
  const problems: Wrong[] = [];
  const read = names.map((name) => {
    const at = found.indexOf(name);
    const result = columns[name].read(at < 0 ? '' : (row[at] ?? '').trim());
    if ('problem' in result) problems.push({ column: columns[name].zh, problem: result.problem });
    return [name, 'value' in result ? result.value : null];
  });
  if (problems.length > 0) return { problems };
  const form = formOf(Object.fromEntries(read) as Cells, options);
  if ('problem' in form) return { problems: [form] };
  const checked = applicationForm.safeParse(form);
  if (checked.success) return { form: checked.data, problems };
  const [issue] = checked.error.issues;
  const where = issue?.path.join('.') ?? '';
  return { problems: [{ column: null, problem: { zh: `${where} 不合要求：${issue?.message ?? ''}`, en: `${where} is out of range` } }] };
}

/** Matter of the catalogue or negative list by its exact name, where a row gives no id. */
function idOf(name: string): string | null {
  return catalogue.find((matter) => matter.name === name)?.id ?? forbiddenMatters.find((matter) => matter.name.zh === name)?.id ?? null;
}

/** Class of a row: as asked; of a known matter without one, that of the law. */
function classOf(asked: Form['classAsked'] | null, id: string | null): Form['classAsked'] | undefined {
  if (asked !== null || id === null) return asked ?? undefined;
  return findForbidden(id) ? 'FORBIDDEN' : id.startsWith('B') ? 'PURCHASE' : findMatter(id)?.class;
}

/** A community by its id, or by its name. */
const idOfCommunity = (given: string, communityOf: ListOptions['communityOf']) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given) ? given.toLowerCase() : communityOf(given);

function formOf(cells: Cells, { county, contact, officePhone, today, communityOf }: ListOptions): Form | Wrong {
  const id = cells.matter ?? idOf(cells.name);
  const known = id === null ? undefined : findMatter(id);
  const classAsked = classOf(cells.classAsked, id);
  if (classAsked === undefined)
    return { column: columns.classAsked.zh, problem: { zh: '目录中没有该事项，请填申请类别', en: 'not in the catalogue: name the class' } };
  if (cells.frequency === null)
    return { column: columns.frequency.zh, problem: { zh: '请填频次', en: 'how often: once, monthly, … (see the template)' } };
  const money = moneyOf(cells);
  if (money !== null && 'problem' in money) return money;
  if (cells.from === null) return { column: columns.from.zh, problem: { zh: '请填开始日期', en: 'name the first day' } };
  const carried = known && basisOn(known, today);
  const cited = carried && cells.law === carried.law && cells.article === carried.article;
  const named = cells.communities.filter((each) => !['全部', 'all'].includes(each.toLowerCase()));
  if (named.length === 0 && cells.communityCount === 0)
    return {
      column: columns.communityCount.zh,
      problem: { zh: '面向全部社区的请填社区数', en: 'for all communities: how many there are' },
    };
  const unknown = named.filter((name) => idOfCommunity(name, communityOf) === undefined);
  if (unknown.length > 0)
    return {
      column: columns.communities.zh,
      problem: { zh: `没有这些社区：${unknown.join('、')}`, en: `no such communities: ${unknown.join(', ')}` },
    };
  const ids = named.flatMap((name) => idOfCommunity(name, communityOf) ?? []);
  const { meetings, ledgers, forms, hoursPerYear } = cells;
  return {
    county,
    contact: { account: cells.contact || contact, officePhone: cells.officePhone || officePhone },
    matter: { id, name: cells.name || (known?.name ?? '') },
    classAsked,
    flags: cells.flags,
    // The words of a law that the catalogue holds need not be copied.
    basis: { law: cells.law, article: cells.article, words: cells.words || (cited ? carried.words : ''), file: cells.file },
    powerItem: cells.powerItem || null,
    content: cells.content,
    steps: cells.steps,
    object: cells.object,
    scope: ids.length > 0 ? { communities: 'named', named: ids } : { communities: 'all', count: cells.communityCount },
    frequency: cells.frequency,
    period: { from: cells.from, to: cells.to },
    volume: cells.volume,
    minutesPerCase: cells.minutesPerCase,
    staff: cells.staff,
    skills: cells.skills,
    equipment: cells.equipment,
    place: cells.place,
    data: cells.data,
    figuresAsked: cells.figuresAsked,
    systems: cells.systems,
    extraLedger: cells.extraLedger,
    certificate: cells.certificate === null ? null : { id: cells.certificate, legalException: cells.legalException || null },
    ...(cells.sealsAsked.length > 0 && { sealsAsked: cells.sealsAsked }),
    evaluation: {
      method: cells.method,
      oneVoteVeto: cells.oneVoteVeto,
      vetoGround: cells.vetoGround || null,
      ranking: cells.ranking,
      ownScore: cells.ownScore,
      responsibilityLetter: cells.responsibilityLetter,
    },
    powers: cells.powers,
    targets: cells.targets,
    responsibleFor: cells.responsibleFor,
    newOrganisation: cells.newOrganisation,
    givenBefore: cells.givenBefore,
    money,
    training: cells.training,
    burden: { hoursPerYear, meetings, ledgers, forms },
    offset: cells.offset || null,
    exitOn: cells.exitOn,
  };
}

/** Money of a row; a standard that is not written out whole is asked for, never guessed: a price by the case is no price by the year. */
function moneyOf({ amount, per, price, cases, budgetCode, purpose, plan, agreementDraft }: Cells): Form['money'] | Wrong {
  if (amount === null) return null;
  if (per === null)
    return { column: columns.per.zh, problem: { zh: '填了经费的，请填“件”或“年”', en: 'with money: by the case or by the year' } };
  if (price === null)
    return { column: columns.price.zh, problem: { zh: '填了经费的，请填单价', en: 'with money: the price of a case or year' } };
  if (per === 'case' && cases === 0)
    return {
      column: columns.cases.zh,
      problem: { zh: '按件计价的，请填每社区件数', en: 'priced by the case: how many for each community' },
    };
  const standard = per === 'case' ? { per, price, cases } : { per, price };
  return { amount, standard, budgetCode, ...(purpose !== null && { purpose }), plan, agreementDraft };
}
