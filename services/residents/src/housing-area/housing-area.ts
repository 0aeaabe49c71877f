import {
  interimBodies,
  type committeeSetUpDue,
  type EventOf,
  type housingAreaCovered,
  type housingAreaRegistered,
  type interimBodyArranged,
  type occupancyRecorded,
} from '@yimen/contracts';
import { model, refusals, type When } from '@yimen/kernel';
import { z } from 'zod';
import { readCommunity } from '../person/community.js';

interface Built {
  readonly name: string;
  readonly subDistrict: string;
  readonly planned: number;
  readonly movedIn: number;
  readonly asOf: string | null;
  readonly interim: { readonly body: (typeof interimBodies)[number]; readonly committee: string } | null;
}
export type HousingArea =
  | { readonly status: 'none' }
  | ({ readonly status: 'moving-in' } & Built)
  | ({ readonly status: 'committee-due' } & Built)
  | ({ readonly status: 'covered'; readonly committee: string } & Built);

type HousingAreaEvent = EventOf<
  | typeof housingAreaRegistered
  | typeof occupancyRecorded
  | typeof interimBodyArranged
  | typeof committeeSetUpDue
  | typeof housingAreaCovered
>;
type Open = When<HousingArea, 'moving-in' | 'committee-due'>;

const { move, aggregate } = model<HousingArea, HousingAreaEvent, 'subDistrict'>();
const refuse = refusals({
  'more-than-planned': {
    ground: 'record',
    zh: '入住户数多于规划户数 {planned}',
    en: 'more households than the {planned} that are planned',
  },
  'date-not-fit': { ground: 'record', zh: '日期 {on} 晚于今天，或早于上次登记', en: '{on} is in the future, or before the last record' },
  'not-a-committee': { ground: 'record', zh: '所填组织不是有效的居民委员会', en: 'the organisation is not an active committee' },
});

const by = { subDistrict: ['sub-district'] } as const;
const count = z.int().min(0).max(1_000_000);

/** 新建住宅区: until it stands under a committee, somebody looks after it, and at half of its households the sub-district has the task of setting one up (2.1 P3). */
export const housingArea = aggregate({
  context: 'residents',
  name: 'housing-area',
  collection: 'housing-areas',
  label: { zh: '新建住宅区', en: 'new housing area' },
  ids: 'derived',
  initial: { status: 'none' } as HousingArea,
  states: {
    none: { zh: '未登记', en: 'not registered' },
    'moving-in': { zh: '入住中', en: 'people are moving in' },
    'committee-due': { zh: '应成立居委会', en: 'a committee is due' },
    covered: { zh: '已纳入居委会', en: 'under a committee', final: true },
  },
  parties: (state) => (state.status === 'none' ? {} : { subDistrict: { organisation: state.subDistrict } }),
  readers: { subDistrict: ['sub-district', 'department', 'auditor'] },
  moves: {
    register: move({
      label: { zh: '登记', en: 'register' },
      from: ['none'],
      by,
      input: z.object({ name: z.string().trim().min(1).max(80), subDistrict: z.uuid(), planned: count.min(1) }).strict(),
      parties: ({ subDistrict }) => ({ subDistrict: { organisation: subDistrict } }),
      decide: (_none, input) => ({ type: 'HousingAreaRegistered', ...input }),
    }),
    recordOccupancy: move({
      label: { zh: '登记入住户数', en: 'record how many have moved in' },
      from: ['moving-in', 'committee-due'],
      by,
      input: z.object({ movedIn: count, asOf: z.iso.date() }).strict(),
      decide: (state, { movedIn, asOf }, { today, policy }) => {
        const { planned, subDistrict, interim } = state;
        if (movedIn > planned) return refuse('more-than-planned', 'D-housing-area', { planned });
        if (asOf > today || asOf < (state.asOf ?? asOf)) return refuse('date-not-fit', 'D-housing-area', { on: asOf });
        // 达到 includes the half; whole numbers only (0.3).
        const reached = movedIn * 100 >= planned * policy.number('community.new_area.moved_in_percent');
        const recorded = { type: 'OccupancyRecorded' as const, movedIn, planned, asOf, reached };
        const due = { type: 'CommitteeSetUpDue' as const, subDistrict, rule: 'R-001', movedIn, planned };
        const detail = {
          zh: '应成立居民小组或由相邻居委会代管',
          en: 'a residents’ group or a neighbouring committee has to look after it',
        };
        return {
          events: reached && state.status === 'moving-in' ? [recorded, due] : [recorded],
          warnings: reached || interim !== null ? [] : [{ code: 'interim-missing', rule: 'R-002', detail }],
        };
      },
    }),
    arrangeInterim: move({
      label: { zh: '落实过渡组织', en: 'arrange who looks after it' },
      from: ['moving-in', 'committee-due'],
      by,
      /** `committee`: the one that the group belongs to, or the one that takes care. */
      input: z.object({ body: z.enum(interimBodies), committee: z.uuid(), since: z.iso.date() }).strict(),
      gather: (read, { committee }) => readCommunity(read, committee),
      decide: (_state, input, { today, facts }) => {
        if (!facts.communityIsCommittee) return refuse('not-a-committee', 'D-organisation-tree');
        return input.since > today
          ? refuse('date-not-fit', 'D-housing-area', { on: input.since })
          : { type: 'InterimBodyArranged', ...input };
      },
    }),
    recordCommittee: move({
      label: { zh: '登记居民委员会', en: 'record its committee' },
      from: ['moving-in', 'committee-due'],
      by,
      input: z.object({ committee: z.uuid(), decisionNo: z.string().trim().min(1).max(120) }).strict(),
      gather: (read, { committee }) => readCommunity(read, committee),
      decide: (_state, input, { facts }) =>
        facts.communityIsCommittee ? { type: 'HousingAreaCovered', ...input } : refuse('not-a-committee', 'D-organisation-tree'),
    }),
  },
  on: {
    HousingAreaRegistered: (_none, { name, subDistrict, planned }) => ({
      status: 'moving-in',
      ...{ name, subDistrict, planned, movedIn: 0, asOf: null, interim: null },
    }),
    OccupancyRecorded: (open: Open, { movedIn, asOf }) => ({ ...open, movedIn, asOf }),
    InterimBodyArranged: (open: Open, { body, committee }) => ({ ...open, interim: { body, committee } }),
    CommitteeSetUpDue: (open: Open) => ({ ...open, status: 'committee-due' }),
    HousingAreaCovered: (open: Open, { committee }) => ({ ...open, status: 'covered', committee }),
  },
});
