import { productDefaults } from './product-defaults.js';

/** Defaults of the product for admission and money (5.1, 6, 13.1). Each is decided in ADR 0024 and shown as local configuration, never as law (13.8). */
const decided = productDefaults('0024-admission-and-money', '2025-01-01');

export const taskDefaults = {
  'D-admission-form': decided({ zh: '准入申请的形式审查', en: 'Form check' }, '五个工作日内完成形式审查，一次性告知全部缺项。'),
  'D-admission-basis': decided({ zh: '依据须涵盖事项', en: 'The basis covers the matter' }, '所引依据须涵盖申请准入的事项，并在当日有效。'),
  'D-admission-liability': decided({ zh: '责任状', en: 'Responsibility letters' }, '不得以责任状转移部门职责。'),
  'D-admission-limit': decided({ zh: '准入决定时限', en: 'Time of the decision' }, '自提交申请起二十个工作日内决定。'),
  'D-admission-opinion': decided(
    { zh: '听取社区意见', en: 'Opinion of communities' },
    '听取不少于规定数量的社区或者全部受影响社区的意见。',
  ),
  'D-admission-return': decided(
    { zh: '退回和重报', en: 'Return and resubmission' },
    '退回后三十日内可以重报，沿用原编号，保留全部版本；逾期视为撤回。',
  ),
  'D-admission-order': decided(
    { zh: '准入程序', en: 'Order of an admission' },
    '依次进行形式审查、分类、合法性审查、经费审查、征求意见、联席会议决定和公布。',
  ),
  'D-admission-conditions': decided(
    { zh: '生效条件', en: 'What ACTIVE needs' },
    '协助事项须有社区确认的条件记录；委托事项须有首付款凭证和社区收款确认；购买事项须有已公开的合同。',
  ),
  'D-admission-agreement': decided(
    { zh: '委托协议的签署', en: 'Signing of an agreement' },
    '委托协议由部门和社区签署，由社区所在的街道、镇或者乡见证；三方由不同的人签署，签署齐备后生效。',
  ),
  'D-admission-suspend': decided({ zh: '暂停和恢复', en: 'Suspension' }, '经费逾期超过宽限期、条件不具备或者内容违法的，可以暂停。'),
  'D-admission-review': decided({ zh: '年度评估', en: 'Yearly review' }, '每年一月三十一日前对上一年度进行评估，决定保留、调整或者退出。'),
  'D-admission-temporary': decided({ zh: '临时事项', en: 'Temporary matters' }, '临时事项最长六个月，可以延长一次。'),
  'D-admission-exempt': decided({ zh: '免予申请的登记', en: 'Registration of exempt matters' }, '免予申请的事项在五个工作日内补登记。'),
  'D-admission-register': decided(
    { zh: '准入编号', en: 'Application numbers' },
    '准入申请编号按县、按年连续，作废的号码保留并注明原因；任务清单的一行为一件申请。',
  ),
  'D-admission-lists': decided({ zh: '四项登记', en: 'Four registers' }, '自治、协助、负面三张清单和委托购买登记公开；按当日查询。'),
  'D-refusal-no-score': decided({ zh: '拒绝不影响评分', en: 'A refusal lowers no score' }, '社区依清单拒绝的，不得降低任何评分。'),
  'D-report-correct': decided({ zh: '违规摊派的改正期限', en: 'Time to correct' }, '确认违规的，十个工作日内改正。'),
  'D-reporter-hidden': decided(
    { zh: '报告人保密', en: 'The reporter is hidden' },
    '被报告部门不得看到报告人和报告时间，只能看到达到最低数量的汇总数字。',
  ),
  'D-burden': decided({ zh: '负担数字', en: 'Burden figures' }, '按社区、按年登记五类负担和会议、报表数，不高于上一年和下降目标。'),
  'D-needs-profile': decided(
    { zh: '需求画像只用统计数', en: 'A needs profile is statistics' },
    '社区需求画像只登记统计数字，少于规定人数的项目并入其他项目，也不得由所填人数相减得出，不登记姓名、民族、信仰和政治面貌。',
  ),
  'D-finance-separation': decided({ zh: '岗位分离', en: 'Separation of persons' }, '申请人、审批人和付款人不得为同一人。'),
  'D-finance-dual': decided({ zh: '双人签字', en: 'Second signature' }, '超过限额的支付须两人签字。'),
  'D-finance-ledger': decided(
    { zh: '收付平衡', en: 'The books balance' },
    '收到的等于已付、已承诺和可用之和，均不得为负；除不尽的余数留在付款方。',
  ),
  'D-finance-earmark': decided({ zh: '专款专用的用途', en: 'Purposes of a source' }, '支出用途须在资金来源载明的用途之内。'),
  'D-finance-order': decided({ zh: '支付程序', en: 'Order of a payment' }, '依次进行承诺、报销、审核、付款、验收、公示和审计。'),
  'D-finance-mirrored': decided(
    { zh: '外部凭证', en: 'Facts from outside' },
    '财政、银行等外部事实载明系统、编号和日期，同一凭证只记一次。',
  ),
  'D-finance-prorate': decided({ zh: '社区数的确定', en: 'Number of communities' }, '按一月一日的社区数，参数允许的按月折算。'),
  'D-grant-exclusion': decided(
    { zh: '补助不重复', en: 'Grants exclude each other' },
    '新建和改建补助不得兼得；达标补助与其择高，参数允许的可以累加。',
  ),
  'D-finance-publication': decided(
    { zh: '资金公示', en: 'Publication of money' },
    '预算、达到限额的每笔支付和决算均公示，公示期满方可办结。',
  ),
  'D-purchase-order': decided(
    { zh: '购买程序', en: 'Order of a purchase' },
    '依次进行需求、目录、预算、采购、签订、公开、履行、验收、支付、评价。',
  ),
  'D-purchase-admission': decided({ zh: '社区承接购买', en: 'A committee as supplier' }, '居民委员会承接购买服务的，须有购买类准入登记。'),
};
