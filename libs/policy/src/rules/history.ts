import { changsha, dongguan, jishui, liaoning, majiang, practice, zjg16 } from './local.js';
import { paraphrase, quoted, rule, source } from './rule.js';

/** Law no longer in force, and documents of other places: what the sets of 0.2 and 13.7 stand on. */
const rcl18 = source({
  mark: 'RCL18',
  name: { zh: '中华人民共和国城市居民委员会组织法（2018年修正）', en: "Organic Law of Urban Residents' Committees (as of 2018)" },
  issuer: { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" },
  validFrom: '2018-12-29',
  validTo: '2025-12-31',
  force: 'binding',
});
const sc25 = source({
  mark: 'SC25',
  name: { zh: '四川省城市居民委员会选举条例', en: "Sichuan Regulation on the Election of Residents' Committees" },
  issuer: { zh: '四川省人民代表大会常务委员会', en: "Standing Committee of the Sichuan People's Congress" },
  jurisdiction: '510000000000',
  validFrom: '2026-01-01',
  force: 'binding',
});
const ts25 = source({
  mark: 'TS25',
  name: { zh: '唐山市12345政务服务便民热线条例', en: 'Tangshan Regulation on the 12345 Hotline' },
  issuer: { zh: '唐山市人民代表大会常务委员会', en: "Standing Committee of the Tangshan People's Congress" },
  jurisdiction: '130200000000',
  validFrom: '2026-01-01',
  force: 'binding',
});
const nanjing = practice('320100000000', '南京市某区社区文化建设做法（文章）', 'Practice of a district of Nanjing, told in an essay');
const chengde = practice('130800000000', '承德市社区文化建设做法（文章）', 'Practice of Chengde, told in an essay');
/** The essay names no place. */
export const essay6 = practice('000000000000', '社区文化建设做法（文章六）', 'Practice told in an essay, place not named');

/** The essay names no place. */
const essay1 = practice('000000000000', '社区文化建设做法（文章一）', 'Practice told in an essay, place not named');

export const history = {
  'R-008': rule(
    essay1,
    null,
    { zh: '社区需求画像', en: 'Needs profile of a community' },
    quoted('了解社区居民的年龄分层、居民从事的行业分类、居民的习俗习惯、生活方式等'),
  ),
  'RCL18 6': rule(
    rcl18,
    '第六条',
    { zh: '居民委员会的规模（旧）', en: 'Size of a committee’s area (old)' },
    paraphrase('一般在一百户至七百户的范围内设立。'),
  ),
  'RCL18 petition': rule(
    rcl18,
    null,
    { zh: '提议召集居民会议（旧）', en: 'Petition to call the meeting (old)' },
    paraphrase('五分之一以上的十八周岁以上居民、五分之一以上的户或者三分之一以上的居民小组提议的，应当召集居民会议。'),
  ),
  'SC25 12': rule(sc25, '第十二条', { zh: '选举委员会', en: 'Election committee' }, paraphrase('选举委员会由三至九人组成。')),
  'SC25 17': rule(
    sc25,
    '第十七条',
    { zh: '选民名单复核', en: 'Re-check of the list' },
    paraphrase('选举日变动超过三十日的，重新核对选民名单。'),
  ),
  'SC25 21': rule(sc25, '第二十一条', { zh: '初步候选人名单', en: 'Preliminary list' }, paraphrase('选举日十五日前公布初步候选人名单。')),
  'SC25 22': rule(sc25, '第二十二条', { zh: '正式候选人名单', en: 'Final list' }, paraphrase('选举日五日前公布正式候选人名单。')),
  'SC25 35': rule(sc25, '第三十五条', { zh: '另行选举', en: 'Run-off' }, paraphrase('另行选举当日或者十日内举行。')),
  'SC25 43': rule(sc25, '第四十三条', { zh: '补选', en: 'By-election' }, paraphrase('不足五人的，三个月内补选。')),
  'SC25 49': rule(sc25, '第四十九条', { zh: '举报处理', en: 'Complaints' }, paraphrase('三十日内书面答复，不服的十五日内可以再次提出。')),
  'TS25 19': rule(
    ts25,
    '第十九条',
    { zh: '不能即时答复的', en: 'When it cannot be answered at once' },
    paraphrase('不能即时答复的，由专席在两小时内答复。'),
  ),
  'TS25 20': rule(ts25, '第二十条', { zh: '派单', en: 'Dispatch' }, paraphrase('两小时内派单；不得将部门职责派给乡镇、社区。')),
  'TS25 23': rule(
    ts25,
    '第二十三条',
    { zh: '签收和退单', en: 'Signing and sending back' },
    paraphrase('一个工作日内签收或者申请退单，复杂的三个工作日。'),
  ),
  'TS25 24': rule(
    ts25,
    '第二十四条',
    { zh: '办结答复', en: 'Closing and reply' },
    paraphrase('咨询类两个工作日、其他类五个工作日内办结并答复。'),
  ),
  'R-019': rule(dongguan, null, { zh: '居民代表名额', en: 'Seats of representatives' }, quoted('居民代表的数量按30—50户选1名核定')),
  'R-038': rule(
    zjg16,
    null,
    { zh: '议事会人数', en: 'Size of the council' },
    quoted('人数视各村(社区)人口规模而定,一般为7~15人,设主任1人,副主任1人'),
  ),
  'R-039': rule(zjg16, null, { zh: '议事会党员比例', en: 'Party members in the council' }, quoted('议事会成员中党员比例在40%左右')),
  'R-167': rule(zjg16, null, { zh: '三社联动', en: 'Three-party linkage' }, quoted('三年内开展“三社联动”的村(社区)的比例不少于60%')),
  'R-077': rule(changsha, null, { zh: '注册志愿者', en: 'Registered volunteers' }, quoted('实现社区志愿者注册率占居民人口的12%以上的目标')),
  'R-078': rule(
    liaoning,
    null,
    { zh: '注册志愿者', en: 'Registered volunteers' },
    quoted('社区志愿者注册人数达到本地社区居民总数的10%以上'),
  ),
  'R-079': rule(liaoning, null, { zh: '志愿服务队伍', en: 'Volunteer teams' }, quoted('每个社区拥有5支以上志愿者服务队伍')),
  'R-080': rule(
    liaoning,
    null,
    { zh: '志愿服务参与率', en: 'Who takes part in volunteer service' },
    quoted('80%以上的社区党员和30%以上的社区居民参与社区志愿服务活动'),
  ),
  'R-164': rule(liaoning, null, { zh: '社区社会组织', en: 'Social organisations' }, quoted('每个社区拥有5个以上的社区社会组织')),
  'R-238': rule(
    liaoning,
    null,
    { zh: '城市社区用房', en: 'Urban premises' },
    quoted('按照每百户居民不低于20平方米、总面积不低于400平方米的标准建设城市社区综合服务设施'),
  ),
  'R-239': rule(
    liaoning,
    null,
    { zh: '农村社区用房', en: 'Rural premises' },
    quoted('按照面积不少于350平方米,室外文体活动广场面积一般不少于1000平方米的标准建设农村社区服务中心'),
  ),
  'R-250': rule(
    majiang,
    null,
    { zh: '村、社区活动场所', en: 'Venues' },
    quoted('每个行政村活动场所建筑面积不低于100平方米,社区(居委)活动场所建筑面积不低于300平方米'),
  ),
  'R-251': rule(majiang, null, { zh: '阵地设置', en: 'Layout' }, quoted('切实做好“一厅、两栏、五站、八室”阵地设置')),
  'R-252': rule(essay6, null, { zh: '四室两站一厅', en: 'Four rooms, two stations, one hall' }, quoted('按照“四室两站一厅”标准建设')),
  'R-253': rule(
    essay6,
    null,
    { zh: '场所设备', en: 'Devices' },
    quoted('活动场所统一配备了电脑、电话、传真、扫描仪和党员远程教育设备等硬件设施,有牌子、有制度、有档案'),
  ),
  'R-254': rule(chengde, null, { zh: '办公设施', en: 'Office devices' }, quoted('所有城市社区配齐电脑、打印机、传真机等必备的办公设施')),
  'R-255': rule(
    dongguan,
    null,
    { zh: '社区服务中心', en: 'Service centre of a town' },
    quoted('要建设一个面积1000平方米以上,具有指导、示范、辐射、培训等多功能的社区服务中心'),
  ),
  'R-256': rule(dongguan, null, { zh: '敬老院床位', en: 'Beds' }, quoted('一个不少于30个床位的敬老院(老人公寓)')),
  'R-257': rule(
    dongguan,
    null,
    { zh: '社区服务站', en: 'Service station' },
    quoted('各社区居委会要有一个固定的面积不少于30平方米的社区服务站'),
  ),
  'R-258': rule(
    nanjing,
    null,
    { zh: '街道和居委会活动中心', en: 'Centres of street and committee' },
    quoted('在每个街道建成1000~2000平方米、每个社区居委会建成100~200平方米的社区服务文体活动中心'),
  ),
  'DONGGUAN steps': rule(
    dongguan,
    null,
    { zh: '居委会人数分档', en: 'Steps of the committee’s size' },
    paraphrase('一千户以下五人，一千零一户至上一档七人，以上九人；上一档在文件中缺失，按二千户暂定。'),
  ),
  'COUNTY-REPORT': rule(jishui, null, { zh: '县域社区规模', en: 'Communities of the county' }, paraphrase('全县城市社区二十九个。')),
};
