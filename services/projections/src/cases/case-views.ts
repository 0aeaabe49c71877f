import { caseMode } from '@yimen/contracts';
import { daysBetween, roles, type Role } from '@yimen/kernel';
import { z } from 'zod';
import { basis, basisOf, lateness } from '../views/basis.js';
import { all, any, raw, sql, type Clause } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view, type Asked, type Row } from '../views/view.js';
import type { Viewer } from '../views/viewer.js';
import { caseTable, type CaseState } from './cases.js';
import { cases } from './folds.js';
import { dateColumns, lateOf } from './lateness.js';
import { nextSteps, stateLabels } from './steps.js';

/** Front desk and back office, as the case's own slice names them. */
const front: readonly Role[] = ['window-clerk', 'hall-manager', 'community-worker'];
const back: readonly Role[] = ['case-handler', 'department', 'sub-district', 'director'];

const opened = { 'c.organisation': front, 'c."handledBy"': back, 'c."forwardedTo"': back } as const;
const listed = {
  'c.organisation': [...front, 'auditor'],
  'c."handledBy"': [...back, 'auditor'],
  'c."forwardedTo"': back,
  'c."routedTo"': back,
} as const;

const plain = columnsOf(caseTable, 'c', {
  case: '办件编号 / id',
  item: '事项 / matter',
  itemName: '事项名称 / name of the matter',
  taskType: '事项类型 / task type',
  caseType: '办件类型 / case type',
  mode: '服务方式 / service mode',
  channel: '受理渠道 / channel',
  hall: '大厅 / hall',
  organisation: '收件组织 / front desk',
  body: '实施主体 / implementing body',
  handledBy: '承办组织 / organisation that handles it',
  forwardedTo: '上报或转报至 / sent on to',
  applicant: '申请人编号 / person id of the applicant',
  noticeChannel: '告知方式 / notice channel',
  handler: '承办人账号 / account of the handler',
  state: '状态 / state',
  receivedOn: '收件日期 / received on',
  acceptedOn: '受理日期 / accepted on',
  decidedOn: '决定日期 / decided on',
  deliveredOn: '送达日期 / delivered on',
  outcome: 'granted 准予，refused 不予，not-ours 不属本单位',
  resultNumber: '结果文号 / number of the result',
  inTime: '是否按期作出决定 / decided in time',
  dueKind: '当前期限的种类 / which deadline runs',
  dueOn: '当前期限 / due date that runs',
  duePending: '待日历 / the date waits for its calendar',
  dueRule: '当前期限的规则编号 / id of its rule',
  statutoryDueOn: '法定期限 / statutory due date',
  statutoryPending: '法定期限待日历 / it waits for its calendar',
  statutoryRule: '法定期限的规则编号 / id of its rule',
  pausedFrom: '暂停计时起 / paused from',
  extended: '已延期 / extended',
  supplement: '补正：none 无，requested 已告知，delivered 告知已送达，complete 已补齐，expired 逾期',
  missing: '尚缺材料 / missing materials',
  files: '已附材料文件数 / files of materials',
  tolerance: '容缺：none 无，open 待补，fulfilled 已补，unfulfilled 逾期',
  toleranceDueOn: '容缺补齐期限 / due date of tolerated materials',
  promise: '告知承诺：none 无，open 待核查，kept 属实，broken 不实',
  homeVisitOn: '上门日期 / day of the home visit',
  homeVisitDone: '已上门 / home visit made',
});
/** Dates that the staff keep among themselves. */
const internal = columnsOf(caseTable, 'c', {
  handOverDueOn: '转后台期限 / hand-over due',
  promiseCheckDueOn: '核查承诺期限 / check of the promise due',
});
const window = { window: { from: 'v."window"', type: 'text', nullable: true, label: '窗口 / window' } } as const;
const personal = columnsOf(caseTable, 'c', {
  phone: '联系电话（密封） / phone, sealed',
  address: '地址（密封） / address, sealed',
  statement: '陈述（密封） / statement, sealed',
});
const trouble = columnsOf(caseTable, 'c', {
  cannotDo: '办不成事：none 无，open 待答复，answered 已答复',
  cannotDoTrouble: '办不成的情形 / the trouble',
  cannotDoOn: '登记日期 / logged on',
  cannotDoDueOn: '答复期限 / answer due',
  routedTo: '转办至 / routed to',
});

