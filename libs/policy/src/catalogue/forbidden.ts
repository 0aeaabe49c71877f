import type { Text } from '@yimen/kernel';
import type { RuleId } from '../rules/index.js';

/** A matter that may never be given to a community (负面清单, F01–F12 of 5.2); they are not among the 94 (13.1). */
export interface ForbiddenMatter {
  readonly id: string;
  readonly name: Text;
  /** Rule in libs/policy that forbids it. */
  readonly ground: RuleId;
}

const row = (id: string, ground: RuleId, zh: string, en: string): ForbiddenMatter => ({ id, name: { zh, en }, ground });

export const forbiddenMatters = [
  row('F01', 'MCA15', '招商引资指标', 'targets of investment attraction'),
  row('F02', 'MCA15', '协税护税', 'tax collecting and tax protection'),
  row('F03', 'MCA15', '经济创收指标', 'income targets'),
  row('F04', 'MCA15', '作为责任主体承担执法', 'being the responsible body for enforcement'),
  row('F05', 'MCA15', '作为责任主体承担拆迁拆违', 'being the responsible body for demolition'),
  row('F06', 'MCA15', '作为责任主体承担环境整治', 'being the responsible body for environmental clean-up'),
  row('F07', 'MCA15', '作为责任主体承担城市管理', 'being the responsible body for city management'),
  row('F08', 'LZ24 15', '行政许可', 'administrative licences'),
  row('F09', 'LZ24 15', '行政处罚', 'administrative penalties'),
  row('F10', 'LZ24 15', '行政强制', 'administrative coercion'),
  row('F11', 'CERT20', '出具二十种不应由社区出具的证明', 'any of the 20 certificates'),
  row('F12', 'R-197', '部门职责范围内的事项转嫁社区', "duties within a department's own scope shifted down"),
] as const satisfies readonly ForbiddenMatter[];

/** A forbidden matter by its id, e.g. F01. */
export function findForbidden(id: string): ForbiddenMatter | undefined {
  return forbiddenMatters.find((matter) => matter.id === id);
}
