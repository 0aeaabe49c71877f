import type { Role } from '@yimen/kernel';
import { findMatter, forbiddenMatters, statusOn } from '@yimen/policy';
import { z } from 'zod';
import { all, everything, sql } from '../views/clause.js';
import { equals, flag, isTrue, view } from '../views/view.js';
import { askedOf, asOf, concerns, matterId, ofCounty } from './access.js';
import { preAccess } from './folds.js';
import { source, sourceOf } from './source.js';
import { forbiddenBy, known, lawOn, standing } from './standing.js';
import { preAccessTables } from './tables.js';

const readers: readonly Role[] = ['director', 'secretary', 'community-worker', 'sub-district', 'department', 'auditor'];

const why = z.object({ zh: z.string(), en: z.string() });

/** Why a task may be refused, or why not, in words. */
function reasonOf(row: Readonly<Record<string, unknown>>, day: string): z.output<typeof why> {
  const { reason, list, matter } = row;
  if (reason === 'NEGATIVE_LIST') return { zh: '在负面清单中，不得交给社区', en: 'on the negative list: no community may be given it' };
  if (reason === null) return { zh: `在“${String(list)}”登记中，当日有效`, en: `it stands in the register ${String(list)} on the day` };
  const found = typeof matter === 'string' ? findMatter(matter) : undefined;
  if (found && statusOn(found, day) !== 'in-use')
    return { zh: '依据在当日无效，不在任何清单中', en: 'no law carries it on the day, and it stands on no list' };
  return { zh: '当日不在任何清单中', en: 'it stands on no list on the day' };
}

/**
 * 可拒绝事项: which tasks that have an id (a matter of catalogue or negative list, or an application) a community may refuse on a day, and
 * why. A task without any id stands on no list and may always be refused; one asked for by id is answered even where it may not be refused.
 */
export const refusableView = view({
  name: 'refusable-tasks',
  label: { zh: '可拒绝事项', en: 'tasks that may be refused' },
  about: {
    zh: '社区、镇街、部门和审计人员；准入申请限涉及本组织及下级的',
    en: 'communities, sub-districts, departments and auditors; of applications those that concern them',
  },
  models: [preAccess],
  table: preAccessTables.entries,
  from: (scope, { filters: given, today, viewer, areaOf }) => {
    const day = given.on ?? today;
    const ids = known.map(({ id }) => id);
    const names = known.map(({ name }) => name);
    // The negative list stands, whether the county has published it or not (13.1).
    const forbidden = sql`t.matter = ANY (${forbiddenMatters.map(({ id }) => id)}::text[])`;
    const lines = all(standing(day), equals('e.county', given.county), concerns('e', given, areaOf));
    return sql`(SELECT k.* FROM (SELECT t.task, t.matter, t.application, t.name, t.state,
        CASE WHEN ${forbidden} THEN 'negative' ELSE s.list END AS list, s."fromOn", s."toOn",
        CASE WHEN ${forbidden} THEN 'NEGATIVE_LIST' WHEN s.list IS NULL THEN 'NOT_ON_LIST' END AS reason
      FROM (
        SELECT m.id AS task, m.id AS matter, NULL::uuid AS application, m.name, NULL::text AS state
          FROM unnest(${ids}::text[], ${names}::text[]) AS m(id, name)
        UNION ALL
        SELECT a.application::text, a.matter, a.application, a.name, p.state FROM {admission} a JOIN LATERAL (
          SELECT p.state FROM {admission_period} p WHERE p.application = a.application AND p."fromOn" <= ${day}::date
            ORDER BY p."fromOn" DESC LIMIT 1) p ON p.state <> 'draft'
          WHERE ${all(equals('a.county', given.county), concerns('a', given, areaOf), askedOf(viewer))}
      ) t LEFT JOIN LATERAL (SELECT e.list, e."fromOn", e."toOn" FROM {entry} e
        WHERE (e.matter = t.matter OR e.application = t.application) AND ${lines}
        ORDER BY (e.list = 'negative') DESC, e."fromOn" DESC LIMIT 1) s ON TRUE) k WHERE ${scope}) r`;
  },
  columns: {
    task: { from: 'r.task', type: 'text', nullable: false, label: '事项或申请编号 / id of the matter or application' },
    matter: { from: 'r.matter', type: 'text', nullable: true, label: '目录编号 / id of the matter' },
    application: { from: 'r.application', type: 'uuid', nullable: true, label: '准入申请 / application' },
    name: { from: 'r.name', type: 'text', nullable: false, label: '事项 / matter' },
    state: { from: 'r.state', type: 'text', nullable: true, label: '申请当日状态 / state of the application on the day' },
    reason: {
      from: 'r.reason',
      type: 'text',
      nullable: true,
      label: 'NOT_ON_LIST 不在清单，NEGATIVE_LIST 负面清单，空为不得拒绝 / null: it may not be refused',
    },
    list: { from: 'r.list', type: 'text', nullable: true, label: '所在登记 / register in which it stands' },
    fromOn: { from: 'r."fromOn"', type: 'date', nullable: true, label: '自 / from' },
    toOn: { from: 'r."toOn"', type: 'date', nullable: true, label: '至 / until' },
  },
  key: [{ from: 'r.task', type: 'text' }],
  sorts: { task: [], name: [{ from: 'r.name', type: 'text' }] },
  filters: z
    .object({
      ...asOf,
      ...ofCounty,
      community: z.uuid().optional(),
      matter: matterId.optional(),
      application: z.uuid().optional(),
      reason: z.enum(['NOT_ON_LIST', 'NEGATIVE_LIST']).optional(),
      refusable: flag.optional(),
    })
    .strict(),
  changed: {
    from: '{entry} e',
    key: [
      { from: 'e.county', type: 'text' },
      { from: 'e.entry', type: 'text' },
    ],
    told: false,
  },
  scope: (viewer) => {
    viewer.require(...readers);
    return everything;
  },
  where: ({ filters: given }) => {
    const asked = given.matter ?? given.application;
    const refusable = isTrue(given.refusable) ?? (asked === undefined ? true : undefined);
    return all(
      given.matter === undefined ? undefined : sql`k.task = ${given.matter}`,
      equals('k.application', given.application, 'uuid'),
      equals('k.reason', given.reason),
      refusable === undefined ? undefined : sql`(k.reason IS NOT NULL) = ${refusable}::boolean`,
    );
  },
  derive: (row, { filters: given, today, describe }) => {
    const day = given.on ?? today;
    return {
      refusable: row['reason'] !== null,
      why: reasonOf(row, day),
      basis: lawOn(row['matter'], day),
      source: sourceOf((row['reason'] === 'NEGATIVE_LIST' && forbiddenBy(row['matter'])) || 'D-admission-lists', describe),
      noScore: sourceOf('D-refusal-no-score', describe),
    };
  },
  derived: z.object({
    refusable: z.boolean(),
    why,
    basis: z.object({ law: z.string(), article: z.string(), words: z.string() }).nullable().describe('当日所据法律 / law of the day'),
    source: source.nullable().describe('可以拒绝的依据 / why it may be refused'),
    noScore: source.nullable().describe('拒绝不影响评分 / a refusal lowers no score'),
  }),
});