/** The earliest of all dates that run. */
const earliest = `least(${dateColumns.map((column) => `c."${column}"`).join(', ')})`;
const arrival = { from: 'c."receivedOn"', type: 'date' } as const;
const sorts = {
  due: [lastIfNull.date(earliest)],
  arrival: [arrival],
  state: [{ from: 'c.state', type: 'text' as const }, arrival],
  item: [{ from: 'c."itemName"', type: 'text' as const }, arrival],
  window: [lastIfNull.text('v."window"'), arrival],
};
const shape = {
  models: [cases] as const,
  table: caseTable,
  from: '{case} c LEFT JOIN {visit} v ON v.visit = c.visit',
  key: [{ from: 'c."case"', type: 'uuid' as const }],
};

// By no person: all cases of one would be a timeline across services (13.9); he has `my-cases` himself.
const filters = z
  .object({
    case: z.uuid().optional(),
    state: z.enum(Object.keys(stateLabels) as [CaseState, ...CaseState[]]).optional(),
    item: z.uuid().optional(),
    hall: z.uuid().optional(),
    window: z.string().max(4).optional(),
    mode: caseMode.optional(),
    channel: z.enum(['window', 'online']).optional(),
    organisation: z.uuid().optional(),
    handledBy: z.uuid().optional(),
    handler: z.string().min(1).max(100).optional(),
    /** Something is due up to this day. */
    dueUntil: z.iso.date().optional(),
    receivedFrom: z.iso.date().optional(),
    receivedUntil: z.iso.date().optional(),
    pending: flag.optional(),
  })
  .strict();
type Filters = z.output<typeof filters>;

function filtered(given: Filters): Clause {
  const pending = isTrue(given.pending);
  return all(
    equals('c."case"', given.case, 'uuid'),
    equals('c.state', given.state),
    equals('c.item', given.item, 'uuid'),
    equals('c.hall', given.hall, 'uuid'),
    equals('v."window"', given.window),
    equals('c.mode', given.mode),
    equals('c.channel', given.channel),
    equals('c.organisation', given.organisation, 'uuid'),
    equals('c."handledBy"', given.handledBy, 'uuid'),
    equals('c.handler', given.handler),
    given.dueUntil === undefined ? undefined : sql`${raw(earliest)} <= ${given.dueUntil}::date`,
    given.receivedFrom === undefined ? undefined : sql`c."receivedOn" >= ${given.receivedFrom}::date`,
    given.receivedUntil === undefined ? undefined : sql`c."receivedOn" <= ${given.receivedUntil}::date`,
    pending === undefined ? undefined : sql`(c."duePending" OR c."statutoryPending") = ${pending}::boolean`,
  );
}

const late = (column: string, today: string) => sql`${raw(column)} < ${today}::date`;
const overdueNow = ({ today }: Asked) => any(...dateColumns.map((column) => late(`c."${column}"`, today)));

const text = z.object({ zh: z.string(), en: z.string() });
const derived = z.object({
  stateLabel: text,
  overdue: z.boolean().describe('有期限已超 / past one of its dates'),
  statutoryOverdue: z.boolean().describe('已超法定期限 / past the statutory due date'),
  late: lateness.describe('已超的各项期限 / every date that has passed'),
  dueBasis: basis.nullable().describe('当前期限的依据 / under what the current date runs'),
  statutoryBasis: basis.nullable().describe('法定期限的依据 / under what the statutory date runs'),
  daysLeft: z.int().nullable().describe('距期限的日历天数，负数为已超 / calendar days to the due date'),
  nextStep: text.nullable().describe('下一步 / next step'),
});

