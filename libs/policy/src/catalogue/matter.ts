import type { IsoDate, Text } from '@yimen/kernel';
import { nationalArea } from '@yimen/kernel';

/** Class of a matter and who bears its cost (5.1.1). */
export const matterClasses = {
  SELF: { zh: '依法履职', en: "the committee's own duty", cost: { zh: '居委会工作经费', en: 'running budget of the committee' } },
  ASSIST: {
    zh: '依法协助',
    en: 'assistance required by law',
    cost: { zh: '政府方面提供经费和条件', en: 'the government side: money and conditions' },
  },
  ENTRUST: { zh: '委托', en: 'entrusted', cost: { zh: '委托部门承担全部费用', en: 'the entrusting body pays all' } },
  PURCHASE: { zh: '购买服务', en: 'purchased service', cost: { zh: '购买主体按合同支付', en: 'the buyer, under a contract' } },
  FORBIDDEN: { zh: '禁止转嫁', en: 'must not be shifted down', cost: { zh: '不适用', en: 'does not apply' } },
} as const satisfies Record<string, Text & { readonly cost: Text }>;
export type MatterClass = keyof typeof matterClasses;

/** 在用, 暂停, 取消; `basis-repealed` where the law it rests on is no longer in force. */
export type MatterStatus = 'in-use' | 'suspended' | 'cancelled' | 'basis-repealed';

/** A personal field that a case of the matter may carry, with its own ground (13.9). */
export interface DataField {
  readonly field: string;
  readonly ground: string;
}

/** A row of the catalogue of real matters (5.2). */
export interface Matter {
  readonly id: string;
  readonly name: string;
  readonly class: MatterClass;
  /** Usual lead department; each city fixes its own unit. */
  readonly leadDept: string;
  readonly law: string;
  readonly article: string;
  /** Words of the law, as checked against the law text. */
  readonly words: string;
  readonly jurisdiction: string;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  readonly rhythm:
    '即办' | '按件' | '按次' | '按人' | '按户' | '按月' | '月' | '半年' | '年度' | '周期' | '换届' | '常年' | '流程' | '应急' | '代办';
  /** Expected cases per community and month; null where nobody has said. */
  readonly volume: number | null;
  readonly costBearer: Text;
  readonly dataFields: readonly DataField[];
  readonly status: MatterStatus;
  /** Counted only, never opened as a personal case (13.9). */
  readonly restricted: boolean;
  readonly note: string | null;
}

type Given = Pick<Matter, 'name' | 'class' | 'leadDept' | 'law' | 'article' | 'words' | 'validFrom' | 'rhythm'> &
  Partial<Pick<Matter, 'validTo' | 'volume' | 'dataFields' | 'status' | 'restricted' | 'note' | 'jurisdiction'>>;

/** A matter in use nationwide, not restricted, without personal fields, unless said otherwise. */
export function matter(id: string, given: Given): Matter {
  return {
    id,
    jurisdiction: nationalArea,
    validTo: null,
    volume: null,
    costBearer: matterClasses[given.class].cost,
    dataFields: [],
    status: 'in-use',
    restricted: false,
    note: null,
    ...given,
  };
}
