import { troubleAnswered, troubleCalledBack, troubleDueComputed, troubleLogged, troubleRouted } from '@yimen/contracts';
import type { Role } from '@yimen/kernel';
import { caseDeadlineRules } from '@yimen/policy';
import { projection, table } from '@yimen/projection-engine/projection';
import { z } from 'zod';
import { basis, basisOf } from '../views/basis.js';
import { all, sql } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view } from '../views/view.js';

interface TroubleRow {
  readonly trouble: string;
  readonly hall: string;
  readonly organisation: string;
  readonly window: string;
  readonly visit: string;
  readonly item: string | null;
  readonly kind: string;
  readonly state: 'logged' | 'routed' | 'answered' | 'called-back';
  readonly routedTo: string | null;
  readonly loggedOn: string;
  readonly dueOn: string | null;
  readonly outcome: string | null;
  readonly inTime: boolean | null;
  readonly satisfied: boolean | null;
  /** The visitor said who he is, so that somebody can call him; who he is stands in the item. */
  readonly named: boolean;
}

const [text, uuid, yes] = [{ type: 'text' }, { type: 'uuid' }, { type: 'boolean' }] as const;
const none = { nullable: true } as const;
const tables = {
  troubles: table<TroubleRow>('trouble', {
    columns: {
      trouble: uuid,
      hall: uuid,
      organisation: uuid,
      window: text,
      visit: uuid,
      item: { ...uuid, ...none },
      kind: text,
      state: text,
      routedTo: { ...uuid, ...none },
      loggedOn: { type: 'date' },
      dueOn: { type: 'date', ...none },
      outcome: { ...text, ...none },
      inTime: { ...yes, ...none },
      satisfied: { ...yes, ...none },
      named: yes,
    },
    key: ['trouble'],
    indices: [
      ['organisation', 'state'],
      ['routedTo', 'state'],
    ],
  }),
};

/** What visitors without a case could not get done, until it is answered and they were asked (XT23, HC19). */
export const troubles = projection('troubles', 1, tables, (on) => {
  on(troubleLogged, ({ troubles: rows }, { event, item: trouble }) => {
    const { hall, organisation, window, visit, item, trouble: kind, on: loggedOn, due, person } = event;
    rows.put({
      ...{ trouble, hall, organisation, window, visit, item, kind, state: 'logged', routedTo: null, loggedOn },
      ...{ dueOn: 'dueOn' in due ? due.dueOn : null, outcome: null, inTime: null, satisfied: null, named: person !== null },
    });
  });
  on(troubleRouted, ({ troubles: rows }, { event: { to }, item }) => rows.patch([item], { state: 'routed', routedTo: to }));
  on(troubleAnswered, ({ troubles: rows }, { event: { outcome, inTime }, item }) =>
    rows.patch([item], { state: 'answered', outcome, inTime }),
  );
  on(troubleCalledBack, ({ troubles: rows }, { event: { satisfied }, item }) => rows.patch([item], { state: 'called-back', satisfied }));
  on(troubleDueComputed, ({ troubles: rows }, { event: { dueOn }, item }) => rows.patch([item], { dueOn }));
});

const front: readonly Role[] = ['window-clerk', 'hall-manager', 'community-worker', 'rating-supervisor', 'auditor'];
const back: readonly Role[] = ['case-handler', 'department', 'sub-district', 'director'];

export const troublesView = view({
  name: 'troubles',
  label: { zh: '来访“办不成事”清单', en: 'what visitors could not get done' },
  about: {
    zh: '窗口、大厅负责人、好差评监督员、审计员，承办单位，限本组织及下级',
    en: 'halls, supervisors and auditors, and those it was routed to, within their organisations',
  },
  models: [troubles],
  table: tables.troubles,
  from: '{trouble} t',
  columns: columnsOf(tables.troubles, 't', {
    trouble: '编号 / id',
    hall: '大厅 / hall',
    organisation: '登记组织 / organisation',
    window: '窗口 / window',
    visit: '来访编号 / visit',
    item: '事项，空为指南没有 / matter',
    kind: '办不成的情形 / the trouble',
    state: 'logged 已登记，routed 已转办，answered 已答复，called-back 已回访',
    routedTo: '转办至 / routed to',
    loggedOn: '登记日期 / logged on',
    dueOn: '答复期限，空为待日历 / answer due; null: waits for its calendar',
    outcome: 'done 已办，under-way 在办，explained 已解释',
    inTime: '按期答复 / answered in time',
    satisfied: '回访满意 / satisfied when called back',
    named: '可回访 / can be called back',
  }),
  key: [{ from: 't.trouble', type: 'uuid' }],
  sorts: { due: [lastIfNull.date('t."dueOn"')], arrival: [{ from: 't."loggedOn"', type: 'date' }] },
  filters: z.object({ hall: z.uuid().optional(), open: flag.optional(), overdue: flag.optional() }).strict(),
  scope: (viewer) => viewer.within({ 't.organisation': front, 't."routedTo"': back }),
  where: ({ filters: given, today }) => {
    const [open, overdue] = [isTrue(given.open), isTrue(given.overdue)];
    const waits = sql`t.state IN ('logged', 'routed')`;
    return all(
      equals('t.hall', given.hall, 'uuid'),
      open === undefined ? undefined : sql`(${waits}) = ${open}::boolean`,
      overdue === undefined ? undefined : sql`(${waits} AND coalesce(t."dueOn" < ${today}::date, FALSE)) = ${overdue}::boolean`,
    );
  },
  derive: (row, { today, describe }) => ({
    overdue: ['logged', 'routed'].includes(String(row['state'])) && typeof row['dueOn'] === 'string' && row['dueOn'] < today,
    dueBasis: basisOf(caseDeadlineRules['cannot-do'], describe),
  }),
  derived: z.object({ overdue: z.boolean().describe('已超期 / overdue'), dueBasis: basis.nullable() }),
});
