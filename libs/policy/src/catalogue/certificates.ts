import type { IsoDate } from '@yimen/kernel';
import { isInArea, nationalArea } from '@yimen/kernel';
import type { RuleId } from '../rules/index.js';

/** A certificate that a committee must not issue (5.4). */
export interface ForbiddenCertificate {
  /** C01–C20 in the order of CERT20. */
  readonly id: string;
  readonly name: string;
  readonly ground: RuleId;
  readonly jurisdiction: string;
  readonly validFrom: IsoDate;
  /** Bodies that usually hold the fact, as the refusal tells them; general knowledge, a city fixes its own. */
  readonly heldBy: string;
}

const names: readonly (readonly [name: string, heldBy: string])[] = [
  ['亲属关系', '公安、民政、公证机构'],
  ['居民身份信息', '公安'],
  ['户口登记项目内容变更申请', '公安'],
  ['居民养犬', '公安'],
  ['无犯罪记录', '公安'],
  ['社区戒毒社区康复人员情况', '公安'],
  ['人员失踪', '公安、人民法院'],
  ['婚姻状况', '民政'],
  ['出生', '卫健'],
  ['健在', '人社、公安'],
  ['死亡', '卫健、公安'],
  ['疾病状况', '卫健'],
  ['残疾状况', '残联'],
  ['婚育状况', '卫健、民政'],
  ['居民就业状况', '人社'],
  ['居民个人档案', '人社'],
  ['居民财产', '自然资源、金融机构'],
  ['遗产继承权', '公证机构、人民法院'],
  ['市场主体住所', '市场监管'],
  ['证件遗失', '发证机关'],
];

/** The 20 kinds of CERT20 (民发〔2020〕20号), nationwide, and the two that Hubei adds. */
export const forbiddenCertificates: readonly ForbiddenCertificate[] = [
  ...names.map(([name, heldBy], index) => ({
    id: `C${String(index + 1).padStart(2, '0')}`,
    name,
    heldBy,
    ground: 'CERT20' as const,
    jurisdiction: nationalArea,
    validFrom: '2020-02-01',
  })),
  ...[
    { id: 'C21', name: '缴费票据遗失', heldBy: '开票单位' },
    { id: 'C22', name: '转学', heldBy: '教育' },
  ].map((row) => ({ ...row, ground: 'CERT20-HUBEI' as const, jurisdiction: '420000000000', validFrom: '2020-02-01' })),
];

/**
 * The one exception (5.4): the adoption registration rules (2023) 5 and 6 still speak of a committee's proof. Of the 20 kinds it is that of
 * the applicant's marital status (婚姻状况), which article 5 lets a committee certify; the other kinds it names come from other bodies.
 */
export const certificateException = {
  name: '收养登记证明',
  legalException: '收养登记办法',
  certificates: ['C08'],
  ground: 'ADOPT23 5–6',
} as const satisfies {
  readonly name: string;
  readonly legalException: string;
  readonly certificates: readonly string[];
  readonly ground: RuleId;
};

/** Whether the exception that is claimed covers a certificate of this id. */
export function isExcepted(id: string, claimed: string | null): boolean {
  const { legalException, certificates } = certificateException;
  return claimed === legalException && (certificates as readonly string[]).includes(id);
}

/** The forbidden certificate of an id in an area, if it is forbidden there. */
export function forbiddenCertificate(id: string, area: string): ForbiddenCertificate | undefined {
  return forbiddenCertificates.find((each) => each.id === id && isInArea(area, each.jurisdiction));
}
