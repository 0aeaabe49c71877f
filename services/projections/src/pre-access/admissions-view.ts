import { allEvents, matterClass } from '@yimen/contracts';
import type { RuleId } from '@yimen/policy';
import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view, type Asked, type Row } from '../views/view.js';
import { concerns, matterId, ofCounty, readsAdmissions, readsApplications, readsSteps } from './access.js';
import { preAccess } from './folds.js';
import { hitShown, hitsShown, shownIn, source, sourceOf } from './source.js';
import { admissionStates, type AdmissionState, type Dues } from './rows.js';
import { preAccessTables } from './tables.js';

const { admissions, steps } = preAccessTables;
const text = z.object({ zh: z.string(), en: z.string() });
const about = {
  zh: '申请部门、主管部门、参与审查的部门、街道和审计，限本组织及下级',
  en: 'the department, the office, the bodies that review, the sub-district and auditors, within their organisations',
};
/** The same, and those whom a matter concerns. */
const concerning = {
  zh: `${about.zh}；征求意见起所涉社区、见证协议的镇街，协议、费用和意见限本社区`,
  en: `${about.en}; from the asking of opinions on the communities concerned and who witnesses, of agreements, money and opinions their own`,
};

const dueRules: Readonly<Record<keyof Dues, RuleId>> = {
  'form-check': 'D-admission-form',
  decision: 'D-admission-limit',
  resubmit: 'D-admission-return',
  opinions: 'D-admission-opinion',
  review: 'D-admission-review',
  money: 'D-admission-suspend',
};

const columns = columnsOf(admissions, 'a', {
  application: '编号 / id',
  county: '县（市、区） / county',
  number: '准入编号 / number',
  version: '提交次数 / version',
  department: '申请部门 / department',
  office: '主管部门 / office',
  matter: '目录编号 / id of the matter',
  name: '事项 / matter',
  classAsked: '申请类别 / class asked for',
  class: '认定类别 / class given',
  flags: '标记 / flags',
  state: '状态 / state',
  everywhere: '面向全部社区 / all communities',
  communities: '所涉社区 / communities',
  fromOn: '自 / from',
  toOn: '至 / until',
  law: '依据 / law',
  article: '条 / article',
  submittedOn: '提交日期 / submitted on',
  decidedOn: '决定日期 / decided on',
  listedOn: '列入清单日期 / listed on',
  activeFrom: '生效日期 / active from',
  endedOn: '结束日期 / ended on',
  endGround: '结束原因 / ground of the end',
  hits: '触及的限制 / guards met',
  reason: '理由 / reason',
  hoursPerYear: '每年负担小时 / hours per year',
  reviewYear: '正在评估的年度 / year under review',
  reviewed: '已评估年度 / years reviewed',
  reviewDueOn: '评估期限 / review due',
  dueKind: '当前期限种类 / which date runs',
  dueOn: '当前期限 / due date',
  duePending: '待日历 / it waits for its calendar',
});

const filters = z
  .object({
    application: z.uuid().optional(),
    ...ofCounty,
    number: z.string().max(40).optional(),
    department: z.uuid().optional(),
    office: z.uuid().optional(),
    community: z.uuid().optional(),
    matter: matterId.optional(),
    class: matterClass.optional(),
    state: z.enum(Object.keys(admissionStates) as [AdmissionState, ...AdmissionState[]]).optional(),
    submittedFrom: z.iso.date().optional(),
    submittedUntil: z.iso.date().optional(),
    dueUntil: z.iso.date().optional(),
    overdue: flag.optional(),
  })
  .strict();

function where({ filters: given, today, areaOf }: Asked<z.output<typeof filters>>) {
  const overdue = isTrue(given.overdue);
  return all(
    equals('a.application', given.application, 'uuid'),
    equals('a.county', given.county),
    equals('a.number', given.number),
    equals('a.department', given.department, 'uuid'),
    equals('a.office', given.office, 'uuid'),
    equals('a.matter', given.matter),
    equals('a.class', given.class),
    equals('a.state', given.state),
    concerns('a', given, areaOf),
    given.submittedFrom === undefined ? undefined : sql`a."submittedOn" >= ${given.submittedFrom}::date`,
    given.submittedUntil === undefined ? undefined : sql`a."submittedOn" <= ${given.submittedUntil}::date`,
    given.dueUntil === undefined ? undefined : sql`a."dueOn" <= ${given.dueUntil}::date`,
    overdue === undefined ? undefined : sql`coalesce(a."dueOn" < ${today}::date, FALSE) = ${overdue}::boolean`,
  );
}

