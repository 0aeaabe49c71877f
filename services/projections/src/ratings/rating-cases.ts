import {
  badRatingAccepted,
  badRatingAppealed,
  badRatingOpened,
  badRatingRechecked,
  badRatingVerified,
  raterCalledBack,
  ratingCaseClosed,
  ratingDueComputed,
  rectificationReported,
  rectificationStarted,
} from '@yimen/contracts';
import type { Role } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine';
import { z } from 'zod';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view } from '../views/view.js';

export interface RatingCaseRow {
  readonly ratingCase: string;
  readonly rating: string;
  readonly level: number;
  readonly reasons: readonly string[];
  readonly organisation: string;
  readonly hall: string | null;
  readonly item: string | null;
  readonly handler: string;
  readonly named: boolean;
  readonly rater: string | null;
  readonly state:
    'rated-bad' | 'accepted' | 'verified' | 'rectifying' | 'feedback' | 'callback' | 'closed' | 'appealed' | 'rechecked' | 'struck';
  readonly open: boolean;
  readonly openedOn: string;
  readonly dueOn: string | null;
  readonly duePending: boolean;
  readonly responsible: string | null;
  readonly finding: string | null;
  readonly reached: boolean | null;
  readonly inTime: boolean | null;
}

const tables = {
  cases: table<RatingCaseRow>('rating_case', {
    columns: {
      ratingCase: { type: 'uuid' },
      rating: { type: 'text' },
      level: { type: 'int' },
      reasons: { type: 'json' },
      organisation: { type: 'uuid' },
      hall: { type: 'uuid', nullable: true },
      item: { type: 'uuid', nullable: true },
      handler: { type: 'text' },
      named: { type: 'boolean' },
      rater: { type: 'uuid', nullable: true },
      state: { type: 'text' },
      open: { type: 'boolean' },
      openedOn: { type: 'date' },
      dueOn: { type: 'date', nullable: true },
      duePending: { type: 'boolean' },
      responsible: { type: 'text', nullable: true },
      finding: { type: 'text', nullable: true },
      reached: { type: 'boolean', nullable: true },
      inTime: { type: 'boolean', nullable: true },
    },
    key: ['ratingCase'],
    indices: [
      ['organisation', 'open'],
      ['open', 'dueOn'],
    ],
  }),
};

/** Bad ratings and what becomes of them (5.3.3). */
export const ratingCases = projection('rating-cases', 1, tables, (on) => {
  on(badRatingOpened, ({ cases }, { event, item: ratingCase }) => {
    const { type: _type, due, acceptDue: _accept, on: openedOn, ...rated } = event;
    cases.put({
      ratingCase,
      ...rated,
      state: 'rated-bad',
      open: true,
      openedOn,
      dueOn: 'dueOn' in due ? due.dueOn : null,
      duePending: 'pending' in due,
      responsible: null,
      finding: null,
      reached: null,
      inTime: null,
    });
  });
  on(badRatingAccepted, ({ cases }, { event, item }) => cases.patch([item], { state: 'accepted', responsible: event.responsible }));
  on(badRatingVerified, ({ cases }, { event, item }) => cases.patch([item], { state: 'verified', finding: event.finding }));
  on(rectificationStarted, ({ cases }, { item }) => cases.patch([item], { state: 'rectifying' }));
  on(rectificationReported, ({ cases }, { item }) => cases.patch([item], { state: 'feedback' }));
  on(raterCalledBack, ({ cases }, { event, item }) => cases.patch([item], { state: 'callback', reached: event.reached }));
  on(ratingCaseClosed, ({ cases }, { event, item }) => cases.patch([item], { state: 'closed', open: false, inTime: event.inTime }));
  on(badRatingAppealed, ({ cases }, { item }) => cases.patch([item], { state: 'appealed' }));
  on(badRatingRechecked, ({ cases }, { event, item }) =>
    cases.patch([item], event.outcome === 'struck' ? { state: 'struck', open: false } : { state: 'rechecked' }),
  );
  // The row shows the date of the whole; the dates of the steps stand in the list of deadlines.
  on(ratingDueComputed, ({ cases }, { event, item }) => {
    if (event.deadline === 'rectify') cases.patch([item], { dueOn: event.dueOn, duePending: false });
  });
});

const viewers: readonly Role[] = ['rating-supervisor', 'hall-manager', 'auditor'];

/** For those who deal with bad ratings. The rated person gets no row about his own work: neither the rater nor the moment (13.3). */
export const ratingCasesView = view({
  name: 'rating-cases',
  label: { zh: '差评办理', en: 'rating cases' },
  about: {
    zh: '好差评监督员、大厅负责人、审计员，限本组织及下级；被评价人看不到涉及本人的差评',
    en: 'supervisors, hall managers and auditors within their organisations; never the rated person',
  },
  models: [ratingCases],
  table: tables.cases,
  from: '{rating_case} r',
  columns: columnsOf(tables.cases, 'r', {
    ratingCase: '编号 / id',
    rating: '评价 / rating',
    level: '评价等级 / level',
    reasons: '原因 / reasons',
    organisation: '责任组织 / organisation',
    hall: '大厅 / hall',
    item: '事项 / matter',
    handler: '被评价账号 / account of the rated person',
    named: '实名 / by name',
    rater: '评价人编号，仅实名 / person id of the rater, only by name',
    state: '状态 / state',
    openedOn: '立案日期 / opened on',
    dueOn: '整改期限 / due',
    duePending: '待日历 / the date waits for its calendar',
    responsible: '首接负责人 / responsible',
    finding: '核实结论 / finding',
    reached: '已回访到本人 / reached',
    inTime: '按期办结 / closed in time',
  }),
  key: [{ from: 'r."ratingCase"', type: 'uuid' }],
  sorts: {
    due: [lastIfNull.date('r."dueOn"')],
    arrival: [{ from: 'r."openedOn"', type: 'date' }],
    state: [{ from: 'r.state', type: 'text' }],
  },
  filters: z
    .object({
      state: z.string().max(20).optional(),
      hall: z.uuid().optional(),
      item: z.uuid().optional(),
      organisation: z.uuid().optional(),
      named: flag.optional(),
      open: flag.optional(),
      overdue: flag.optional(),
    })
    .strict(),
  scope: (viewer) => all(viewer.within({ 'r.organisation': viewers }), sql`r.handler <> ${viewer.account ?? ''}`),
  where: ({ filters: given, today }) => {
    const [named, open, overdue] = [isTrue(given.named), isTrue(given.open), isTrue(given.overdue)];
    return all(
      equals('r.state', given.state),
      equals('r.hall', given.hall, 'uuid'),
      equals('r.item', given.item, 'uuid'),
      equals('r.organisation', given.organisation, 'uuid'),
      named === undefined ? undefined : sql`r.named = ${named}::boolean`,
      open === undefined ? undefined : sql`r.open = ${open}::boolean`,
      overdue === undefined ? undefined : sql`coalesce(r.open AND r."dueOn" < ${today}::date, FALSE) = ${overdue}::boolean`,
    );
  },
  derive: (row, { today }) => ({
    overdue: row['inTime'] === null && typeof row['dueOn'] === 'string' && row['dueOn'] < today && row['state'] !== 'struck',
  }),
  derived: z.object({ overdue: z.boolean().describe('已超期 / overdue') }),
});
