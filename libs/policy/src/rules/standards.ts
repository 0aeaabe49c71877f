import { paraphrase, rule, source } from './rule.js';

const issuer = { zh: '国家标准', en: 'National standard' };

const gb11643 = source({
  mark: 'GB 11643',
  name: { zh: '公民身份号码（GB 11643-1999）', en: 'Citizen identification number (GB 11643-1999)' },
  issuer,
  validFrom: '1999-07-01',
  force: 'binding',
});
const gb32100 = source({
  mark: 'GB 32100',
  name: { zh: '法人和其他组织统一社会信用代码编码规则（GB 32100-2015）', en: 'Unified social credit code (GB 32100-2015)' },
  issuer,
  validFrom: '2015-10-01',
  force: 'binding',
});
const gb11714 = source({
  mark: 'GB 11714',
  name: { zh: '全国组织机构代码编制规则（GB 11714）', en: 'Organisation code (GB 11714)' },
  issuer,
  validFrom: '1998-01-01',
  verified: false,
  force: 'guidance',
});
const areaPage = source({
  mark: 'public code page',
  name: { zh: '统计用区划代码和城乡划分代码编制规则', en: 'Statistical area codes' },
  issuer: { zh: '国家统计局', en: 'National Bureau of Statistics' },
  validFrom: '2009-01-01',
  verified: false,
  force: 'guidance',
});
const mca20 = source({
  mark: 'MCA notice 2020-08',
  name: {
    zh: '民政部关于基层群众性自治组织特别法人统一社会信用代码的通知（2020年8月）',
    en: 'Civil affairs notice on codes of self-governing bodies (2020-08)',
  },
  issuer: { zh: '民政部', en: 'Ministry of Civil Affairs' },
  validFrom: '2020-08-01',
  verified: false,
  force: 'guidance',
});
const code = source({
  mark: 'CODE',
  name: {
    zh: '政务服务事项要素与代码表（公开程序代码所见）',
    en: 'Fields and code tables of service items, as seen in public program code',
  },
  issuer: { zh: '公开程序代码', en: 'Public program code' },
  validFrom: '2019-01-01',
  verified: false,
  force: 'default',
  adr: '0010-policy-sets-and-rules',
});

export const standards = {
  'GB 11643': rule(
    gb11643,
    null,
    { zh: '公民身份号码的结构和校验', en: 'Structure and check of the identity number' },
    paraphrase('十八位：六位地址码、八位出生日期码、三位顺序码、一位校验码。'),
  ),
  'GB 32100': rule(
    gb32100,
    null,
    { zh: '统一社会信用代码的结构和校验', en: 'Structure and check of the credit code' },
    paraphrase('十八位：登记管理部门代码、机构类别代码、登记管理机关行政区划码、主体标识码、校验码。'),
  ),
  'GB 11714': rule(
    gb11714,
    null,
    { zh: '组织机构代码的校验', en: 'Check of the organisation code' },
    paraphrase('八位本体代码和一位校验码。'),
  ),
  'AREA-CODE': rule(
    areaPage,
    null,
    { zh: '统计用区划代码的结构', en: 'Structure of the area code' },
    paraphrase('十二位：省、市、县各两位，乡级三位，村级三位；上级代码为其前缀。'),
  ),
  'MCA notice 2020-08': rule(
    mca20,
    null,
    { zh: '自治组织的名称和法定代表人', en: 'Name and legal representative of self-governing bodies' },
    paraphrase('名称按省、市、县、乡镇、社区顺序组成，法定代表人为依法选举产生的主任。'),
  ),
  CODE: rule(
    code,
    null,
    { zh: '政务服务事项的要素和代码', en: 'Fields and codes of a service item' },
    paraphrase('基本编码十二位，实施编码三十一位，办理项编码三十三位。'),
  ),
};
