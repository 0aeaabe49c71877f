import { areaLevels, organisationKinds, organisationTrees } from '@yimen/contracts';
import { roles, type Role } from '@yimen/kernel';
import { z } from 'zod';
import { all, any, everything, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view } from '../views/view.js';
import { directory } from './directory.js';

const everyRole = (Object.keys(roles) as Role[]).filter((role) => role !== 'resident');

/** Government and communities are public bodies; a Party organisation is shown to those whose own organisation it is or stands above it. */
export const organisationsView = view({
  name: 'organisations',
  label: { zh: '组织', en: 'organisations' },
  about: { zh: '登录人员；党组织限本组织及下级', en: 'anyone signed in; Party organisations within the own tree' },
  models: [directory],
  table: directory.table.organisations,
  from: '{organisation} o',
  columns: columnsOf(directory.table.organisations, 'o', {
    organisation: '编号 / id',
    tree: 'government 政府，community 社区，party 党组织',
    kind: '类型 / kind',
    name: '名称 / name',
    areaCode: '区划代码 / area code',
    uscc: '统一社会信用代码 / credit code',
    parent: '上级组织 / parent',
    establishedOn: '设立日期 / set up on',
    closedOn: '撤销日期 / closed on',
    successor: '承接组织 / successor',
    cameFrom: '沿革来源 / came from',
  }),
  key: [{ from: 'o.organisation', type: 'uuid' }],
  sorts: {
    name: [{ from: 'o.name', type: 'text' }],
    area: [{ from: `coalesce(o."areaCode", '')`, type: 'text' }],
    kind: [{ from: 'o.kind', type: 'text' }],
  },
  filters: z
    .object({
      organisation: z.uuid().optional(),
      tree: z.enum(organisationTrees).optional(),
      kind: z.enum(organisationKinds).optional(),
      parent: z.uuid().optional(),
      name: z.string().min(1).max(50).optional(),
      /** First digits of the area code: a search, never a permission (decision 23). */
      area: z
        .string()
        .regex(/^\d{2,12}$/)
        .optional(),
      closed: flag.optional(),
      /** Day of the line of ancestors; default: today. */
      asOf: z.iso.date().optional(),
    })
    .strict(),
  scope: (viewer) => any(sql`o.tree <> 'party'`, viewer.reaches({ 'o.organisation': everyRole })),
  where: ({ filters: given }) => {
    const closed = isTrue(given.closed);
    return all(
      equals('o.organisation', given.organisation, 'uuid'),
      equals('o.tree', given.tree),
      equals('o.kind', given.kind),
      equals('o.parent', given.parent, 'uuid'),
      given.name === undefined ? undefined : sql`strpos(o.name, ${given.name}) > 0`,
      given.area === undefined ? undefined : sql`starts_with(o."areaCode", ${given.area})`,
      closed === undefined ? undefined : sql`(o."closedOn" IS NOT NULL) = ${closed}::boolean`,
    );
  },
  derive: (row, { ancestors, filters: given, today }) => ({ ancestors: ancestors(String(row['organisation']), given.asOf ?? today) }),
  derived: z.object({ ancestors: z.array(z.uuid()).describe('上级，由近及远 / ancestors, the nearest first') }),
});

/** A1: an area that stands on a day under a parent that has ended by then: it waits to be put under a successor. */
const waitsForParent = (day: string) => sql`((a."validTo" IS NULL OR a."validTo" > ${day}::date)
  AND EXISTS (SELECT FROM {area} u WHERE u.area = p.parent AND u."validTo" <= ${day}::date))`;

/** A3: the state of an area on a day: what ends on a later one is valid still. */
export const stateOn = (day: string) => sql`CASE WHEN a."validTo" > ${day}::date THEN 'valid' ELSE a.state END`;

/** A3: name, code and parent of an area on a day; no row before it was valid. */
export const periodOn = (day: string) => sql`LATERAL (SELECT p.name, p.code, p.parent FROM {area_period} p
        WHERE p.area = a.area AND p."fromOn" <= ${day}::date ORDER BY p."fromOn" DESC LIMIT 1) p`;

/** The book of areas (1.1); with `asOf`, names, codes, parents and states as they were on that day. */
export const areasView = view({
  name: 'areas',
  label: { zh: '区划', en: 'areas' },
  about: { zh: '公开', en: 'public' },
  public: true,
  models: [directory],
  table: directory.table.areas,
  from: (scope, { filters: given, today }) => {
    const day = given.asOf ?? today;
    return sql`(SELECT a.area, a.level, a.keeper, ${stateOn(day)} AS state, a."validFrom", a."validTo", a."cameFrom", a."wentInto", p.name, p.code, p.parent,
        ${waitsForParent(day)} AS "waitsForParent"
      FROM {area} a CROSS JOIN ${periodOn(day)}
      WHERE (a."validTo" IS NULL OR a."validTo" > ${day}::date OR ${given.asOf === undefined}::boolean) AND ${scope}) a`;
  },
  columns: {
    ...columnsOf(directory.table.areas, 'a', {
      area: '编号 / id',
      level: '级别 / level',
      name: '名称 / name',
      code: '统计用区划代码 / statistical code',
      parent: '上级区划 / parent',
      keeper: '维护组织 / keeper',
      state: 'valid 有效，merged 已并入，split 已拆分，abolished 已撤销',
      validFrom: '起始日期 / valid from',
      validTo: '终止日期 / valid to',
      cameFrom: '沿革来源 / came from',
      wentInto: '沿革去向 / went into',
    }),
    waitsForParent: {
      from: 'a."waitsForParent"',
      type: 'boolean',
      nullable: false,
      label: '上级已终止，待变更隶属 / its parent has ended: it waits for another',
    },
  },
  key: [{ from: 'a.area', type: 'uuid' }],
  changed: { from: '{area} a', key: [{ from: 'a.area', type: 'uuid' }], told: true },
  sorts: { code: [{ from: `coalesce(a.code, '~')`, type: 'text' }], name: [{ from: 'a.name', type: 'text' }] },
  filters: z
    .object({
      area: z.uuid().optional(),
      level: z.enum(areaLevels).optional(),
      parent: z.uuid().optional(),
      code: z
        .string()
        .regex(/^\d{2,15}$/)
        .optional(),
      state: z.enum(['valid', 'merged', 'split', 'abolished']).optional(),
      waitsForParent: flag.optional(),
      asOf: z.iso.date().optional(),
    })
    .strict(),
  scope: () => everything,
  where: ({ filters: given, today }) => {
    const [waits, day] = [isTrue(given.waitsForParent), given.asOf ?? today];
    return all(
      equals('a.area', given.area, 'uuid'),
      equals('a.level', given.level),
      equals('p.parent', given.parent, 'uuid'),
      given.code === undefined ? undefined : sql`starts_with(p.code, ${given.code})`,
      given.state === undefined ? undefined : sql`${stateOn(day)} = ${given.state}`,
      waits === undefined ? undefined : sql`${waitsForParent(day)} = ${waits}::boolean`,
    );
  },
});
