import { partyForms, type PartyForm } from '@yimen/contracts';
import type { Text } from '@yimen/kernel';
import { z } from 'zod';
import { partyPeople, partyViewers } from '../transfers/transfer-views.js';
import { basis, basisOf } from '../views/basis.js';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view, year } from '../views/view.js';
import { networkTables } from './network-rows.js';
import { partyNetwork } from './party-network.js';

const text = z.object({ zh: z.string(), en: z.string() });

/** “五个好”争创: what was found of each organisation in each year, item by item. Nothing is added up, ordered by result or ranked (R-104, 13.9). */
export const partyDrives = view({
  name: 'party-drives',
  label: { zh: '“五个好”争创情况', en: 'the drive, by organisation and year' },
  about: partyPeople,
  models: [partyNetwork],
  table: networkTables.drives,
  from: '{drive} d JOIN {network} n ON n.organisation = d.organisation',
  columns: {
    ...columnsOf(networkTables.drives, 'd', {
      organisation: '党组织 / organisation',
      year: '年度 / year',
      items: '各项是否达到 / each item, and whether it is met',
      reached: '各项均达到 / every item is met',
      assessedOn: '评定日期 / assessed on',
    }),
    ...columnsOf(networkTables.organisations, 'n', {
      name: '名称 / name',
      level: '层级 / level',
      parent: '评定的上级党组织 / organisation above, which assesses',
    }),
  },
  key: [
    { from: 'd.organisation', type: 'uuid' },
    { from: 'd.year', type: 'int' },
  ],
  sorts: { year: [{ from: 'd.year', type: 'int' }], name: [{ from: 'n.name', type: 'text' }] },
  filters: z
    .object({ organisation: z.uuid().optional(), parent: z.uuid().optional(), year: year.optional(), reached: flag.optional() })
    .strict(),
  scope: (viewer) => viewer.within({ 'd.organisation': partyViewers }),
  where: ({ filters: given }) => {
    const reached = isTrue(given.reached);
    return all(
      equals('d.organisation', given.organisation, 'uuid'),
      equals('n.parent', given.parent, 'uuid'),
      equals('d.year', given.year, 'int'),
      reached === undefined ? undefined : sql`d.reached = ${reached}::boolean`,
    );
  },
  derive: (_row, { describe }) => ({ driveBasis: basisOf('R-104', describe) }),
  derived: z.object({ driveBasis: basis.nullable() }),
});

const forms: Readonly<Record<PartyForm, Text>> = {
  'responsibility-area': { zh: '党员责任区', en: 'responsibility areas' },
  'demonstration-post': { zh: '党员示范岗', en: 'demonstration posts' },
  'demonstration-household': { zh: '党员示范户', en: 'demonstration households' },
  'post-duties': { zh: '设岗定责', en: 'posts with duties' },
  'post-promise': { zh: '依岗承诺', en: 'promises by post' },
  'pairing-help': { zh: '结对帮扶', en: 'pairing help' },
};

/** 党员作用载体: how many posts and areas of each form an organisation has given; by whom they are held is no matter of a list (R-103, 13.9). */
export const partyDuties = view({
  name: 'party-duties',
  label: { zh: '党员作用载体', en: 'posts and areas by form' },
  about: partyPeople,
  models: [partyNetwork],
  table: networkTables.duties,
  from: (scope) =>
    sql`(SELECT d.organisation, d.form, count(*)::int AS given, (count(*) FILTER (WHERE d.until IS NULL))::int AS held
      FROM {duty} d WHERE ${scope} GROUP BY d.organisation, d.form) g`,
  columns: {
    organisation: { from: 'g.organisation', type: 'uuid', nullable: false, label: '党组织 / organisation' },
    form: { from: 'g.form', type: 'text', nullable: false, label: '形式 / form' },
    held: { from: 'g.held', type: 'int', nullable: false, label: '现有数 / held now' },
    given: { from: 'g.given', type: 'int', nullable: false, label: '累计认领数 / taken so far' },
  },
  key: [
    { from: 'g.organisation', type: 'uuid' },
    { from: 'g.form', type: 'text' },
  ],
  sorts: { form: [{ from: 'g.form', type: 'text' }] },
  filters: z.object({ organisation: z.uuid().optional(), form: z.enum(partyForms).optional() }).strict(),
  changed: {
    from: '{duty} d',
    key: [
      { from: 'd.organisation', type: 'uuid' },
      { from: 'd.duty', type: 'text' },
    ],
    told: false,
  },
  scope: (viewer) => viewer.within({ 'd.organisation': partyViewers }),
  where: ({ filters: given }) => all(equals('d.organisation', given.organisation, 'uuid'), equals('d.form', given.form)),
  derive: (row, { describe }) => ({ formLabel: forms[row['form'] as PartyForm], formBasis: basisOf('R-103', describe) }),
  derived: z.object({ formLabel: text, formBasis: basis.nullable() }),
});
