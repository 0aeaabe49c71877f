import type { Guide } from '@yimen/contracts';
import { creditCheckCharacter, subjectCheckCharacter } from '@yimen/kernel';
import { findMatter } from '@yimen/policy';

/** A made-up credit code (area 990101) with valid check characters; `serial` of eight digits. */
export function demoCreditCode(authority: string, serial: string): string {
  const first17 = `${authority}990101${serial}${subjectCheckCharacter(serial)}`;
  return first17 + (creditCheckCharacter(first17) ?? '');
}

export interface Body {
  readonly organisation: string;
  readonly name: string;
  readonly uscc: string;
}

type Own = Pick<Guide, 'caseType' | 'promisedLimit' | 'materials' | 'modes' | 'acceptanceConditions' | 'result'> & Partial<Guide>;
type Material = Guide['materials'][number];

const own = (key: string, name: string, kind: Material['kind'], required: Material['required'] = 'required'): Material => ({
  key,
  name,
  kind,
  source: 'applicant',
  original: 1,
  copies: 0,
  required,
  obtainableBySharing: false,
});

/** What another body issued and shares: never asked from the applicant (OGS19). */
const shared = (key: string, name: string): Material => ({
  ...own(key, name, 'certificate'),
  source: 'government',
  obtainableBySharing: true,
});

/** The guide of a matter of the catalogue, with the words of its law. */
function guideOf(matter: string, serial: string, body: Body, given: Own): Guide {
  const found = findMatter(matter);
  if (!found) throw new Error(`the catalogue has no ${matter}`);
  const basicCode = `6020${serial}`;
  return {
    basicCode,
    implementingCode: `${body.uscc}6${basicCode}`,
    name: found.name,
    mainItem: null,
    taskType: '20',
    body: { ...body, nature: '1' },
    sourceOfPower: '1',
    level: '6',
    legalBasis: [{ law: found.law, article: found.article, words: found.words }],
    objects: ['1'],
    statutoryLimit: null,
    statutoryRule: null,
    channels: ['window', 'online'],
    visits: 1,
    fee: null,
    delivery: ['window', 'post', 'online'],
    tolerance: false,
    promise: null,
    matter,
    restricted: found.restricted,
    joint: false,
    personalFields: [{ field: 'phone', required: false, ground: `${found.law} ${found.article}` }],
    ...given,
  };
}

/** Real matters (5.2) as the two halls serve them: key of the item → guide. */
export function demoItems(civilAffairs: Body, publicSecurity: Body): Readonly<Record<string, Guide>> {
  return {
    allowance: guideOf('A28', '01001001', civilAffairs, {
      caseType: '2',
      promisedLimit: { amount: 10, unit: 'WD' },
      modes: ['agent', 'accompanied', 'home-visit'],
      acceptanceConditions: ['共同生活的家庭成员人均收入低于当地最低生活保障标准'],
      materials: [
        own('form', '最低生活保障申请表', 'form'),
        own('income', '家庭收入情况说明', 'certificate'),
        own('lease', '住房情况说明', 'certificate', 'tolerable'),
        shared('household', '户籍信息'),
      ],
      tolerance: true,
      result: { name: '代为提出申请的回执', sample: null },
    }),
    income: guideOf('A30', '01001002', civilAffairs, {
      caseType: '1',
      promisedLimit: { amount: 1, unit: 'WD' },
      modes: ['at-once'],
      acceptanceConditions: ['正在享受最低生活保障待遇'],
      materials: [own('notice', '家庭收入变化告知书', 'form')],
      result: { name: '告知回执', sample: null },
    }),
    permit: guideOf('A49', '02001001', publicSecurity, {
      caseType: '2',
      statutoryLimit: { amount: 15, unit: 'CD' },
      statutoryRule: 'RES15 9',
      promisedLimit: { amount: 15, unit: 'CD' },
      modes: ['agent'],
      acceptanceConditions: ['离开常住户口所在地到其他城市居住半年以上', '有合法稳定就业、合法稳定住所、连续就读条件之一'],
      materials: [own('form', '居住证申领表', 'form'), own('residence', '居住地住址证明', 'certificate')],
      promise: { duty: '如实申报居住地址', consequence: '申报不实的，撤销办理结果' },
      result: { name: '居住证', sample: null },
    }),
    ramp: guideOf('A48', '03001001', civilAffairs, {
      caseType: '2',
      promisedLimit: { amount: 20, unit: 'WD' },
      modes: ['home-visit', 'accompanied'],
      acceptanceConditions: ['家庭中有残疾人或者行动不便的老年人'],
      materials: [own('request', '家庭无障碍改造意向书', 'form')],
      channels: ['window'],
      result: { name: '改造方案确认单', sample: null },
      personalFields: [
        { field: 'phone', required: false, ground: '无障碍环境建设法 19' },
        { field: 'address', required: true, ground: '无障碍环境建设法 19' },
      ],
    }),
    correction: guideOf('A03', '04001001', civilAffairs, {
      caseType: '2',
      promisedLimit: { amount: 5, unit: 'WD' },
      modes: [],
      acceptanceConditions: ['由社区矫正机构办理，大厅只计数'],
      materials: [],
      channels: ['window'],
      result: { name: '转接记录', sample: null },
      personalFields: [],
    }),
  };
}
