import { mandatoryReportMade, reportAuthorities, reportedKinds, type EventOf, type mandatoryReportDue } from '@yimen/contracts';
import { addHours, businessDate, model, refusals, type Instant, type Text } from '@yimen/kernel';
import { z } from 'zod';
import { readCommunity } from '../person/community.js';
import { communityRoles } from '../roles.js';

type Kind = (typeof reportedKinds)[number];
type Authority = (typeof reportAuthorities)[number];
type Due = Omit<EventOf<typeof mandatoryReportDue>, 'type'>;
type Made = Omit<EventOf<typeof mandatoryReportMade>, 'type'>;
export type MandatoryReport =
  { readonly status: 'none' } | ({ readonly status: 'due' } & Due) | ({ readonly status: 'reported' } & Due & Made);

/** What the law has a committee report, to whom, and by which article (2.1 P6). */
export const kinds = {
  'harm-to-minor': {
    label: { zh: '侵害未成年人', en: 'harm to a minor' },
    rule: '未成年人保护法 11',
    to: ['police', 'civil-affairs', 'education'],
  },
  'domestic-violence': { label: { zh: '家庭暴力', en: 'domestic violence' }, rule: '反家庭暴力法 14', to: ['police'] },
  'safety-hazard': { label: { zh: '安全隐患', en: 'a safety hazard' }, rule: '安全生产法 75', to: ['government', 'work-safety'] },
  'illegal-fund-raising': {
    label: { zh: '涉嫌非法集资', en: 'suspected illegal fund-raising' },
    rule: '防范和处置非法集资条例 17',
    to: ['government', 'fund-raising-lead'],
  },
} as const satisfies Readonly<Record<Kind, { readonly label: Text; readonly rule: string; readonly to: readonly Authority[] }>>;

const { move, aggregate } = model<MandatoryReport, EventOf<typeof mandatoryReportDue | typeof mandatoryReportMade>, 'community'>();
const refuse = refusals({
  'not-a-committee': { ground: 'record', zh: '所填组织不是有效的居民委员会', en: 'the organisation is not an active committee' },
  'in-future': { ground: 'record', zh: '时间{at}晚于现在', en: '{at} is in the future' },
  'before-noticed': { ground: 'record', zh: '报告时间{at}早于发现时间', en: '{at} is before it was noticed' },
  'wrong-authority': { ground: 'protection', zh: '{kind}须向{to}报告', en: '{kind} is reported to: {to}' },
});

const by = { community: communityRoles } as const;
const isLater = (one: Instant, other: Instant) => Date.parse(one) > Date.parse(other);

/**
 * 强制报告: what a committee learns of and has to report within the shortest time. It holds the kind, the times, who was told and his receipt; no
 * person and no words about anybody, which go to the authority and nowhere else (13.9).
 */
export const mandatoryReport = aggregate({
  context: 'residents',
  name: 'mandatory-report',
  collection: 'mandatory-reports',
  label: { zh: '强制报告', en: 'mandatory report' },
  ids: 'derived',
  initial: { status: 'none' } as MandatoryReport,
  states: {
    none: { zh: '未登记', en: 'not noted' },
    due: { zh: '待报告', en: 'to be reported' },
    reported: { zh: '已报告', en: 'reported', final: true },
  },
  parties: (state) => (state.status === 'none' ? {} : { community: { organisation: state.community } }),
  readers: { community: communityRoles },
  moves: {
    note: move({
      label: { zh: '登记发现的情形', en: 'note what was learned' },
      from: ['none'],
      by,
      input: z.object({ kind: z.enum(reportedKinds), community: z.uuid(), noticedAt: z.iso.datetime() }).strict(),
      parties: ({ community }) => ({ community: { organisation: community } }),
      gather: (read, { community }) => readCommunity(read, community),
      decide: (_none, { kind, community, noticedAt }, { now, policy, facts }) => {
        if (!facts.communityIsCommittee) return refuse('not-a-committee', 'D-organisation-tree');
        if (isLater(noticedAt, now)) return refuse('in-future', 'D-record-facts', { at: noticedAt });
        const dueAt = addHours(noticedAt, policy.number('reporting.immediate.max_hours'));
        return { type: 'MandatoryReportDue', kind, community, noticedAt, dueAt, rule: kinds[kind].rule };
      },
    }),
    report: move({
      label: { zh: '登记已报告', en: 'record that it was reported' },
      from: ['due'],
      by,
      input: mandatoryReportMade.schema.omit({ inTime: true }),
      decide: ({ kind, noticedAt, dueAt }, { to, reportedAt, receipt }, { now }) => {
        const { rule, label } = kinds[kind];
        const authorities: readonly Authority[] = kinds[kind].to;
        if (to.some((one) => !authorities.includes(one))) return refuse('wrong-authority', rule, { kind: label.zh, to: authorities });
        if (isLater(reportedAt, now)) return refuse('in-future', 'D-record-facts', { at: reportedAt });
        if (isLater(noticedAt, reportedAt)) return refuse('before-noticed', 'D-record-facts', { at: reportedAt });
        return { type: 'MandatoryReportMade', to: [...new Set(to)], reportedAt, inTime: !isLater(reportedAt, dueAt), receipt };
      },
    }),
  },
  on: {
    MandatoryReportDue: (_none, { type: _type, ...due }) => ({ status: 'due', ...due }),
    MandatoryReportMade: (due, { type: _type, ...made }) => (due.status === 'none' ? due : { ...due, ...made, status: 'reported' }),
  },
  deadlines: {
    // Hours run by the clock; the deadline is the day on which they end, and being late is only shown.
    report: {
      label: { zh: '报告时限', en: 'time to report' },
      rule: 'D-mandatory-report',
      set: { MandatoryReportDue: ({ dueAt }) => ({ dueOn: businessDate(dueAt) }) },
      clear: ['MandatoryReportMade'],
    },
  },
});
