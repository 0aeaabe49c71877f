import type { Role } from '@yimen/kernel';
import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view } from '../views/view.js';
import { periodOn, stateOn } from './directory-views.js';
import { directory } from './directory.js';

/** Those who read the book's areas; a map is for the public only after its review (地图管理条例 15). */
const viewers: readonly Role[] = ['organisation-admin', 'operator', 'sub-district', 'department', 'auditor', 'records-officer'];
const about = {
  zh: '区划维护组织及其上级的管理员、街道、部门、审计与档案人员',
  en: 'administrators, sub-districts, departments, auditors and records officers of the organisation that keeps the areas, or above it',
};
const { registers, parcels } = directory.table;

/** 社区界线图: the lines of all communities of a county as one GeoJSON document, today or on the day of `asOf` (A2, A3). */
export const boundariesView = view({
  name: 'boundaries',
  label: { zh: '社区界线图', en: 'boundaries of communities' },
  about,
  models: [directory],
  table: registers,
  from: (scope, { filters: given, today }) => {
    const day = given.asOf ?? today;
    return sql`(SELECT r.county, r.code, r.keeper, r.communities, r.parcels, r."openParcels", r."changedOn",
        (SELECT jsonb_build_object('type', 'FeatureCollection', 'features', coalesce(jsonb_agg(jsonb_build_object(
          'type', 'Feature', 'id', b.community, 'geometry', b.boundary, 'properties', jsonb_build_object(
            'name', p.name, 'code', p.code, 'state', ${stateOn(day)}, 'source', b.source, 'decisionNo', b."decisionNo",
            'effectiveOn', b."fromOn", 'squareMetres', b."squareMetres")) ORDER BY b.community), '[]'::jsonb))
          FROM {boundary} b LEFT JOIN {area} a ON a.area = b.community LEFT JOIN ${periodOn(day)} ON TRUE
          WHERE b.county = r.county AND b."fromOn" <= ${day}::date AND (b."untilOn" IS NULL OR b."untilOn" > ${day}::date)) AS collection
      FROM {boundary_register} r WHERE ${scope}) g`;
  },
  columns: {
    ...columnsOf(registers, 'g', {
      county: '县（市、区）区划编号 / area of the county',
      code: '区划代码 / code',
      keeper: '维护组织 / keeper',
      communities: '现有界线的社区数 / communities with a boundary',
      parcels: '住宅地块数 / residential parcels',
      openParcels: '有空缺的住宅地块数 / parcels not wholly covered',
      changedOn: '最近变更生效日期 / last change took effect on',
    }),
    collection: {
      from: 'g.collection',
      type: 'json',
      nullable: false,
      label: 'GeoJSON FeatureCollection，CGCS2000；state 不为 valid 的社区已终止，其界线须注销',
    },
  },
  key: [{ from: 'g.county', type: 'uuid' }],
  changed: { from: '{boundary_register} r', key: [{ from: 'r.county', type: 'uuid' }], told: true },
  sorts: { code: [{ from: 'g.code', type: 'text' }] },
  filters: z.object({ county: z.uuid().optional(), asOf: z.iso.date().optional() }).strict(),
  scope: (viewer) => viewer.within({ 'r.keeper': viewers }),
  where: ({ filters: given }) => all(equals('r.county', given.county, 'uuid')),
});

/** 住宅地块: which of them lie partly under no community, so that the line that is wrong is found (A2, R-131). */
export const residentialParcelsView = view({
  name: 'residential-parcels',
  label: { zh: '住宅地块', en: 'residential parcels' },
  about,
  models: [directory],
  table: parcels,
  from: '{residential_parcel} p JOIN {boundary_register} r ON r.county = p.county',
  columns: columnsOf(parcels, 'p', {
    county: '县（市、区）区划编号 / area of the county',
    parcel: '宗地代码 / code of the parcel',
    name: '名称 / name',
    boundary: '界线，GeoJSON / its line',
    source: '来源 / source',
    squareMetres: '面积（平方米）/ square metres',
    open: '不属于任何社区的面积（平方米）/ square metres under no community',
  }),
  key: [
    { from: 'p.county', type: 'uuid' },
    { from: 'p.parcel', type: 'text' },
  ],
  sorts: { parcel: [], name: [{ from: 'p.name', type: 'text' }] },
  filters: z.object({ county: z.uuid().optional(), open: flag.optional() }).strict(),
  scope: (viewer) => viewer.within({ 'r.keeper': viewers }),
  where: ({ filters: given }) => {
    const open = isTrue(given.open);
    return all(equals('p.county', given.county, 'uuid'), open === undefined ? undefined : sql`(p."open" > 0) = ${open}::boolean`);
  },
  derive: (row, { describe }) => ({ openBasis: row['open'] === '0' ? null : basisOf('R-131', describe) }),
  derived: z.object({ openBasis: basis.nullable() }),
});
