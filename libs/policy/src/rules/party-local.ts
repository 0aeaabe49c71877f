import { changsha, dongguan, majiang, zjg16 } from './local.js';
import { quoted, rule } from './rule.js';

/** What places have laid down about the Party network (4.1). */
export const partyLocal = {
  'R-087': rule(zjg16, null, { zh: '楼栋党小组', en: 'Group of a building' }, quoted('在有3名以上党员的楼栋建立党小组')),
  'R-088': rule(zjg16, null, { zh: '网格党支部', en: 'Branch of a grid' }, quoted('有3个以上党小组的网格建立党支部')),
  'R-089': rule(
    zjg16,
    null,
    { zh: '社区党总支', en: 'General branch of a community' },
    quoted('有3个以上党支部且符合相应条件的社区建立党总支'),
  ),
  'R-091': rule(
    zjg16,
    null,
    { zh: '零星党员统一管理', en: 'Scattered members under one management' },
    quoted('将辖区内的“两新组织”零星党员、流动党员、离退休党员等全部纳入党组织统一管理'),
  ),
  'R-092': rule(
    dongguan,
    null,
    { zh: '社区单独建立党支部', en: 'A community’s own branch' },
    quoted('凡有3名以上正式党员的社区可单独建立党支部'),
  ),
  'R-093': rule(
    dongguan,
    null,
    { zh: '社区党支部的名称', en: 'Name of a community’s branch' },
    quoted('原则上一个社区设立一个社区党支部,命名为“××社区党支部”'),
  ),
  'R-094': rule(
    dongguan,
    null,
    { zh: '支委人数', en: 'Size of the branch committee' },
    quoted('党支部设支委3—5人,其中书记1人,副书记1—2人'),
  ),
  'R-095': rule(
    dongguan,
    null,
    { zh: '社区党组织任期（旧）', en: 'Term of a community Party organisation (old)' },
    quoted('社区党组织由社区党员大会或党员代表大会选举产生,每届任期3年'),
  ),
  'R-096': rule(
    majiang,
    null,
    { zh: '支委兼任网格书记', en: 'Committee members head grids' },
    quoted('建立社区支委成员兼任网格党组织书记'),
  ),
  'R-097': rule(
    majiang,
    null,
    { zh: '网格成员兼任党小组长、楼组长', en: 'Grid members head groups and buildings' },
    quoted('网格党组织成员兼任楼栋党小组长、楼栋党小组长兼任楼组长'),
  ),
  'R-098': rule(
    changsha,
    null,
    { zh: '建立党组织的处所', en: 'Places with Party organisations' },
    quoted('在社区楼栋、商务楼宇、商业街区、“两新”组织、农民工聚集地建立党的组织'),
  ),
  'R-099': rule(
    changsha,
    null,
    { zh: '组织覆盖和工作覆盖', en: 'Coverage by organisation and by work' },
    quoted('实现党的组织覆盖和工作覆盖'),
  ),
  'R-101': rule(
    changsha,
    null,
    { zh: '发展党员的重点人群', en: 'Groups from which members are recruited' },
    quoted('重视做好在下岗失业人员、流动人员和其他社会阶层中发展党员的工作'),
  ),
  'R-102': rule(majiang, null, { zh: '每年发展党员', en: 'New members each year' }, quoted('各社区党支部每年发展党员1名以上')),
  'R-103': rule(
    changsha,
    null,
    { zh: '党员发挥作用的形式', en: 'Forms in which members take part' },
    quoted('党员责任区、党员示范岗、党员示范户、设岗定责、依岗承诺、结对帮扶'),
  ),
  'R-104': rule(
    changsha,
    null,
    { zh: '“五个好”社区党组织', en: 'Five-good Party organisations' },
    quoted('开展争创“五个好”社区党组织等多种形式的创先争优活动'),
  ),
  'R-106': rule(changsha, null, { zh: '党建联席会', en: 'Joint meetings' }, quoted('充分发挥街道、社区党建联席会的作用')),
  'R-108': rule(
    majiang,
    null,
    { zh: '二表、六簿、五档', en: 'Two tables, six books, five files' },
    quoted('统一“二表、六簿、五档”党建档案类型制式'),
  ),
  'R-118': rule(changsha, null, { zh: '党员服务中心', en: 'Member service centre' }, quoted('充分发挥党员服务中心的桥梁纽带作用')),
};
