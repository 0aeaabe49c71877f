import { productDefaults } from './product-defaults.js';

/** Defaults of the product about the Party network and transfers, decided in ADR 0023. */
const decided = productDefaults('0023-party-network-and-transfer', '2009-01-01');

export const partyProduct = {
  'D-party-proposal': decided(
    { zh: '只提议、不自动设立', en: 'Proposed, never decided' },
    '达到条件时由系统向上级党组织提出建议，经批准方可成立；人数减少只提示，不自动撤并。',
  ),
  'D-party-organisation': decided(
    { zh: '党组织登记', en: 'Record of a Party organisation' },
    '党组织按提议、批准、成立、换届、撤并的顺序登记。',
  ),
  'D-party-grace': decided({ zh: '人数不足的宽限', en: 'Grace below the threshold' }, '人数低于条件满宽限期后提示，不自动撤销。'),
  'D-party-term': decided({ zh: '换届提醒', en: 'Reminder of the term' }, '任期届满前六个月提醒换届。'),
  'D-party-nearest-group': decided(
    { zh: '就近编入党小组', en: 'The nearest group' },
    '楼栋党员不足设立党小组的，编入同一网格内人数最少的党小组。',
  ),
  'D-party-posts': decided({ zh: '职务与兼任', en: 'Posts and concurrent posts' }, '职务一人一任，兼任的注明所兼职务。'),
  'D-three-registers': decided(
    { zh: '三本台账分开', en: 'Three separate registers' },
    '组织关系在册、流入登记、在职报到分开登记，只有在册党员计入人数。',
  ),
  'D-party-task': decided({ zh: '党员管理提醒', en: 'Tasks about members' }, '期限届满只生成待办，由党组织研究决定，系统不作处理。'),
  'D-recruit-hidden': decided(
    { zh: '发展来源的统计', en: 'Figures of where members come from' },
    '发展党员的来源人群只按党委、按已结束的年度汇总，达到最低人数才显示；不显示的不能由总数推出。',
  ),
  'D-party-record': decided(
    { zh: '党员登记', en: 'Record of a member' },
    '一名党员一份记录，同一时间只有一个组织关系所在支部；登记的日期不晚于当日。',
  ),
  'D-transfer-order': decided(
    { zh: '转接顺序', en: 'Order of a transfer' },
    '转接按起草、支部审核、党委审核、开具、报到、核档、接收、编入支部、回执、办结的顺序进行。',
  ),
  'D-transfer-once': decided({ zh: '一次一件', en: 'One transfer at a time' }, '同一党员同一时间只办理一件转接；再次转移的先撤回原件。'),
  'D-transfer-dues': decided({ zh: '党费缴至', en: 'Dues paid through' }, '转出时党费应当缴至当月或者上月，未缴至的提示。'),
  'D-transfer-archive': decided(
    { zh: '党员档案', en: 'The member’s file' },
    '转出时说明档案所在；存疑的中止核查，不得销毁，也不自动终结。',
  ),
  'D-transfer-reject': decided(
    { zh: '不予转出的理由', en: 'Reasons not to send' },
    '不予转出的理由限于：正在接受审查、接收方有误、本人要求停止；须写明并告知申诉途径。',
  ),
  'D-transfer-return': decided(
    { zh: '退回的理由', en: 'Reasons to return' },
    '退回的理由限于：介绍信过期、介绍信有缺陷、接收方有误、身份不符、档案缺失（只能中止）、已是本单位党员、党籍已终止。',
  ),
  'D-transfer-reminder': decided({ zh: '到期提醒', en: 'Reminders before expiry' }, '介绍信到期前十五日、七日、一日提醒。'),
  'D-transfer-decision': decided({ zh: '接收方办理时限', en: 'Time for the receiving side' }, '报到后十个工作日内作出接收或者退回的决定。'),
  'D-transfer-appeal': decided(
    { zh: '申诉', en: 'Appeal' },
    '对不予转出或者退回不服的，由最近的共同上级十五个工作日内决定：维持或者纠正。',
  ),
  'D-transfer-escalation': decided({ zh: '两次退回上报', en: 'Twice returned' }, '退回两次的，报最近的共同上级决定。'),
  'D-transfer-expiry': decided({ zh: '过期退回', en: 'Expiry' }, '介绍信过期只退回转出党组织，可以重新开具，不影响党籍。'),
  'D-transfer-lost': decided({ zh: '介绍信遗失', en: 'A lost letter' }, '遗失的由本人说明、支部查证，原号作废后重新开具，并告知接收方。'),
  'D-transfer-evidence': decided(
    { zh: '对方系统的事实凭据登记', en: 'Facts of another installation' },
    '在其他系统发生的报到、接收、编入支部、退回，凭回执等凭据登记，写明编号、日期、经办人和文件。',
  ),
  'D-transfer-special': decided(
    { zh: '特殊单位专门渠道', en: 'The closed channel' },
    '军队、涉密和垂直管理单位的组织关系通过专门渠道转接，本系统不登记；请与上级党委组织部门联系。',
  ),
  'D-transfer-probation': decided(
    { zh: '预备党员材料', en: 'Papers of a probationary member' },
    '预备党员的培养教育考察材料随件转递，接收支部继续考察。',
  ),
  'D-letter-number': decided(
    { zh: '介绍信编号', en: 'Letter numbers' },
    '编号属于开具党委当年的编号簿，先占用再开具；作废的编号注明理由，保留在编号簿。',
  ),
  'D-receipt-match': decided({ zh: '回执与存根相符', en: 'Receipt and stub' }, '回执编号与存根相符的，方可办结。'),
};
