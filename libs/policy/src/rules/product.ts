import { productDefaults } from './product-defaults.js';

/** Defaults of the product. Each is decided in ADR 0010 (boundaries: 0028) and shown as local configuration, never as law (13.8). */
const decided = productDefaults('0010-policy-sets-and-rules', '2025-01-01');

const boundary = productDefaults('0028-boundaries-of-areas', '2025-01-01');

export const productRules = {
  'D-area-tree': decided({ zh: '区划上下级', en: 'Tree of areas' }, '每个下级区划同一时间只属于一个上级区划，编码以上级编码为前缀。'),
  'D-area-lineage': decided(
    { zh: '区划变更沿革', en: 'Lineage of areas' },
    '合并、拆分、更名和代码变更记录来源、去向、生效日期和批准文号；查询按当日有效的区划。',
  ),
  'D-area-boundary': boundary(
    { zh: '社区界线', en: 'Boundaries of communities' },
    '界线闭合、不自交，点数不超过上限；重叠或者空缺的面积不超过测量容差的，视为相接。同一次决定可以同时变更相邻社区的界线。',
  ),
  'D-organisation-tree': decided({ zh: '组织上下级', en: 'Tree of organisations' }, '组织在各自的体系内只有一个上级，不得成环。'),
  'D-account-role': decided({ zh: '账号与角色', en: 'Accounts and roles' }, '角色在组织内授予，由组织管理员授予和收回。'),
  'D-identity-number': decided(
    { zh: '公民身份号码的受理', en: 'Identity numbers accepted' },
    '出生日期真实存在、不晚于当日、不早于允许的最早年份；旧十五位号码不予接受。',
  ),
  'D-identity-unique': decided(
    { zh: '一人一档', en: 'No person twice' },
    '同一证件号码只登记一次；号码先在登记簿中占用，未使用的占用到期释放。',
  ),
  'D-record-facts': decided({ zh: '登记内容真实', en: 'What is recorded is so' }, '登记的日期不晚于当日，电话等联系方式为可以使用的号码。'),
  'D-household': decided(
    { zh: '家庭户', en: 'Households' },
    '一人同一时间只属于一户，户主为该户成员；住户登记在本社区区划册内有效的户室，同一户室可以有几户。',
  ),
  'D-housing-area': decided(
    { zh: '新建住宅区', en: 'New housing areas' },
    '入住户数不超过规划户数，按登记的日期先后记录，登记的日期不晚于当日；达到比例只生成待办，由街道提出设立居民委员会。',
  ),
  'D-mandatory-report': decided(
    { zh: '立即报告的时限', en: 'What “at once” means for a mandatory report' },
    '法律要求立即、及时报告的情形，自发现起在规定的小时数内报告；只记类型、时间、受理部门和回执编号，不记当事人，也不作文字描述。',
  ),
  'D-no-scoring': decided({ zh: '不评分、不排名', en: 'No score or ranking' }, '不对个人评分、排名，不形成跨业务的个人时间线。'),
  'D-no-restricted-tags': decided(
    { zh: '不存储的标签', en: 'Tags that are not stored' },
    '社区矫正、刑满释放、严重精神障碍、涉毒、宗教信息不作为标签存储。',
  ),
  'D-restricted-matter': decided({ zh: '受限事项只计数', en: 'Restricted matters are counted' }, '受限事项只记录数量，不建立个人办件。'),
  'D-applicant': decided(
    { zh: '办件人先登记', en: 'An applicant is registered first' },
    '申请人只登记一次、各处共用；未登记的，先由社区或大厅登记，再提交办件。',
  ),
  'D-field-ground': decided(
    { zh: '字段须有事项依据', en: 'A field needs the ground of its matter' },
    '民族、政治面貌等字段仅在事项数据字段列明并有依据时采集；其他事项再用须有自身依据。',
  ),
  'D-home-visit': decided({ zh: '上门办', en: 'Home visits' }, '上门办须预约、登记地址和至少两名工作人员，不记录诉求之外的个人情况。'),
  'D-agent': decided({ zh: '代办', en: 'Agents' }, '代办须有委托书，写明受托人、事项和起止日期，并留存办结回执。'),
  'D-hall': decided({ zh: '大厅与窗口', en: 'Halls and windows' }, '大厅设窗口类别和窗口，每类至少一个窗口办理，票号字母在一厅内不重复。'),
  'D-queue-daily': decided({ zh: '取号', en: 'Queue numbers' }, '号码按窗口类别分前缀，每日重新编号；一厅一日一类为一个队列。'),
  'D-queue-priority': decided({ zh: '优先叫号', en: 'Priority queue' }, '老年人、残疾人、孕妇、军人优先叫号。'),
  'D-queue-missed': decided({ zh: '过号', en: 'Missed tickets' }, '呼叫三次未到为过号，可重新排队一次。'),
  'D-visit': decided({ zh: '一次到访', en: 'Visits' }, '号码被接待即开启一次到访；现场办件关联到访，网上办件没有到访。'),
  'D-case-order': decided({ zh: '办件顺序', en: 'Order of a case' }, '办件按提交、受理、办理、决定、送达、归档的顺序进行。'),
  'D-handover': decided({ zh: '转后台时限', en: 'Hand-over to the back office' }, '不能当场办结的记录转交时间，按时限转后台。'),
  'D-guide-limit': decided(
    { zh: '办事指南的法定时限', en: 'Statutory limit as the guide states it' },
    '法定时限依办事指南所列，其依据见指南的法律依据。',
  ),
  'D-promised-limit': decided({ zh: '承诺时限', en: 'Promised limit' }, '承诺时限不得长于法定时限；公共服务事项按办事指南的承诺时限。'),
  'D-written-decision': decided(
    { zh: '不予办理须书面说明', en: 'Reason and remedy in writing' },
    '不予办理或者不属本单位的，书面说明理由和救济途径。',
  ),
  'D-supplement-once': decided(
    { zh: '补正通知一次', en: 'One supplement notice' },
    '每件只发一次补正通知，在告知期限内列明全部缺项，逾期未告知的视为受理；补正期限自送达之日起算。',
  ),
  'D-supplement-period': decided({ zh: '补正期限', en: 'Time to supplement' }, '申请人自补正通知送达之日起在期限内补正。'),
  'D-result-delivery': decided({ zh: '结果送达时限', en: 'Delivery of results' }, '作出决定后在时限内送达结果；行政许可依法律规定的期限。'),
  'D-notice-delivery': decided({ zh: '通知送达', en: 'Delivery of notices' }, '以送达为起算点的期限，须有送达记录；未送达的列入清单。'),
  'D-cannot-do': decided({ zh: '“办不成事”答复时限', en: 'Answer to what could not be done' }, '五个工作日内答复。'),
  'D-system-task': decided({ zh: '系统待办', en: 'Tasks of the system' }, '系统应办而未办成的操作转为人工待办，列明事由、责任岗位和期限。'),
  'D-rating-once': decided(
    { zh: '评价一次', en: 'One rating' },
    '到访评价一次；没有到访的办件线上评价一次；评价期内有效，未评价不计为好评。',
  ),
  'D-rating-hidden': decided(
    { zh: '评价人信息保密', en: 'The rater is hidden' },
    '被评价人不得看到评价人和评价时间，只能看到达到最低数量的汇总数字；汇总只按大厅、按已结束的月份提供。',
  ),
  'D-rating-case': decided(
    { zh: '差评处理', en: 'Rating cases' },
    '差评按受理、核实、整改、反馈、回访、办结处理；误评、恶意由监督员复核。',
  ),
  'D-archive': decided({ zh: '归档', en: 'Archiving' }, '送达后评价期届满即归档。'),
  'D-reservation': decided({ zh: '先占用后登记', en: 'Reserve, then record' }, '唯一或者限量的资源先占用再登记，未使用的占用到期释放。'),
  'D-calendar': decided(
    { zh: '待日历', en: 'Waiting for the calendar' },
    '没有国务院放假通知文号的年份不计算工作日，期限标记为待日历，载入后补算。',
  ),
  'D-retention': decided(
    { zh: '保存期限与密钥销毁', en: 'Retention and destruction of keys' },
    '每类记录自最后使用之日起有保存期限和法律冻结；期限内的删除请求只封存；期满的列给档案管理员，经等待期由两人销毁密钥。',
  ),
  'D-two-persons': decided({ zh: '双人办理', en: 'Two persons' }, '须由第二人批准，批准人不得为申请人本人。'),
  'D-override': decided(
    { zh: '变通须有理由和第二人', en: 'Override with reason and second person' },
    '可变通的规则须写明理由并由第二人批准，列入清单。',
  ),
  'D-service-item': decided({ zh: '办事指南', en: 'Item guide' }, '停用、取消的事项不再受理；已受理的按受理时的版本办理。'),
  'D-policy-set': decided({ zh: '参数集', en: 'Parameter sets' }, '决定保存所用参数的版本，以后的变更不改变既往决定。'),
  'D-demo': decided({ zh: '演示库', en: 'Demonstration stores' }, '演示参数、测试号码和业务日期前移只用于演示库。'),
  'D-export': decided({ zh: '导出', en: 'Exports' }, '超过行数的导出须经批准。'),
};