/** Overdue from the day after a date, by the business date: what the filter `overdue` finds. */
function derive(row: Row, { today, describe }: Asked): Row {
  const state = row['state'] as CaseState;
  const late = lateOf(row, today);
  const dueOn = row['dueOn'];
  return {
    stateLabel: stateLabels[state],
    overdue: late.length > 0,
    statutoryOverdue: late.some(({ deadline }) => deadline === 'statutory'),
    late,
    dueBasis: basisOf(row['dueRule'], describe),
    statutoryBasis: basisOf(row['statutoryRule'], describe),
    daysLeft: typeof dueOn === 'string' ? daysBetween(today, dueOn) : null,
    nextStep: nextSteps[state],
  };
}

const staff = [...new Set(Object.values(listed).flat())].map((role) => roles[role].zh).join('、');
const desks = { zh: `${staff}，限本组织及下级`, en: 'front desk, back office and auditors, within their organisations' };
const scope = (viewer: Viewer) => viewer.within(listed);

/** 待办清单: what a desk has before it, the most urgent first. */
export const desk = view({
  ...shape,
  name: 'desk',
  label: { zh: '待办清单', en: 'desk list' },
  about: desks,
  columns: { ...plain, ...internal, ...window, ...trouble, ...personal },
  sorts,
  filters: filters.extend({ overdue: flag.optional() }).strict(),
  scope,
  where: (asked) => {
    const overdue = isTrue(asked.filters.overdue);
    const isOverdue = sql`coalesce(${overdueNow(asked)}, FALSE)`;
    return all(sql`c.open`, filtered(asked.filters), overdue === undefined ? undefined : overdue ? isOverdue : sql`NOT ${isOverdue}`);
  },
  opens: (viewer) => viewer.reaches(opened),
  derive,
  derived,
});

/** 超期办件: open cases that are past a date; for those who answer for the desks, so without personal fields. */
export const overdue = view({
  ...shape,
  name: 'overdue',
  label: { zh: '超期办件', en: 'overdue cases' },
  about: desks,
  columns: { ...plain, ...internal, ...window, ...trouble },
  sorts,
  filters,
  scope,
  where: (asked) => all(sql`c.open`, overdueNow(asked), filtered(asked.filters)),
  derive,
  derived,
});

/** “办不成事”: what people could not get done, with the date of the answer (XT23). */
export const cannotDo = view({
  ...shape,
  name: 'cannot-do',
  label: { zh: '“办不成事”清单', en: 'what could not be done' },
  about: desks,
  columns: { ...plain, ...window, ...trouble, ...personal },
  sorts: { due: [lastIfNull.date('c."cannotDoDueOn"')], arrival: sorts.arrival },
  filters: filters.extend({ answered: flag.optional() }).strict(),
  scope,
  where: (asked) => {
    const answered = isTrue(asked.filters.answered);
    return all(
      answered === undefined ? sql`c."cannotDo" <> 'none'` : answered ? sql`c."cannotDo" = 'answered'` : sql`c."cannotDo" = 'open'`,
      filtered(asked.filters),
    );
  },
  opens: (viewer) => viewer.reaches(opened),
  derive,
  derived,
});

/** 我的办件: a resident's own cases, whatever their state. Accounts of staff are not shown. */
export const myCases = view({
  ...shape,
  name: 'my-cases',
  label: { zh: '我的办件', en: 'my cases' },
  about: { zh: '居民本人', en: 'the resident himself' },
  columns: Object.fromEntries(Object.entries({ ...plain, ...trouble, ...personal }).filter(([name]) => name !== 'handler')),
  sorts: { arrival: sorts.arrival, due: [lastIfNull.date('c."dueOn"')] },
  filters: filters.pick({ case: true, state: true, item: true }).extend({ open: flag.optional() }).strict(),
  scope: (viewer) => sql`c.applicant = ${viewer.person}::uuid`,
  where: ({ filters: given }) => {
    const open = isTrue(given.open);
    return all(
      equals('c."case"', given.case, 'uuid'),
      equals('c.state', given.state),
      equals('c.item', given.item, 'uuid'),
      open === undefined ? undefined : sql`c.open = ${open}::boolean`,
    );
  },
  opens: () => raw('TRUE'),
  derive,
  derived,
});
