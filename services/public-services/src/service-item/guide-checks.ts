import type { Guide } from '@yimen/contracts';
import { checkItemCode, itemCodeErrors, refusals, type MoveContext, type Refusal } from '@yimen/kernel';
import { findMatter, isRuleId, rules as registry, statusOn } from '@yimen/policy';
import { statutoryRule } from '../law-of-matter.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';

export const refuse = refusals({
  'item-code-invalid': { ground: 'rule', zh: '事项编码无效：{reason}', en: 'the item code is not valid: {fault}' },
  'item-code-differs': { ground: 'rule', zh: '事项编码与所填{part}不一致', en: 'the item code and the field {part} do not agree' },
  'material-called-other': { ground: 'rule', zh: '材料清单不得出现“{name}”', en: 'a list of materials may not name “{name}”' },
  'material-key-twice': { ground: 'record', zh: '材料{key}重复', en: 'the material {key} stands twice' },
  'material-from-applicant-though-shared': {
    zh: '材料“{name}”可通过数据共享取得，来源不得为申请人自备',
    en: 'the material “{name}” can be got by data sharing, so its source may not be the applicant',
  },
  'tolerance-not-allowed': {
    ground: 'record',
    zh: '未开通容缺受理的事项不得设置容缺材料“{name}”',
    en: 'the item allows no tolerance, but “{name}” is tolerable',
  },
  'limit-units-differ': {
    ground: 'record',
    zh: '承诺时限与法定时限的单位应一致',
    en: 'the promised and the statutory limit must have the same unit',
  },
  'promised-over-statutory': {
    ground: 'rule',
    zh: '承诺时限{promised}不得超过法定时限{statutory}',
    en: 'the promised limit {promised} may not be longer than the statutory limit {statutory}',
  },
  'statutory-rule-unknown': {
    ground: 'record',
    zh: '没有可作为法定时限依据的规定{rule}',
    en: 'there is no law {rule} that could set the statutory limit',
  },
  'statutory-rule-without-limit': {
    ground: 'record',
    zh: '未填法定时限，不得填写其依据',
    en: 'a rule is named for a statutory limit that the guide does not have',
  },
  'at-once-needs-at-once-mode': {
    ground: 'record',
    zh: '即办件与即办方式应同时设置',
    en: 'an at-once item (case type 1) and the mode at-once go together',
  },
  'joint-differs': { ground: 'record', zh: '联办标记与办件类型不一致', en: 'the joint flag and the case type do not agree' },
  'restricted-with-fields': {
    ground: 'protection',
    zh: '受限事项只计数，不得采集个人字段',
    en: 'a restricted matter is only counted and may collect no personal fields',
  },
  'matter-unknown': { ground: 'record', zh: '事项目录中没有{matter}', en: 'the catalogue of matters has no {matter}' },
  'matter-not-in-use': {
    ground: 'record',
    zh: '事项{matter}的依据已废止或已取消',
    en: 'the matter {matter} is no longer in use or has lost its legal basis',
  },
  'matter-restricted': {
    ground: 'protection',
    zh: '事项{matter}为受限事项，只计数',
    en: 'the matter {matter} is restricted and only counted',
  },
  'item-is-another': { ground: 'record', zh: '实施主体或基本编码不同，属另一事项', en: 'another body or basic code is another item' },
  'item-exists': { ground: 'record', zh: '版本未变化', en: 'nothing differs from the current version' },
});

/** 其他, 其他材料 and their like as a material's name: forbidden (XT23). */
const called = /^其[他它](材料|资料|证明)?$/;

/** Everything that a guide must keep (5.3.1), in the order of its fields; the first breach is told. */
export function checkGuide(guide: Guide, context: MoveContext): Refusal | undefined {
  return (
    checkCodes(guide, context) ??
    checkMatter(guide, context) ??
    checkMaterials(guide, context) ??
    checkLimits(guide, context) ??
    checkKinds(guide)
  );
}

