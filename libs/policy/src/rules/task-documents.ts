import { essay6 } from './history.js';
import { changsha, dongguan, liaoning, majiang, zjg13, zjg16 } from './local.js';
import { quoted, rule } from './rule.js';

/** What local documents say of tasks given to communities (5.1), with the words of the seed file. */
export const taskDocuments = {
  'R-126': rule(
    dongguan,
    null,
    { zh: '任务以服务为主，不得赋予执法权', en: 'Tasks are service; no enforcement power is given' },
    quoted('社区居委会的任务和职能以服务为主,不能随意扩大,更不能赋予行政以至执法上的权限'),
  ),
  'R-127': rule(
    dongguan,
    null,
    { zh: '不得在社区设立基层组织', en: 'No base units inside a committee' },
    quoted('社区居民自治组织包括社区居委会、社区居民会议以及社区居民小组。政府各部门不得在社区居委会设立基层组织'),
  ),
  'R-196': rule(
    changsha,
    null,
    { zh: '社区公共服务事项准入制度', en: 'Admission of public service matters' },
    quoted('明确责任主体和职责范围,推行社区公共服务事项准入制度'),
  ),
  'R-200': rule(
    changsha,
    null,
    { zh: '清理整合工作机构', en: 'Work organisations in communities are cleaned up' },
    quoted('清理和整合在社区设立的各种工作机构'),
  ),
  'R-201': rule(
    changsha,
    null,
    { zh: '规范检查评比', en: 'Inspections and appraisals are regulated' },
    quoted('规范政府部门面向社区居民委员会开展的检查评比活动'),
  ),
  'R-202': rule(
    changsha,
    null,
    { zh: '压缩会议、台账和报表', en: 'Fewer meetings, ledgers and reports' },
    quoted('大力压缩针对社区居民委员会的各类会议、台帐和材料报表'),
  ),
  'R-203': rule(
    changsha,
    null,
    { zh: '购买服务', en: 'Purchase of services' },
    quoted('通过奖励、补贴或购买服务等方式交由中介组织或专业服务机构承办'),
  ),
  'R-204': rule(
    zjg16,
    null,
    { zh: '五类负担的清理', en: 'Clean-up of five kinds of burden' },
    quoted('对导致社区负担过重的各类组织机构、活动阵地、创建达标评比、台账任务、盖章项目等进行全面清理,推行社区工作准入机制'),
  ),
  'R-205': rule(
    zjg16,
    null,
    { zh: '三级清理计划', en: 'Clean-up plans on three levels' },
    quoted('社区、乡镇、部门要认真厘清职责,制定清理计划,逐项抓好落实'),
  ),
  'R-206': rule(
    zjg13,
    null,
    { zh: '两张清单', en: 'Two lists' },
    quoted('关于印发《基层群众自治组织协助政府工作事项》和《基层群众自治组织依法履行职责事项》的通知'),
  ),
  'R-207': rule(
    dongguan,
    null,
    { zh: '政府事务的办理顺序', en: 'Order of handling a government task' },
    quoted('凡是《地方组织法》规定的政府职能,应由政府独立完成,不得推给社区'),
  ),
  'R-208': rule(
    dongguan,
    null,
    { zh: '公开投标', en: 'Open tender' },
    quoted('可通过采取公开投标的办法,由企事业单位、社区中介组织、社区或个体工商业者竞标来完成'),
  ),
  'R-209': rule(
    dongguan,
    null,
    { zh: '与社区签订合同', en: 'Contract with the community' },
    quoted('政府和社区要按照权利和义务、劳动与报酬对等的原则,协商一致,签订合同'),
  ),
  'R-211': rule(
    dongguan,
    null,
    { zh: '下放职能移交经费', en: 'Money goes with what is passed down' },
    quoted('将适合由社区承担的公益性、社会性、群众性的职能下放给社区,并按照“权随责走、费随事转”的原则移交工作经费'),
  ),
  'R-213': rule(liaoning, null, { zh: '公共服务目录和准入制度', en: 'Catalogue and admission' }, quoted('社区公共服务目录及准入制度')),
  'R-166': rule(
    zjg16,
    null,
    { zh: '社会组织支持体系', en: 'Support of social organisations' },
    quoted('打造集政策研究、人才培养、培育扶持、能力建设、公益创投、绩效评估、信息交流等功能于一体的社会组织服务支持系统'),
  ),
  'R-169': rule(zjg16, null, { zh: '公共服务事项外包', en: 'Outsourcing of public services' }, quoted('探索社区公共服务事项外包')),
  'R-224': rule(
    liaoning,
    null,
    { zh: '呼叫保障系统', en: 'Call system' },
    quoted('推动全省设置统一的社区服务电话号码,逐步建立面向社区老年人、残疾人以及全体居民的呼叫保障系统'),
  ),
  'R-227': rule(
    dongguan,
    null,
    { zh: '技能培训', en: 'Skills training' },
    quoted('包括老周在内的113人已经找到了满意的工作,还有17人开始了自主创业'),
  ),
  'R-307': rule(
    zjg16,
    null,
    { zh: '第三方满意度测评', en: 'Third-party satisfaction survey' },
    quoted('引入“第三方”组织测评,建立以群众满意度为主要权重的社区考核机制'),
  ),
  'R-218': rule(majiang, null, { zh: '流动人口一站式服务', en: 'One stop for the floating population' }, quoted('实行“一站式”服务')),
  'R-219': rule(
    essay6,
    null,
    { zh: '开放式办公、一站式全程服务', en: 'Open desks, one stop from beginning to end' },
    quoted('采取开放、透明的隔断式办公模式,在活动场所建立便民利民“服务站”,实行“一站式”全程服务'),
  ),
  'R-221': rule(majiang, null, { zh: '公开办事流程', en: 'The procedure in public' }, quoted('公开工作程序和办事流程')),
  'R-222': rule(
    changsha,
    null,
    { zh: '统一标识、窗口和行为规范', en: 'One sign, unified windows and conduct' },
    quoted('统一社区标识,统一服务窗口设置,统一工作人员行为规范'),
  ),
  'R-226': rule(dongguan, null, { zh: '服务热线', en: 'Hotline' }, quoted('各镇区要筹建社区服务热线电话或电脑网络服务咨询平台')),
};