function derive(row: Row, { today, describe: anywhere }: Pick<Asked, 'today' | 'describe'>): Row {
  const { county, dueKind, dueOn, state, hits } = row;
  const describe = shownIn(county, anywhere);
  return {
    stateLabel: admissionStates[state as AdmissionState],
    hits: hitsShown(hits, describe),
    overdue: typeof dueOn === 'string' && dueOn < today,
    dueBasis: dueKind === null ? null : basisOf(dueRules[dueKind as keyof Dues], describe),
  };
}
const derived = z.object({
  stateLabel: text,
  hits: z.array(hitShown),
  overdue: z.boolean().describe('已超当前期限 / past the date that runs'),
  dueBasis: basis.nullable().describe('当前期限的依据 / under what the date runs'),
});

const shape = {
  models: [preAccess] as const,
  table: admissions,
  key: [{ from: 'a.application', type: 'uuid' as const }],
  from: '{admission} a',
  about,
  scope: readsAdmissions,
};

/** 准入申请: applications and the matters they led to. */
export const admissionsView = view({
  ...shape,
  about: concerning,
  scope: readsApplications,
  name: 'admissions',
  label: { zh: '准入申请', en: 'applications for admission' },
  columns,
  sorts: {
    due: [lastIfNull.date('a."dueOn"')],
    arrival: [lastIfNull.date('a."submittedOn"')],
    number: [lastIfNull.text('a.number')],
    state: [{ from: 'a.state', type: 'text' }],
  },
  filters,
  where,
  derive,
  derived,
});

/** 年度评估: matters that have to be reviewed, the most urgent first (before 31 January for the last year). */
export const reviewsView = view({
  ...shape,
  name: 'matter-reviews',
  label: { zh: '年度评估', en: 'yearly reviews due' },
  columns,
  sorts: { review: [lastIfNull.date('a."reviewDueOn"')], department: [{ from: 'a.department', type: 'uuid' }] },
  filters,
  where: (asked) => all(sql`a."reviewDueOn" IS NOT NULL`, where(asked)),
  derive: (row, asked) => {
    const due = row['reviewDueOn'];
    return { ...derive(row, asked), reviewOverdue: typeof due === 'string' && due < asked.today };
  },
  derived: derived.extend({ reviewOverdue: z.boolean().describe('评估已逾期 / the review is late') }),
});

const labels = new Map(allEvents.map(({ type, zh, en }) => [type as string, { zh, en }]));

/** 申请全程: every step of one application, with its reason and the source under which it stands. */
export const timelineView = view({
  name: 'admission-timeline',
  label: { zh: '准入全程', en: 'timeline of an application' },
  about: concerning,
  models: [preAccess],
  table: steps,
  from: '{step} s JOIN {admission} a ON a.application = s.application',
  columns: {
    ...columnsOf(steps, 's', {
      application: '申请 / application',
      step: '序号 / step',
      on: '日期 / on',
      type: '事件 / event',
      rule: '规则编号 / id of the rule',
      reason: '理由 / reason given',
      hits: '触及的限制 / guards met',
      setAside: '经第二人批准不适用 / set aside by a second person',
      facts: '内容 / facts',
    }),
    county: { from: 'a.county', type: 'text', nullable: false, label: '县（市、区） / county' },
  },
  key: [
    { from: 's.application', type: 'uuid' },
    { from: 's.step', type: 'int' },
  ],
  sorts: { step: [] },
  filters: z.object({ application: z.uuid() }).strict(),
  watch: {
    filters: z.object({ application: z.uuid() }).strict(),
    where: ({ application }) => sql`s.application = ${application}::uuid`,
  },
  scope: readsSteps,
  where: ({ filters: { application } }) => sql`s.application = ${application}::uuid`,
  derive: ({ type, rule, hits, county }, { describe }) => ({
    label: labels.get(String(type)),
    hits: hitsShown(hits, shownIn(county, describe)),
    source: sourceOf(rule, shownIn(county, describe)),
  }),
  derived: z.object({
    label: text,
    hits: z.array(hitShown),
    source: source.nullable().describe('依据：标题、条款、原文、效力 / title, article, words and force of the rule'),
  }),
});
