import { matterListName } from '@yimen/contracts';
import type { IsoDate } from '@yimen/kernel';
import { z } from 'zod';
import { all, everything, sql } from '../views/clause.js';
import { columnsOf, equals, view } from '../views/view.js';
import { asOf, concerns, matterId, ofCounty } from './access.js';
import { preAccess } from './folds.js';
import { shownIn, source, sourceOf } from './source.js';
import { forbiddenBy, lawOn, listLabels, standing, type ListName } from './standing.js';
import { preAccessTables } from './tables.js';

const { entries } = preAccessTables;
const text = z.object({ zh: z.string(), en: z.string() });
const law = z.object({ law: z.string(), article: z.string(), words: z.string() });

/** 四项登记: what stood in the lists of a county on a day. The lists are public (13.1), and so is this. */
export const registersView = view({
  name: 'matter-registers',
  label: { zh: '事项清单', en: 'registers of matters' },
  about: { zh: '公开：三张清单与委托购买登记，按日查询', en: 'public: the three lists and entrusted or purchased matters, as of a day' },
  public: true,
  models: [preAccess],
  table: entries,
  from: (scope, { filters: given, today }) => {
    const day = given.on ?? today;
    // Only what is published of the matter's life: that it is listed, stands, or is suspended.
    return sql`(SELECT e.*, a.department, a.class, a.flags, a.number, a.law, a.article, a.words,
        CASE WHEN e.application IS NULL THEN 'adopted' WHEN p.state IN ('active', 'suspended') THEN p.state
          WHEN p.state = 'under-review' THEN 'active' ELSE 'listed' END AS standing
      FROM {entry} e LEFT JOIN {admission} a ON a.application = e.application
      LEFT JOIN LATERAL (SELECT p.state FROM {admission_period} p WHERE p.application = e.application AND p."fromOn" <= ${day}::date
        ORDER BY p."fromOn" DESC LIMIT 1) p ON TRUE
      WHERE ${scope}) r`;
  },
  columns: {
    ...columnsOf(entries, 'r', {
      county: '县（市、区）区划代码 / area code of the county',
      list: 'self-government 自治，assist 协助，negative 负面，entrusted-purchased 委托和购买',
      matter: '目录编号 / id in the catalogue or negative list',
      name: '事项 / matter',
      application: '准入申请，空为目录公布 / application; null: adopted from the catalogue',
      everywhere: '面向全部社区 / all communities',
      communities: '所涉社区 / communities concerned',
      fromOn: '自 / from',
      toOn: '至 / until',
      approval: '公布文号 / approval',
    }),
    department: { from: 'r.department', type: 'uuid', nullable: true, label: '申请部门 / department' },
    class: { from: 'r.class', type: 'text', nullable: true, label: '类别 / class' },
    flags: { from: 'r.flags', type: 'json', nullable: true, label: '标记 / flags' },
    number: { from: 'r.number', type: 'text', nullable: true, label: '准入编号 / number of the application' },
    standing: { from: 'r.standing', type: 'text', nullable: false, label: 'adopted 目录公布，listed 待生效，active 生效，suspended 暂停' },
    law: { from: 'r.law', type: 'text', nullable: true, label: '申请所引法律 / law cited by the application' },
    article: { from: 'r.article', type: 'text', nullable: true, label: '条 / article' },
    words: { from: 'r.words', type: 'text', nullable: true, label: '原文 / words' },
  },
  key: [
    { from: 'r.county', type: 'text' },
    { from: 'r.entry', type: 'text' },
    { from: 'r."fromOn"', type: 'date' },
  ],
  sorts: {
    list: [
      { from: 'r.list', type: 'text' },
      { from: `coalesce(r.matter, '~')`, type: 'text' },
    ],
    name: [{ from: 'r.name', type: 'text' }],
    from: [{ from: 'r."fromOn"', type: 'date' }],
  },
  filters: z
    .object({
      ...asOf,
      ...ofCounty,
      list: matterListName.optional(),
      matter: matterId.optional(),
      application: z.uuid().optional(),
      department: z.uuid().optional(),
      community: z.uuid().optional(),
      name: z.string().min(1).max(60).optional(),
    })
    .strict(),
  changed: {
    from: '{entry} e',
    key: [
      { from: 'e.county', type: 'text' },
      { from: 'e.entry', type: 'text' },
      { from: 'e."fromOn"', type: 'date' },
    ],
    told: true,
  },
  scope: () => everything,
  where: ({ filters: given, today, areaOf }) =>
    all(
      standing(given.on ?? today),
      equals('e.county', given.county),
      equals('e.list', given.list),
      equals('e.matter', given.matter),
      equals('e.application', given.application, 'uuid'),
      equals('a.department', given.department, 'uuid'),
      concerns('e', given, areaOf),
      given.name === undefined ? undefined : sql`strpos(e.name, ${given.name}) > 0`,
    ),
  derive: ({ law: cited, article, words, ...row }, { filters: given, today, describe }) => {
    const day: IsoDate = given.on ?? today;
    const named = typeof cited === 'string' ? { law: cited, article: String(article), words: String(words) } : null;
    return {
      // One field says what carries it on the day.
      law: undefined,
      article: undefined,
      words: undefined,
      listLabel: listLabels[row['list'] as ListName],
      basis: lawOn(row['matter'], day) ?? named,
      source: sourceOf(forbiddenBy(row['matter']) ?? 'D-admission-lists', shownIn(row['county'], describe)),
    };
  },
  derived: z.object({
    listLabel: text,
    basis: law.nullable().describe('当日所据法律及原文 / law that carries it on the day'),
    source: source.nullable().describe('列入清单的依据；负面清单为禁止的依据 / why it stands in the list'),
  }),
});
