import { checkInKinds, partyPlaces } from '@yimen/contracts';
import { z } from 'zod';
import { partyKeepers, partyPeople, partyViewers } from '../transfers/transfer-views.js';
import { transfers } from '../transfers/transfers.js';
import { basis, basisOf } from '../views/basis.js';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, view } from '../views/view.js';
import { networkTables } from './network-rows.js';
import { partyNetwork } from './party-network.js';

/** 党员名册: who stands in a branch, and in which group of it; a name is opened for the keepers of the branch only. */
export const partyRolls = view({
  name: 'party-rolls',
  label: { zh: '党员名册', en: 'rolls of branches and groups' },
  about: partyPeople,
  models: [partyNetwork, transfers],
  table: networkTables.rolls,
  from: '{roll} r LEFT JOIN {network} g ON g.organisation = r."group" LEFT JOIN {transfers.member} m ON m.person = r.member',
  columns: {
    ...columnsOf(networkTables.rolls, 'r', {
      branch: '支部 / branch',
      member: '党员编号 / person id',
      standing: 'full 正式党员，probationary 预备党员',
      group: '党小组，空为未编组 / group; null: in none',
      listedOn: '列入日期 / on the roll since',
    }),
    groupName: { from: 'g.name', type: 'text', nullable: true, label: '党小组名称 / name of the group' },
    name: { from: 'm.name', type: 'sealed', nullable: true, label: '姓名（密封） / name, sealed' },
  },
  key: [
    { from: 'r.branch', type: 'uuid' },
    { from: 'r.member', type: 'uuid' },
  ],
  sorts: { listed: [{ from: 'r."listedOn"', type: 'date' }] },
  filters: z
    .object({
      branch: z.uuid().optional(),
      group: z.uuid().optional(),
      grouped: flag.optional(),
      member: z.uuid().optional(),
      standing: z.enum(['full', 'probationary']).optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'r.branch': partyViewers }),
  where: ({ filters: given }) => {
    const grouped = isTrue(given.grouped);
    return all(
      equals('r.branch', given.branch, 'uuid'),
      equals('r."group"', given.group, 'uuid'),
      grouped === undefined ? undefined : sql`(r."group" IS NOT NULL) = ${grouped}::boolean`,
      equals('r.member', given.member, 'uuid'),
      equals('r.standing', given.standing),
    );
  },
  opens: (viewer) => viewer.reaches({ 'r.branch': partyKeepers }),
});

/** 流入登记、在职报到: registers apart from the rolls; nobody in them is counted here. */
export const partyCheckIns = view({
  name: 'party-check-ins',
  label: { zh: '流入登记和在职报到', en: 'check-ins of members from elsewhere' },
  about: partyPeople,
  models: [partyNetwork],
  table: networkTables.checkIns,
  from: '{check_in} c',
  columns: columnsOf(networkTables.checkIns, 'c', {
    registration: '登记编号 / id',
    kind: 'floating-in 流入登记，in-service 在职报到',
    organisation: '登记的党组织 / organisation',
    person: '党员编号 / person id',
    since: '登记日期 / since',
    promisedOn: '签订承诺书日期 / promise signed on',
    posts: '认领岗位 / posts claimed',
    times: '服务次数 / times of service',
    hours: '服务小时 / hours of service',
    open: '有效 / stands',
    endedOn: '终止日期 / ended on',
  }),
  key: [{ from: 'c.registration', type: 'text' }],
  sorts: { since: [{ from: 'c.since', type: 'date' }] },
  filters: z
    .object({
      organisation: z.uuid().optional(),
      person: z.uuid().optional(),
      kind: z.enum(checkInKinds).optional(),
      open: flag.optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'c.organisation': partyViewers }),
  where: ({ filters: given }) => {
    const open = isTrue(given.open);
    return all(
      equals('c.organisation', given.organisation, 'uuid'),
      equals('c.person', given.person, 'uuid'),
      equals('c.kind', given.kind),
      open === undefined ? undefined : sql`c.open = ${open}::boolean`,
    );
  },
});

/** 组织覆盖和工作覆盖: two indicators, each with its numerator and denominator (R-099, section 7); a percentage alone tells neither. */
export const partyCoverage = view({
  name: 'party-coverage',
  label: { zh: '党的组织覆盖和工作覆盖', en: 'coverage by organisation and by work' },
  about: partyPeople,
  models: [partyNetwork],
  table: networkTables.coverage,
  from: '{coverage} v',
  columns: columnsOf(networkTables.coverage, 'v', {
    organisation: '党组织 / organisation',
    place:
      'building 楼栋，commercial-tower 商务楼宇，commercial-street 商业街区，two-new-organisation “两新”组织，migrant-workers 农民工聚集地',
    recordedOn: '登记日期 / recorded on',
    places: '处所数，两项指标的分母 / places: the denominator of both',
    byOrganisation: '组织覆盖数，含联合组织 / reached by an organisation, also a joint one',
    byWork: '工作覆盖数，含组织覆盖 / reached by work, also by an organisation',
  }),
  key: [
    { from: 'v.organisation', type: 'uuid' },
    { from: 'v.place', type: 'text' },
  ],
  sorts: { organisation: [{ from: 'v.organisation', type: 'uuid' }], place: [{ from: 'v.place', type: 'text' }] },
  filters: z.object({ organisation: z.uuid().optional(), place: z.enum(partyPlaces).optional() }).strict(),
  scope: (viewer) => viewer.within({ 'v.organisation': partyViewers }),
  where: ({ filters: given }) => all(equals('v.organisation', given.organisation, 'uuid'), equals('v.place', given.place)),
  derive: (row, { describe }) => ({
    organisationComplete: row['byOrganisation'] === row['places'],
    workComplete: row['byWork'] === row['places'],
    coverageBasis: basisOf('R-099', describe),
  }),
  derived: z.object({
    organisationComplete: z.boolean().describe('组织全覆盖 / an organisation reaches every place'),
    workComplete: z.boolean().describe('工作全覆盖 / work reaches every place'),
    coverageBasis: basis.nullable(),
  }),
});
