import type { Role } from '@yimen/kernel';
import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all, sql, type Clause } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view, type Row, type ViewColumn } from '../views/view.js';
import { coverage, coverageTables } from './coverage.js';

const viewers: readonly Role[] = ['community-worker', 'director', 'secretary', 'sub-district', 'department', 'auditor'];
const about = {
  zh: '社区、街道、部门与审计，限本组织及下级',
  en: 'communities, sub-districts, departments and auditors, within their organisations',
};

/**
 * Every room, open household and person to be covered, with the committee that answers for it and whether something is missing. A room is found in
 * its community by its line of areas, and the committee by the community's code; where there is none, by who keeps the record.
 */
const covered = sql`SELECT 'room' AS kind, r.area AS id, coalesce(o.organisation, r.keeper) AS organisation,
      NOT EXISTS (SELECT FROM {household} h WHERE h.room = r.area AND h.open) AS missing, NULL::date AS "visitedOn"
    FROM {place} r LEFT JOIN {place} p1 ON p1.area = r.parent LEFT JOIN {place} p2 ON p2.area = p1.parent
      LEFT JOIN {place} p3 ON p3.area = p2.parent LEFT JOIN {place} p4 ON p4.area = p3.parent
      LEFT JOIN {committee} o ON o.open AND o."areaCode" = CASE WHEN p3.level = 'COMMUNITY' THEN p3.code ELSE p4.code END
    WHERE r.level = 'ROOM' AND r.valid
  UNION ALL SELECT 'household', h.household, h.community, NOT EXISTS (SELECT FROM {household_member} m
      JOIN {resident} p ON p.person = m.person AND p.registered WHERE m.household = h.household), h."lastVisitOn"
    FROM {household} h WHERE h.open
  UNION ALL SELECT 'person', p.person, coalesce(o.organisation, p.collector), o.organisation IS NULL, NULL
    FROM {resident} p LEFT JOIN {committee} o ON o.organisation = p.community AND o.open WHERE p.registered AND NOT p.away`;

const column = (name: string, type: ViewColumn['type'], label: string): ViewColumn => ({
  from: `g."${name}"`,
  type,
  nullable: false,
  label,
});
const scoped = (scope: Clause) => sql`FROM (${covered}) c WHERE ${scope}`;

/** 全覆盖情况: what each committee has, and what is missing; the target of each gap is 0 (2.1 P2, R-003). */
export const coverageView = view({
  name: 'coverage',
  label: { zh: '居民全覆盖', en: 'coverage of residents' },
  about,
  models: [coverage],
  table: coverageTables.households,
  from: (scope, { today }) => sql`(SELECT c.organisation,
      count(*) FILTER (WHERE kind = 'room')::int AS rooms, count(*) FILTER (WHERE kind = 'room' AND missing)::int AS "roomsWithoutHousehold",
      count(*) FILTER (WHERE kind = 'household')::int AS households,
      count(*) FILTER (WHERE kind = 'household' AND missing)::int AS "householdsWithoutPerson",
      count(*) FILTER (WHERE kind = 'household' AND "visitedOn" >= ${`${today.slice(0, 4)}-01-01`}::date)::int AS "householdsVisited",
      count(*) FILTER (WHERE kind = 'person')::int AS persons,
      count(*) FILTER (WHERE kind = 'person' AND missing)::int AS "personsWithoutCommunity"
    ${scoped(scope)} GROUP BY c.organisation) g`,
  columns: {
    organisation: column('organisation', 'uuid', '居（村）民委员会，没有时为登记组织 / committee, or who keeps the record'),
    rooms: column('rooms', 'int', '户室 / rooms'),
    roomsWithoutHousehold: column('roomsWithoutHousehold', 'int', '无住户的户室 / rooms without a household'),
    households: column('households', 'int', '住户 / households'),
    householdsWithoutPerson: column('householdsWithoutPerson', 'int', '无已核实人员的住户 / households without a verified person'),
    householdsVisited: column('householdsVisited', 'int', '本年已走访的住户 / households visited this year'),
    persons: column('persons', 'int', '人员 / persons'),
    personsWithoutCommunity: column('personsWithoutCommunity', 'int', '不属于任何社区的人员 / persons under no committee'),
  },
  key: [{ from: 'g.organisation', type: 'uuid' }],
  sorts: { organisation: [] },
  filters: z.object({}).strict(),
  // Sums over many streams: there is no row whose change could be told.
  silent: true,
  scope: (viewer) => viewer.within({ 'c.organisation': viewers }),
  derive: (row: Row, { policy, describe }) => {
    const target = policy.number('community.coverage.target');
    const gaps = ['roomsWithoutHousehold', 'householdsWithoutPerson', 'personsWithoutCommunity'].map((name) => Number(row[name]));
    return { target, complete: gaps.every((gap) => gap <= target), coverageBasis: basisOf('R-003', describe) };
  },
  derived: z.object({
    target: z.int().describe('目标值 / target of each gap'),
    complete: z.boolean().describe('已全覆盖 / nothing is missing'),
    coverageBasis: basis.nullable(),
  }),
});

