import type { Role } from '@yimen/kernel';
import { z } from 'zod';
import { all, raw, sql, type Clause } from '../views/clause.js';
import { columnsOf, equals, flag, isTrue, lastIfNull, view, type Asked } from '../views/view.js';
import { publicMoney } from './public-money.js';
import { publicMoneyTables } from './public-money-tables.js';

const keepers: readonly Role[] = ['finance', 'department', 'sub-district', 'auditor', 'operator'];
const owners: readonly Role[] = ['director', 'secretary', 'community-worker', 'department', 'auditor', 'operator'];

/** A publication is done when its last day has passed, an audit when it was held. */
export const dutyDone = (today: string): Clause =>
  sql`(CASE WHEN d.what LIKE '%audit' THEN d."doneOn" IS NOT NULL ELSE coalesce(d.until < ${today}::date, FALSE) END)`;

/** A duty whose last day passed before it was done: audited, or on the board. */
export const dutyLate = (today: string): Clause => sql`(d."doneOn" IS NULL AND coalesce(d."dueOn" < ${today}::date, FALSE))`;

/** Payments below the amount of the policy are not published one by one. */
export const dutyAsked = ({ policy }: Pick<Asked, 'policy'>): Clause =>
  sql`(d.what <> 'payment' OR d.amount >= ${policy.number('finance.publication.payment_limit')}::bigint)`;

/** 6.4: what has to be published and audited of each source and year: by whom, until when, and whether it is overdue. */
export const dutiesView = view({
  name: 'money-duties',
  label: { zh: '资金公示和审计', en: 'publication and audit of money' },
  about: { zh: '拨付、使用、记账单位及其上级', en: 'payer, owner and keeper of the accounts, and those above them' },
  models: [publicMoney],
  table: publicMoneyTables.duties,
  from: '{duty} d',
  columns: columnsOf(publicMoneyTables.duties, 'd', {
    source: '资金来源 / source',
    what: '事项：budget 预算，payment 支付，donations 捐赠，final-account 决算，yearly-audit 年度审计，leaving-office-audit 离任审计 / what',
    of: '报销单、离任账户 / claim, or account that left office',
    year: '年度 / year',
    owner: '使用单位 / owner',
    payer: '拨付单位 / payer',
    organisation: '责任单位 / whose duty it is',
    amount: '金额，分 / amount, fen',
    dueOn: '期限，空为关账前 / due; null: before the books are closed',
    ready: '可以办理 / can be done',
    doneOn: '公示或审计日期 / published or audited on',
    until: '公示至 / published until',
  }),
  key: [
    { from: 'd.source', type: 'text' },
    { from: 'd.what', type: 'text' },
    { from: 'd.of', type: 'text' },
  ],
  sorts: { due: [lastIfNull.date('d."dueOn"')] },
  filters: z
    .object({
      source: z.string().max(50).optional(),
      owner: z.uuid().optional(),
      organisation: z.uuid().optional(),
      year: z.coerce.number().int().min(2000).max(2100).optional(),
      what: z.string().max(30).optional(),
      done: flag.optional(),
      overdue: flag.optional(),
    })
    .strict(),
  scope: (viewer) => viewer.within({ 'd.payer': keepers, 'd.owner': owners, 'd.agency': keepers }),
  where: ({ filters: given, today, policy }) => {
    const [done, overdue] = [isTrue(given.done), isTrue(given.overdue)];
    return all(
      dutyAsked({ policy }),
      equals('d.source', given.source),
      equals('d.owner', given.owner, 'uuid'),
      equals('d.organisation', given.organisation, 'uuid'),
      given.year === undefined ? undefined : sql`d.year = ${given.year}::int`,
      equals('d.what', given.what),
      done === undefined ? undefined : sql`${dutyDone(today)} = ${raw(String(done))}`,
      overdue === undefined ? undefined : sql`${dutyLate(today)} = ${raw(String(overdue))}`,
    );
  },
  derive: (row, { today }) => {
    const [doneOn, until, dueOn] = [row['doneOn'], row['until'], row['dueOn']];
    const audit = String(row['what']).endsWith('audit');
    return {
      done: audit ? doneOn !== null : typeof until === 'string' && until < today,
      overdue: doneOn === null && typeof dueOn === 'string' && dueOn < today,
    };
  },
  derived: z.object({
    done: z.boolean().describe('已公示期满或者已审计 / published to the end, or audited'),
    overdue: z.boolean().describe('已过期限 / its last day has passed'),
  }),
});
