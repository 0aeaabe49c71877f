import type { CreditCode } from './credit-code.js';
import { checkCreditCode } from './credit-code.js';
import type { Checked } from './checked.js';
import { accepted, rejected } from './checked.js';

/** Code of a government service item (政务服务事项, 5.3.1). Layout as seen in public program code, not verified against the standard. */
export interface ItemCode {
  readonly code: string;
  /** `basic` 12, `implementing` 31, `handling` 33 characters. */
  readonly kind: 'basic' | 'implementing' | 'handling';
  readonly basic: string;
  /** Task type, two digits (see taskTypes). */
  readonly taskType: TaskType;
  /** Implementing body and level of exercise; null in a basic code. */
  readonly body: CreditCode | null;
  readonly level: ItemLevel | null;
  /** Last two digits of a handling code. */
  readonly handling: string | null;
}

export const taskTypes = {
  '01': { zh: '行政许可', en: 'administrative licence' },
  '02': { zh: '行政处罚', en: 'administrative penalty' },
  '03': { zh: '行政强制', en: 'administrative coercion' },
  '04': { zh: '行政征收', en: 'administrative levy' },
  '05': { zh: '行政给付', en: 'administrative payment' },
  '06': { zh: '行政检查', en: 'administrative inspection' },
  '07': { zh: '行政确认', en: 'administrative confirmation' },
  '08': { zh: '行政奖励', en: 'administrative award' },
  '09': { zh: '行政裁决', en: 'administrative ruling' },
  '10': { zh: '其他行政权力', en: 'other administrative power' },
  '20': { zh: '公共服务', en: 'public service' },
} as const;
export type TaskType = keyof typeof taskTypes;

export const itemLevels = {
  1: { zh: '国家', en: 'national' },
  2: { zh: '省', en: 'province' },
  3: { zh: '市', en: 'city' },
  4: { zh: '县', en: 'county' },
  5: { zh: '镇', en: 'town' },
  6: { zh: '村（社区）', en: 'community' },
} as const;
export type ItemLevel = '1' | '2' | '3' | '4' | '5' | '6';

export const itemCodeErrors = {
  length: { zh: '事项编码应为12、31或33位', en: 'must have 12, 31 or 33 characters' },
  characters: { zh: '实施主体代码之外应全部为数字', en: 'digits only, except in the code of the body' },
  'task-type': { zh: '事项类型代码不存在', en: 'unknown task type' },
  body: { zh: '实施主体的统一社会信用代码无效', en: 'the credit code of the implementing body is not valid' },
  level: { zh: '行使层级代码不存在', en: 'unknown level of exercise' },
} as const;
export type ItemCodeError = keyof typeof itemCodeErrors;

/** Checks an item code: basic = 2 area or level + 2 type + 2 department + 3 main + 3 sub; implementing = body (18) + level (1) + basic; handling adds 2. Never throws. */
export function checkItemCode(text: string): Checked<ItemCode, ItemCodeError> {
  if (text.length === 12) return withBasic(text, text, 'basic', null, null, null);
  if (text.length !== 31 && text.length !== 33) return rejected('length');
  const body = checkCreditCode(text.slice(0, 18), 'file');
  if (!body.ok) return rejected('body');
  const level = text.charAt(18);
  if (!/^\d+$/.test(text.slice(18))) return rejected('characters');
  if (!/^[1-6]$/.test(level)) return rejected('level');
  const handling = text.length === 33 ? text.slice(31) : null;
  return withBasic(text, text.slice(19, 31), handling === null ? 'implementing' : 'handling', body.value, level as ItemLevel, handling);
}

function withBasic(
  code: string,
  basic: string,
  kind: ItemCode['kind'],
  body: CreditCode | null,
  level: ItemLevel | null,
  handling: string | null,
): Checked<ItemCode, ItemCodeError> {
  if (!/^\d{12}$/.test(basic)) return rejected('characters');
  const taskType = basic.slice(2, 4);
  if (!isTaskType(taskType)) return rejected('task-type');
  return accepted({ code, kind, basic, taskType, body, level, handling });
}

function isTaskType(text: string): text is TaskType {
  return Object.hasOwn(taskTypes, text);
}
