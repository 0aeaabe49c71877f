import { changsha, dongguan, jishui, liaoning, practice, zjg16 } from './local.js';
import { quoted, rule } from './rule.js';

const chengde = practice('130800000000', '承德市社区经费实践', 'Practice of Chengde');
const essay = practice('430000000000', '社区经费管理的建议', 'Proposal on the use of community money');

/** What local documents say of the money of communities (6.1–6.4), with the words of the seed file. */
export const moneyDocuments = {
  'R-269': rule(
    changsha,
    null,
    { zh: '市级每社区每年补助', en: 'City part per community' },
    quoted('市财政从2010年起对城市社区按每个社区每年补助6万元的标准'),
  ),
  'R-270': rule(
    changsha,
    null,
    { zh: '市、区不低于一比三', en: 'City to district not lower than 1 to 3' },
    quoted('区财政按市、区不低于1︰3的比例足额安排社区工作经费,列入财政预算'),
  ),
  'R-271': rule(changsha, null, { zh: '经费来源', en: 'Ways of funding' }, quoted('按照“财政拨付、费随事转、社会资助”的办法')),
  'R-272': rule(
    changsha,
    null,
    { zh: '社区建设专项资金', en: 'Special fund of community building' },
    quoted('市财政每年在预算中安排社区建设专项资金,专项用于城市社区服务、精品社区培育和农村社区建设推进等'),
  ),
  'R-273': rule(
    changsha,
    null,
    { zh: '配套资金', en: 'Matching money' },
    quoted('各区、县(市)和街道、乡镇要配套安排相应的社区建设专项资金'),
  ),
  'R-274': rule(
    changsha,
    null,
    { zh: '使用和审计、专款专用', en: 'Use and audit, special money for special use' },
    quoted('建立健全社区工作经费使用和审计制度,加大监管力度,确保专款专用'),
  ),
  'R-275': rule(
    changsha,
    null,
    { zh: '服务业专项资金', en: 'Service industry fund' },
    quoted('市、区财政安排社区服务业专项发展资金,采取项目管理的办法'),
  ),
  'R-276': rule(
    jishui,
    null,
    { zh: '每社区工作经费', en: 'Running money per community' },
    quoted('我县按照每个社区6.5万元的标准,将社区工作经费列入县财政预算'),
  ),
  'R-277': rule(
    jishui,
    null,
    { zh: '达标补助', en: 'Award for what passed inspection' },
    quoted('对通过市级检查验收并挂牌的社区,县财政按实际投资额的50%给予补助'),
  ),
  'R-278': rule(
    jishui,
    null,
    { zh: '新建、改建补助', en: 'Grants for building and rebuilding' },
    quoted('对按规定新建的社区每个补助30万元,改建的社区每个补助10万元'),
  ),
  'R-279': rule(
    jishui,
    null,
    { zh: '帮扶经费', en: 'Money of helping groups' },
    quoted('每个社区帮扶工作组每年支持社区建设经费不少于5万元,并将社区帮扶工作纳入县直单位年度综合考评'),
  ),
  'R-280': rule(
    jishui,
    null,
    { zh: '投入合计', en: 'Totals' },
    quoted('县财政共投入社区建设资金422万元,其中老城区改造投入212万;各方帮扶社区建设资金67万元'),
  ),
  'R-281': rule(
    liaoning,
    null,
    { zh: '四类经费列入预算', en: 'Four budget lines' },
    quoted('将社区服务设施建设与维护经费、社区人员报酬、社区运转工作经费、社区信息化建设经费等纳入各级财政预算'),
  ),
  'R-282': rule(
    liaoning,
    null,
    { zh: '以奖代补', en: 'Reward instead of subsidy' },
    quoted('省每年安排一定的引导资金,采取以奖代补形式用于社区基础设施建设'),
  ),
  'R-283': rule(
    zjg16,
    null,
    { zh: '实验区年度经费', en: 'Yearly experiment funds' },
    quoted('主要包括为民服务专项经费以及社区平台载体建设、社区自治推进、社区项目运作、社会组织培育、社工培训、社区信息化建设等经费'),
  ),
  'R-284': rule(
    chengde,
    null,
    { zh: '逐年增长', en: 'Growing each year' },
    quoted('将社区办公经费、党建经费,列入市区两级财政年度预算,并随经济社会发展逐年增长'),
  ),
  'R-285': rule(
    dongguan,
    null,
    { zh: '列入镇区预算', en: 'In the town budget' },
    quoted('社区居委会成员及社区聘请的专职工作者的经费和社区的办公经费,应纳入镇区的财政预算'),
  ),
  'R-286': rule(
    dongguan,
    null,
    { zh: '多渠道筹措', en: 'Raised through many channels' },
    quoted('社区各项建设经费(社区公益事业、基础设施建设、开展社区建设活动的经费等),通过多形式、多渠道筹措资金解决'),
  ),
  'R-289': rule(
    essay,
    null,
    { zh: '按月、季、年制定计划', en: 'Plan by month, quarter and year' },
    quoted('按月、季度、年这三个时间节点,制定尽可能详尽的资金使用计划'),
  ),
  'R-290': rule(
    essay,
    null,
    { zh: '专人负责', en: 'A named person in charge' },
    quoted('严格控制资金的审批程序,制定专人负责,把握社区资金的流向'),
  ),
  'R-291': rule(essay, null, { zh: '文化专项基金', en: 'Culture fund' }, quoted('社区也可以成立一个文化专项基金')),
  'R-292': rule(
    liaoning,
    null,
    { zh: '鼓励捐赠', en: 'Donations are welcome' },
    quoted('鼓励企事业单位、社会团体、个人等以多种形式捐赠或兴办社区服务事业,建立多元化投入分担机制'),
  ),
  'R-293': rule(
    essay,
    null,
    { zh: '捐赠实物登记', en: 'Donations in kind are recorded' },
    quoted('捐助经费或捐送电脑、打印机、油印机等办公设备'),
  ),
  'R-294': rule(essay, null, { zh: '党费开支档案', en: 'File of dues spent' }, quoted('党费开支档案')),
  'R-111': rule(
    essay,
    null,
    { zh: '五类档案', en: 'Five files' },
    quoted('工作档案、党员发展档案、党费开支档案、党员活动档案、上级党组织下发文件档案'),
  ),
};
