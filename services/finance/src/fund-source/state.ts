import { model, refusals } from '@yimen/kernel';
import type { Books, FundSourceEvent, Of } from './books.js';

interface Source extends Omit<Of<'FundSourceOpened'>, 'type' | 'on' | 'finalAccountDue' | 'auditDue'> {
  readonly books: Books;
  /** Last day of publication; null before it. */
  readonly budgetPublished: string | null;
  readonly finalPublished: string | null;
  /** Of the donations: whether there are any, and until when all of them are published; null where one came after it. */
  readonly given: boolean;
  readonly donationsPublished: string | null;
  readonly audited: boolean;
  /** Directors who left office and whose audit is open, by account. */
  readonly leaving: readonly string[];
}

/** A source of money of a community and year, with all its commitments and payments: one stream, so that no fen is bound twice (13.5). */
export type FundSource = { readonly status: 'none' } | ({ readonly status: 'open' } & Source) | ({ readonly status: 'closed' } & Source);
export type Open = Extract<FundSource, { status: 'open' }>;

export const { move, aggregate } = model<FundSource, FundSourceEvent, 'payer' | 'owner' | 'agency'>();

export const refuse = refusals({
  'not-its-id': { ground: 'record', zh: '编号与年度不符', en: 'the id does not name this year' },
  'dues-mixed': {
    ground: 'rule',
    zh: '党费单独建账，只用于党的活动',
    en: 'Party dues have a ledger of their own, for Party activity only',
  },
  'charity-unnamed': {
    zh: '与慈善组织合作募集的资金，应载明该组织及其公开募捐资格证书',
    en: 'money raised with a charity names it and the certificate of its qualification for public fundraising',
  },
  'no-charity': { ground: 'record', zh: '只有合作募捐的资金载明慈善组织', en: 'only money raised with a charity names one' },
  'source-not-open': { ground: 'record', zh: '资金来源未设立或者已关账', en: 'the source is not opened, or closed' },
  'amount-not-positive': { ground: 'record', zh: '金额应大于零', en: 'the amount must be more than zero' },
  'line-exists': { ground: 'record', zh: '预算项{line}已存在', en: 'there is a line {line} already' },
  'no-budget-line': { zh: '没有预算项{line}，无预算不支出', en: 'there is no budget line {line}: no budget, no spending' },
  'purpose-not-in-source': {
    ground: 'protection',
    zh: '用途不在该资金来源的范围内（专款专用）',
    en: 'the purpose is not one of the source’s: special money for special use',
  },
  'purpose-not-in-line': { zh: '用途与预算项{line}不符', en: 'the purpose is not that of the line {line}' },
  'use-not-listed': {
    ground: 'rule',
    zh: '社区年度经费须用于：{uses}（{set}）',
    en: 'the yearly money of a community is for one of these uses: {uses} ({set})',
  },
  'no-smaller-amount': {
    ground: 'record',
    zh: '本地没有两档社区年度经费标准',
    en: 'this place knows no smaller amount for the year of a community',
  },
  'no-uses-here': {
    ground: 'record',
    zh: '本地未规定该类资金的使用类别',
    en: 'this place has fixed no uses for money of this kind',
  },
  'plan-differs': {
    ground: 'rule',
    zh: '月计划合计{planned}分，与年度预算{amount}分不符',
    en: 'the months add up to {planned} fen, the year to {amount}',
  },
  'over-budget': { zh: '超出预算项{line}，尚余{left}分', en: 'beyond the line {line}, of which {left} fen are left' },
  'not-enough-money': { ground: 'record', zh: '可用资金不足，尚余{free}分', en: 'only {free} fen are free' },
  'given-for-other': {
    ground: 'protection',
    zh: '其余资金为指定用途的捐赠，本用途可用{left}分',
    en: 'the rest was given for other purposes: {left} fen are free for this one',
  },
  'line-frozen': { ground: 'rule', zh: '预算项{line}已冻结', en: 'the line {line} is frozen' },
  'line-not-frozen': { ground: 'record', zh: '预算项未冻结', en: 'the line is not frozen' },
  'commitment-exists': { ground: 'record', zh: '承诺{commitment}已存在', en: 'there is a commitment {commitment} already' },
  'commitment-unknown': { ground: 'record', zh: '没有承诺{commitment}', en: 'there is no commitment {commitment}' },
  'beyond-commitment': { ground: 'record', zh: '超出承诺，尚余{left}分', en: 'only {left} fen of the commitment are left' },
  'work-not-accepted': {
    ground: 'protection',
    zh: '合同履约验收后方可支付，已验收未申请的尚余{left}分',
    en: 'work is accepted before it is paid: {left} fen are accepted and not claimed yet',
  },
  'claim-exists': { ground: 'record', zh: '报销单{claim}已存在', en: 'there is a claim {claim} already' },
  'claim-not-so': { ground: 'record', zh: '报销单{claim}不在此环节', en: 'the claim {claim} is not at this step' },
  'same-person': {
    ground: 'protection',
    zh: '申请人、审批人、付款人和第二签字人不得为同一人',
    en: 'requester, approver, payer and second signature are different persons',
  },
  'second-signature': {
    ground: 'protection',
    zh: '超过{limit}分的支付须第二人签字',
    en: 'a payment above {limit} fen needs a second signature',
  },
  'voucher-known': { ground: 'record', zh: '凭证{number}已登记', en: 'the voucher {number} is recorded already' },
  'voucher-ahead': { ground: 'record', zh: '凭证日期{date}尚未到', en: 'the day of the voucher, {date}, has not come' },
  'voucher-unknown': { ground: 'record', zh: '账上没有凭证{number}', en: 'the voucher {number} is not in the books' },
  'bound-by-process': {
    ground: 'protection',
    zh: '协议、项目和购买合同的资金随其承诺、释放，不得人工办理',
    en: 'money of an agreement, a project or a contract of purchase is bound and released with it, never by hand',
  },
  'other-kind': { ground: 'protection', zh: '不是费随事转的账', en: 'these are not the books of money that goes with matters' },
  'not-its-owner': { ground: 'protection', zh: '资金来源不属于该社区', en: 'the source is another owner’s' },
  'more-than-paid': { ground: 'record', zh: '退款超过已付金额', en: 'more comes back than was paid' },
  'publication-too-short': { zh: '公示期不少于{days}日', en: 'it is published for {days} days at least' },
  'nobody-left': { ground: 'record', zh: '没有账户{account}的待办离任审计', en: 'no audit on leaving office is open for {account}' },
  'nothing-given': { ground: 'record', zh: '没有捐赠登记', en: 'no donation is recorded' },
  'claim-needed': { ground: 'record', zh: '公示支付须写明报销单', en: 'the publication of a payment names its claim' },
  'year-not-over': { ground: 'record', zh: '年度尚未结束', en: 'the year is not over' },
  'managed-as-surplus': {
    zh: '连续{years}年未使用，作为结余管理，不得结转',
    en: 'unused {years} years running: managed as surplus, not carried over',
  },
  'not-carried-over': { ground: 'record', zh: '没有第{ordinal}笔结转', en: 'there is no carry-over {ordinal}' },
  'purpose-known': { ground: 'record', zh: '用途已在范围内', en: 'the purpose is one of the source’s already' },
  'not-surplus': { ground: 'rule', zh: '未达到结余管理条件', en: 'it does not count as surplus yet' },
  'not-published': { zh: '公示未完成：{what}', en: 'not published to the end: {what}' },
  'not-audited': { zh: '尚未审计', en: 'not audited yet' },
  'still-committed': { ground: 'record', zh: '仍有承诺{committed}分', en: '{committed} fen are still bound' },
  'money-left': { ground: 'record', zh: '仍有可用资金{free}分，须结转或者收回', en: '{free} fen are free: carry over or give back' },
  guarantee: { zh: '居民委员会不得为他人提供担保', en: 'a committee gives no guarantee' },
});

/** Why a sum is none, or undefined. */
export function notPositive(amount: string) {
  return BigInt(amount) > 0n ? undefined : refuse('amount-not-positive', 'D-finance-ledger');
}
