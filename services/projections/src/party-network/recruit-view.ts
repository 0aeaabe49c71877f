import { recruitGroups, type RecruitGroup } from '@yimen/contracts';
import { z } from 'zod';
import { partyPeople, partyViewers } from '../transfers/transfer-views.js';
import { basis, basisOf } from '../views/basis.js';
import { all, joined, raw, sql } from '../views/clause.js';
import { equals, view, year, type Row } from '../views/view.js';
import { networkTables } from './network-rows.js';
import { partyNetwork } from './party-network.js';

const labels: Readonly<Record<RecruitGroup, string>> = {
  'laid-off': '下岗失业人员 / laid-off and unemployed',
  floating: '流动人员 / floating',
  'other-strata': '其他社会阶层 / other social strata',
  retired: '退休人员 / retired',
  other: '其他 / others',
};

type Counts = Readonly<Record<RecruitGroup, number>>;
type Told = Readonly<Record<RecruitGroup, number | null>>;

/**
 * Counts of a year of which each is told from the least number on. All recruits are counted elsewhere, month by month: where the groups that are
 * not told would come out of that sum as fewer than the least number, the smallest ones that are told are kept back as well.
 */
export function toldCounts(counts: Counts, least: number): Told {
  const told = recruitGroups.filter((group) => counts[group] >= least).sort((one, other) => counts[one] - counts[other]);
  const sum = (groups: readonly RecruitGroup[]) => groups.reduce((total, group) => total + counts[group], 0);
  let rest = sum(recruitGroups) - sum(told);
  while (rest > 0 && rest < least && told.length > 0) rest += sum(told.splice(0, 1));
  return Object.fromEntries(recruitGroups.map((group) => [group, told.includes(group) ? counts[group] : null])) as Told;
}

/** Undefined fields are not sent: what was counted leaves through `groups` alone. */
const withoutCounts: Row = Object.fromEntries(recruitGroups.map((group) => [group, undefined]));

/**
 * 发展党员来源: how many were recruited of each group, by committee and year, and in no other split (R-101). A year is told once it is over, so that
 * no two answers differ by a person, and as long as no record of it can have been destroyed.
 */
export const partyRecruits = view({
  name: 'party-recruits',
  label: { zh: '发展党员来源', en: 'groups from which members were recruited' },
  about: {
    zh: `${partyPeople.zh}；按党委按年，年度已结束且达到最低人数才显示`,
    en: `${partyPeople.en}; by committee and year, after the year, from the least number on`,
  },
  models: [partyNetwork],
  table: networkTables.recruits,
  from: (scope, { today, policy }) => {
    const thisYear = Number(today.slice(0, 4));
    const counted = recruitGroups.map((group) => sql`(count(*) FILTER (WHERE r."group" = ${group}))::int AS ${raw(`"${group}"`)}`);
    return sql`(SELECT r.committee, r.year, count(*)::int AS recruited, ${joined(counted, ', ')} FROM {recruit} r
      WHERE ${scope} AND r.year < ${thisYear}::int AND r.year > ${thisYear - policy.number('retention.party.years')}::int
      GROUP BY r.committee, r.year) g`;
  },
  columns: {
    committee: { from: 'g.committee', type: 'uuid', nullable: false, label: '党委 / committee' },
    year: { from: 'g.year', type: 'int', nullable: false, label: '年度 / year' },
    recruited: { from: 'g.recruited', type: 'int', nullable: false, label: '发展党员总数 / all recruited' },
    ...Object.fromEntries(
      recruitGroups.map((group) => [group, { from: `g."${group}"`, type: 'int', nullable: false, label: labels[group] } as const]),
    ),
  },
  key: [
    { from: 'g.committee', type: 'uuid' },
    { from: 'g.year', type: 'int' },
  ],
  sorts: { year: [{ from: 'g.year', type: 'int' }] },
  filters: z
    .object({
      committee: z.uuid().optional(),
      year: year.optional(),
    })
    .strict(),
  silent: true,
  scope: (viewer) => viewer.within({ 'r.committee': partyViewers }),
  where: ({ filters: given }) => all(equals('r.committee', given.committee, 'uuid'), equals('r.year', given.year, 'int')),
  derive: (row, { policy, describe }) => {
    const minimum = policy.number('party.recruit.figures_minimum');
    return {
      ...withoutCounts,
      groups: toldCounts(row as unknown as Counts, minimum),
      minimum,
      recruitBasis: basisOf('R-101', describe),
      hiddenBasis: basisOf('D-recruit-hidden', describe),
    };
  },
  derived: z.object({
    groups: z
      .object(Object.fromEntries(recruitGroups.map((group) => [group, z.int().nullable().describe(labels[group])])))
      .describe('各类人数，未达最低人数或者能由总数推出的为空 / null: fewer than the least number, or the sum would tell'),
    minimum: z.int().describe('最低人数 / least number'),
    recruitBasis: basis.nullable(),
    hiddenBasis: basis.nullable(),
  }),
});