const refusal = preAccessTables.refusals;

/** 拒绝记录: tasks that communities refused, with the source; seen by the community and by the department. */
export const refusalsView = view({
  name: 'task-refusals',
  label: { zh: '拒绝事项记录', en: 'tasks refused' },
  about: { zh: '社区、镇街、审计及相关部门，限本组织及下级', en: 'the community, its sub-district, auditors, and the department' },
  models: [preAccess],
  table: refusal,
  from: '{refusal} t',
  columns: Object.fromEntries(
    (
      [
        ['refusal', 'uuid', false, '编号 / id'],
        ['county', 'text', false, '县（市、区） / county'],
        ['community', 'uuid', false, '社区 / community'],
        ['department', 'uuid', false, '交办部门 / department'],
        ['task', 'text', false, '事项 / task'],
        ['matter', 'text', true, '目录编号 / matter'],
        ['application', 'uuid', true, '准入申请 / application'],
        ['reason', 'text', false, 'NOT_ON_LIST 不在清单，NEGATIVE_LIST 负面清单'],
        ['on', 'date', false, '日期 / on'],
      ] as const
    ).map(([name, type, nullable, label]) => [name, { from: `t."${name}"`, type, nullable, label }]),
  ),
  key: [{ from: 't.refusal', type: 'uuid' }],
  sorts: { on: [{ from: 't."on"', type: 'date' }], department: [{ from: 't.department', type: 'uuid' }] },
  filters: z
    .object({
      community: z.uuid().optional(),
      department: z.uuid().optional(),
      reason: z.enum(['NOT_ON_LIST', 'NEGATIVE_LIST']).optional(),
      from: z.iso.date().optional(),
      until: z.iso.date().optional(),
    })
    .strict(),
  scope: (viewer) =>
    viewer.within({ 't.community': ['director', 'community-worker', 'sub-district', 'auditor'], 't.department': ['department'] }),
  where: ({ filters: given }) =>
    all(
      equals('t.community', given.community, 'uuid'),
      equals('t.department', given.department, 'uuid'),
      equals('t.reason', given.reason),
      given.from === undefined ? undefined : sql`t."on" >= ${given.from}::date`,
      given.until === undefined ? undefined : sql`t."on" <= ${given.until}::date`,
    ),
  derive: (row, { describe }) => ({
    countsAgainst: false,
    source: sourceOf((row['reason'] === 'NEGATIVE_LIST' && forbiddenBy(row['matter'])) || 'D-admission-lists', describe),
  }),
  derived: z.object({ countsAgainst: z.literal(false), source: source.nullable() }),
});