function checkCodes(guide: Guide, context: MoveContext): Refusal | undefined {
  const checked = checkItemCode(guide.implementingCode);
  if (!checked.ok) {
    if (!stands('item-code-invalid', context)) return undefined;
    return refuse('item-code-invalid', rules.itemCode, { fault: checked.code, reason: itemCodeErrors[checked.code].zh });
  }
  if (!stands('item-code-differs', context)) return undefined;
  const { basic, taskType, body, level } = checked.value;
  const differs = (part: string) => refuse('item-code-differs', rules.itemCode, { part });
  if (basic !== guide.basicCode) return differs('basicCode');
  if (taskType !== guide.taskType) return differs('taskType');
  if (body?.code !== guide.body.uscc) return differs('body.uscc');
  if (level !== guide.level) return differs('level');
  return undefined;
}

/** The catalogue of real matters (5.2) tells what is in use and what is restricted; a guide may not say less. */
function checkMatter({ matter, restricted }: Guide, { today }: MoveContext): Refusal | undefined {
  if (matter === null) return undefined;
  const found = findMatter(matter);
  if (!found) return refuse('matter-unknown', rules.item, { matter });
  if (statusOn(found, today) !== 'in-use') return refuse('matter-not-in-use', rules.item, { matter });
  if (found.restricted && !restricted) return refuse('matter-restricted', rules.restricted, { matter });
  return undefined;
}

function checkMaterials({ materials, tolerance }: Guide, context: MoveContext): Refusal | undefined {
  const keys = new Set<string>();
  for (const { key, name, required, source, obtainableBySharing } of materials) {
    if (called.test(name.trim()) && stands('material-called-other', context))
      return refuse('material-called-other', rules.materials, { name });
    if (keys.has(key)) return refuse('material-key-twice', rules.item, { key });
    keys.add(key);
    // what was collected once is shared, not asked for again.
    if (obtainableBySharing && source === 'applicant') return refuse('material-from-applicant-though-shared', rules.sharing, { name });
    if (required === 'tolerable' && !tolerance) return refuse('tolerance-not-allowed', rules.tolerance, { name });
  }
  return undefined;
}

function checkLimits(guide: Guide, context: MoveContext): Refusal | undefined {
  const { policy } = context;
  const { statutoryLimit, statutoryRule: cited, promisedLimit, taskType, joint } = guide;
  if (cited !== null) {
    if (statutoryLimit === null) return refuse('statutory-rule-without-limit', rules.item);
    if (!isRuleId(cited) || registry[cited].source.force !== 'binding')
      return refuse('statutory-rule-unknown', rules.item, { rule: cited });
  }
  // A licence whose own law sets no limit has that of ALL19 42; for other matters only the guide counts.
  const licence = { amount: policy.number(joint ? parameters.jointDays : parameters.licenceDays), unit: 'WD' as const };
  const cap = statutoryLimit ?? (taskType === '01' ? licence : null);
  const rule = statutoryRule(guide);
  if (!cap || rule === null) return undefined;
  if (cap.unit !== promisedLimit.unit) return refuse('limit-units-differ', rules.promisedLimit);
  if (promisedLimit.amount > cap.amount && stands('promised-over-statutory', context))
    return refuse('promised-over-statutory', rule, {
      promised: promisedLimit.amount,
      statutory: cap.amount,
      unit: cap.unit,
    });
  return undefined;
}

function checkKinds({ caseType, modes, joint, restricted, personalFields }: Guide): Refusal | undefined {
  if ((caseType === '1') !== modes.includes('at-once')) return refuse('at-once-needs-at-once-mode', rules.modes);
  if ((caseType === '4') !== joint) return refuse('joint-differs', rules.itemCode);
  if (restricted && personalFields.length > 0) return refuse('restricted-with-fields', rules.restricted);
  return undefined;
}
