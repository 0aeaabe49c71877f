import type {
  areaAbolished,
  areaCodeChanged,
  AreaLevel,
  areaMerged,
  areaMoved,
  areaRegistered,
  areaRenamed,
  areaSplit,
  EventOf,
} from '@yimen/contracts';
import { model, refusals, type IsoDate } from '@yimen/kernel';

interface Entry {
  readonly level: AreaLevel;
  readonly name: string;
  readonly code: string | null;
  readonly parent: string | null;
  readonly keeper: string;
  readonly validFrom: IsoDate;
  /** Date of the last change; a later record may not reach back behind it. */
  readonly changedOn: IsoDate;
}
type Ended = Entry & { readonly validTo: IsoDate; readonly successors: readonly string[] };

export type Area =
  | { readonly status: 'none' }
  | ({ readonly status: 'valid' } & Entry)
  | ({ readonly status: 'merged' } & Ended)
  | ({ readonly status: 'split' } & Ended)
  | ({ readonly status: 'abolished' } & Ended);

export type AreaEvent = EventOf<
  | typeof areaRegistered
  | typeof areaRenamed
  | typeof areaCodeChanged
  | typeof areaMoved
  | typeof areaMerged
  | typeof areaSplit
  | typeof areaAbolished
>;

export const { move, aggregate } = model<Area, AreaEvent, 'keeper'>();

export const refuse = refusals({
  'parent-missing': { ground: 'record', zh: '该级区划须有上级：{level}', en: 'an area of level {level} needs a parent' },
  'parent-not-valid': { ground: 'record', zh: '上级区划不存在或已终止', en: 'the parent area does not exist or has ended' },
  'parent-level': { ground: 'record', zh: '{level} 不能隶属于 {parentLevel}', en: '{level} cannot stand under {parentLevel}' },
  'code-missing': { ground: 'record', zh: '{level} 须有统计用区划代码', en: '{level} needs a statistical area code' },
  'code-not-used': { ground: 'record', zh: '{level} 不编区划代码', en: '{level} has no area code' },
  'code-invalid': { ground: 'record', zh: '区划代码不符合编码规则：{reason}', en: 'the area code is not well formed: {reason}' },
  'code-level': { ground: 'record', zh: '代码 {code} 的级别与 {level} 不符', en: 'code {code} does not belong to level {level}' },
  'code-outside-parent': {
    ground: 'rule',
    zh: '代码 {code} 不在上级 {parentCode} 之下',
    en: 'code {code} does not lie under the parent {parentCode}',
  },
  'code-unchanged': { ground: 'record', zh: '新代码与原代码相同', en: 'the new code is the old one' },
  'not-yet-effective': { ground: 'record', zh: '生效日期 {effectiveOn} 未到', en: 'the change takes effect on {effectiveOn} only' },
  'before-last-change': {
    ground: 'record',
    zh: '生效日期 {effectiveOn} 早于上一次变更 {changedOn}',
    en: '{effectiveOn} is before the last change of {changedOn}',
  },
  'successor-not-valid': {
    ground: 'record',
    zh: '承接区划不存在、已终止或级别不同',
    en: 'a successor does not exist, has ended or is of another level',
  },
  'own-successor': { ground: 'record', zh: '区划不能并入自身', en: 'an area cannot be its own successor' },
  'same-parent': { ground: 'record', zh: '已隶属于该上级', en: 'it already stands under this parent' },
});
