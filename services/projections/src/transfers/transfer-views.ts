import { transferKinds } from '@yimen/contracts';
import { daysBetween, roles, type Role, type Text } from '@yimen/kernel';
import { transferDeadlineRules } from '@yimen/policy';
import { z } from 'zod';
import { basis, basisOf, lateness } from '../views/basis.js';
import { all, sql, type Clause } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view, type Asked, type Row, type View } from '../views/view.js';
import type { OrganisationRoles, Viewer } from '../views/viewer.js';
import { deadlineLabels, nextSteps, stateLabels } from './steps.js';
import { transferTables, type TransferDeadline, type TransferState } from './transfer-rows.js';
import { transfers } from './transfers.js';

/** Held in a Party organisation, they reach it and what is below it in the Party's own tree; no other tree leads there (decision 23). */
export const partyViewers: readonly Role[] = ['secretary', 'party-officer', 'organisation-admin', 'auditor'];
/** Those who see a member by name. */
export const partyKeepers: readonly Role[] = ['secretary', 'party-officer'];
export const partyPeople: Text = {
  zh: `${partyViewers.map((role) => roles[role].zh).join('、')}，限本党组织及下级`,
  en: 'secretaries, officers and auditors of the Party, within their own organisation and below',
};

const columns = columnsOf(transferTables.transfers, 't', {
  transfer: '转接编号 / id',
  person: '党员编号 / person id',
  direction: 'inside 系统内，outgoing 转往其他系统，incoming 来自其他系统',
  kind: '转接方式 / route',
  reason: '转接原因 / reason',
  sourceBranch: '转出支部 / source branch',
  sourceCommittee: '转出党委 / source committee',
  targetCommittee: '接收党委 / target committee',
  targetBranch: '拟编入支部 / target branch',
  outside: '其他系统的党组织 / organisation of another installation',
  outsideBranch: '其他系统的支部 / branch of another installation that is named',
  state: '状态 / state',
  open: '未办结 / open',
  startedOn: '发起日期 / started on',
  letterNo: '介绍信编号 / number of the letter',
  issuedOn: '开具日期 / issued on',
  expiresOn: '有效期至 / valid through',
  letters: '已开介绍信数 / letters so far',
  remindedOn: '最近提醒 / last reminder',
  arrivedOn: '报到日期 / arrived on',
  suspendedOn: '中止起 / suspended since',
  archive: '档案：unchecked 未核对，in-order 齐全，doubtful 存疑，missing 缺失',
  returns: '退回次数 / times returned',
  returnReason: '退回原因 / reason of the return',
  rejectReason: '不予转出原因 / reason of the rejection',
  dueKind: '当前期限的种类 / which date runs',
  dueOn: '当前期限 / due date that runs',
  duePending: '待日历 / the date waits for its calendar',
  acceptedOn: '接收日期 / accepted on',
  assignedOn: '编入日期 / assigned on',
  assignedBranch: '编入支部 / assigned branch',
  assignedElsewhere: '编入其他系统的支部 / branch of another installation',
  receiptNo: '回执编号 / number of the receipt',
  closedOn: '办结日期 / closed on',
  endGround: '终止原因 / ground of the end',
  name: '姓名（密封） / name, sealed',
  phone: '联系电话（密封） / phone, sealed',
});

const filters = z
  .object({
    transfer: z.uuid().optional(),
    person: z.uuid().optional(),
    /** The committee or branch whose box it is; default: all that the viewer reaches. */
    organisation: z.uuid().optional(),
    state: z.enum(Object.keys(stateLabels) as [TransferState, ...TransferState[]]).optional(),
    kind: z.enum(transferKinds).optional(),
    open: flag.optional(),
    /** The date that runs has passed. */
    overdue: flag.optional(),
    dueUntil: z.iso.date().optional(),
    pending: flag.optional(),
  })
  .strict();
type Filters = z.output<typeof filters>;

const late = (today: string) => sql`coalesce(t.open AND t."dueOn" < ${today}::date, FALSE)`;
const yes = (clause: Clause, wanted: 'true' | 'false' | undefined) => {
  const asked = isTrue(wanted);
  return asked === undefined ? undefined : sql`${clause} = ${asked}::boolean`;
};