/** 覆盖缺口: the rooms, households and persons behind the figures, by id. */
export const coverageGaps = view({
  name: 'coverage-gaps',
  label: { zh: '覆盖缺口', en: 'gaps of coverage' },
  about,
  models: [coverage],
  table: coverageTables.households,
  from: (scope) => sql`(SELECT c.kind, c.id, c.organisation ${scoped(scope)} AND c.missing) g`,
  columns: {
    kind: column('kind', 'text', 'room 无住户的户室，household 无已核实人员的住户，person 不属于任何社区的人员'),
    of: { ...column('id', 'uuid', '编号 / id'), from: 'g.id' },
    organisation: column('organisation', 'uuid', '责任组织 / responsible organisation'),
  },
  key: [
    { from: 'g.kind', type: 'text' },
    { from: 'g.id', type: 'uuid' },
  ],
  sorts: { kind: [] },
  filters: z.object({ kind: z.enum(['room', 'household', 'person']).optional(), organisation: z.uuid().optional() }).strict(),
  silent: true,
  scope: (viewer) => viewer.within({ 'c.organisation': viewers }),
  where: ({ filters: given }) => all(equals('c.kind', given.kind), equals('c.organisation', given.organisation, 'uuid')),
});

/** 新建住宅区: how far people have moved in, who looks after the area meanwhile, and where a committee is due (2.1 P3). */
export const housingAreasView = view({
  name: 'housing-areas',
  label: { zh: '新建住宅区', en: 'new housing areas' },
  about: { zh: '街道、部门与审计，限本组织及下级', en: 'sub-districts, departments and auditors, within their organisations' },
  models: [coverage],
  table: coverageTables.housingAreas,
  from: '{housing_area} a',
  columns: columnsOf(coverageTables.housingAreas, 'a', {
    area: '编号 / id',
    name: '名称 / name',
    subDistrict: '街道 / sub-district',
    planned: '规划户数 / planned households',
    movedIn: '入住户数 / moved in',
    asOf: '截至 / as of',
    state: 'moving-in 入住中，committee-due 应成立居委会，covered 已纳入居委会',
    interim: '过渡组织：residents-group 居民小组，caretaker-committee 相邻居委会代管',
    committee: '居民委员会 / its committee',
    dueSince: '应成立居委会起 / committee due since',
  }),
  key: [{ from: 'a.area', type: 'uuid' }],
  sorts: { name: [{ from: 'a.name', type: 'text' }], state: [{ from: 'a.state', type: 'text' }] },
  filters: z
    .object({
      subDistrict: z.uuid().optional(),
      state: z.enum(['moving-in', 'committee-due', 'covered']).optional(),
      unattended: flag.optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'a."subDistrict"': ['sub-district', 'department', 'auditor'] }),
  where: ({ filters: given }) => {
    const unattended = isTrue(given.unattended);
    const alone = sql`(a.state <> 'covered' AND a.interim IS NULL)`;
    return all(
      equals('a."subDistrict"', given.subDistrict, 'uuid'),
      equals('a.state', given.state),
      unattended === undefined ? undefined : sql`${alone} = ${unattended}::boolean`,
    );
  },
  derive: (row, { describe }) => ({
    unattended: row['state'] !== 'covered' && row['interim'] === null,
    areaBasis: basisOf(row['state'] === 'moving-in' ? 'R-002' : 'R-001', describe),
  }),
  derived: z.object({ unattended: z.boolean().describe('无过渡组织 / nobody looks after it'), areaBasis: basis.nullable() }),
});