/** Rows under these filters; `ends`: the columns of the end whose box it is. */
function filtered({ filters: given, today }: Asked<Filters>, ends: readonly [string, string]): Clause {
  const { organisation } = given;
  return all(
    equals('t.transfer', given.transfer, 'uuid'),
    equals('t.person', given.person, 'uuid'),
    organisation === undefined ? undefined : sql`${orEquals(ends, organisation)}`,
    equals('t.state', given.state),
    equals('t.kind', given.kind),
    yes(sql`t.open`, given.open),
    yes(late(today), given.overdue),
    given.dueUntil === undefined ? undefined : sql`t."dueOn" <= ${given.dueUntil}::date`,
    yes(sql`t."duePending"`, given.pending),
  );
}

function orEquals([one, other]: readonly [string, string], organisation: string): Clause {
  return sql`(${equals(one, organisation, 'uuid') ?? sql`FALSE`} OR ${equals(other, organisation, 'uuid') ?? sql`FALSE`})`;
}

const text = z.object({ zh: z.string(), en: z.string() });
const derived = z.object({
  stateLabel: text,
  nextStep: text.nullable().describe('下一步 / next step'),
  overdue: z.boolean().describe('当前期限已过 / past the date that runs'),
  late: lateness.describe('已过的期限 / the date that has passed'),
  daysLeft: z.int().nullable().describe('距期限的日历天数，负数为已过 / calendar days to the due date'),
  dueBasis: basis.nullable().describe('当前期限的依据 / under what the date runs'),
});

function derive(row: Row, { today, describe }: Asked): Row {
  const state = row['state'] as TransferState;
  const kind = row['dueKind'] as TransferDeadline | null;
  const dueOn = row['dueOn'];
  const passed = kind !== null && typeof dueOn === 'string' && dueOn < today;
  return {
    stateLabel: stateLabels[state],
    nextStep: nextSteps[state],
    overdue: passed,
    late: passed ? [{ deadline: kind, label: deadlineLabels[kind], dueOn }] : [],
    daysLeft: typeof dueOn === 'string' ? daysBetween(today, dueOn) : null,
    dueBasis: basisOf(kind === null ? null : transferDeadlineRules[kind], describe),
  };
}

/** A box of transfers: whose end it shows, and what belongs in it beside that. */
function box(of: {
  readonly name: string;
  readonly label: Text;
  readonly ends: readonly [string, string];
  readonly belongs?: Clause;
}): View {
  const table = (who: readonly Role[]): OrganisationRoles => Object.fromEntries(of.ends.map((column) => [column, who]));
  return view({
    name: of.name,
    label: of.label,
    about: partyPeople,
    models: [transfers],
    table: transferTables.transfers,
    from: '{transfer} t',
    columns,
    key: [{ from: 't.transfer', type: 'uuid' }],
    sorts: {
      due: [lastIfNull.date('t."dueOn"')],
      arrival: [{ from: 't."startedOn"', type: 'date' }],
      state: [
        { from: 't.state', type: 'text' },
        { from: 't."startedOn"', type: 'date' },
      ],
    },
    filters,
    scope: (viewer: Viewer) => all(viewer.within(table(partyViewers)), of.belongs),
    where: (asked) => filtered(asked, of.ends),
    opens: (viewer) => viewer.reaches(table(partyKeepers)),
    derive,
    derived,
  });
}

/** 转出: what the own branches and committees send. */
export const outbox = box({
  name: 'transfer-outbox',
  label: { zh: '组织关系转出', en: 'transfers: outbox' },
  ends: ['t."sourceCommittee"', 't."sourceBranch"'],
});

/** 转入: what is on its way to the own committees and branches; a draft is no business of the target yet. */
export const inbox = box({
  name: 'transfer-inbox',
  label: { zh: '组织关系转入', en: 'transfers: inbox' },
  ends: ['t."targetCommittee"', 't."targetBranch"'],
  belongs: sql`t.delivered`,
});

/** 申诉: what the nearest common ancestor of both ends has to decide. */
export const appeals = box({
  name: 'transfer-appeals',
  label: { zh: '组织关系转接申诉', en: 'transfers: appeals' },
  ends: ['t.arbiter', 't.arbiter'],
  belongs: sql`t.state = 'appealed'`,
});
