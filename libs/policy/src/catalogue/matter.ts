import type { IsoDate, Text } from '@yimen/kernel';
import { addDays, isWithin, nationalArea } from '@yimen/kernel';
import { lawsInForceFrom, type LawName } from './laws.js';

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

/** 在用, 暂停, 取消. Whether the law still carries it turns on the day: `statusOn`. */
export type MatterStatus = 'in-use' | 'suspended' | 'cancelled';

/** A personal field that a case of the matter may carry, with its own ground (13.9). */
export interface DataField {
  readonly field: string;
  readonly ground: string;
}

/** The law that a matter rests on for a time. */
export interface Basis {
  readonly law: string;
  readonly article: string;
  /** Words of the law, as checked against the law text. */
  readonly words: string;
  readonly validFrom: IsoDate;
  /** Last day in force; null while it is. */
  readonly validTo: IsoDate | null;
}

/** A row of the catalogue of real matters (5.2); the basis stands in it as the last one known. */
export interface Matter extends Basis {
  readonly id: string;
  readonly name: string;
  readonly class: MatterClass;
  /** Usual lead department; each city fixes its own unit. */
  readonly leadDept: string;
  readonly jurisdiction: string;
  readonly rhythm:
    '即办' | '按件' | '按次' | '按人' | '按户' | '按月' | '月' | '半年' | '年度' | '周期' | '换届' | '常年' | '流程' | '应急' | '代办';
  /** Expected cases per community and month; null where nobody has said. */
  readonly volume: number | null;
  readonly costBearer: Text;
  readonly dataFields: readonly DataField[];
  readonly status: MatterStatus;
  /** Counted only, never opened as a personal case (13.9). */
  readonly restricted: boolean;
  /** What it rested on before, the latest first. */
  readonly earlier: readonly Basis[];
  readonly note: string | null;
}

type Given = Pick<Matter, 'name' | 'class' | 'leadDept' | 'law' | 'article' | 'words' | 'validFrom' | 'rhythm'> &
  Partial<Pick<Matter, 'validTo' | 'volume' | 'dataFields' | 'status' | 'restricted' | 'earlier' | 'note' | 'jurisdiction'>>;

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
    earlier: [],
    note: null,
    ...given,
  };
}

type Row = readonly [
  id: string,
  name: string,
  leadDept: string,
  /** `law article` */
  basis: `${LawName} ${number}`,
  words: string,
  rhythm: Matter['rhythm'],
  further?: Partial<Pick<Matter, 'validTo' | 'status' | 'restricted' | 'earlier' | 'note'>> & {
    /** Personal fields that rest on the matter's own law. */
    readonly fields?: readonly ('phone' | 'address' | 'statement')[];
  },
];

/** The matters of a class from rows of id, name, lead, law and article, words, rhythm. */
export function matters(of: MatterClass, rows: readonly Row[]): readonly Matter[] {
  return rows.map(([id, name, leadDept, basis, words, rhythm, { fields = [], ...further } = {}]) => {
    const [law, article] = basis.split(' ') as [LawName, string];
    return matter(id, {
      name,
      class: of,
      leadDept,
      law,
      article,
      words,
      rhythm,
      validFrom: lawsInForceFrom[law],
      dataFields: fields.map((field) => ({ field, ground: basis })),
      ...further,
    });
  });
}

/** The basis in 噪声污染防治法 until 生态环境法典 takes its place on 2026-08-15. */
export function noise(article: string, words: string): readonly Basis[] {
  const law = '噪声污染防治法';
  return [{ law, article, words, validFrom: lawsInForceFrom[law], validTo: addDays(lawsInForceFrom.生态环境法典, -1) }];
}

/** What a matter rests on on a day; undefined where its law is not yet, or no longer, in force. */
export function basisOn(of: Matter, on: IsoDate): Basis | undefined {
  return [of, ...of.earlier].find(({ validFrom, validTo }) => isWithin(on, validFrom, validTo));
}

/**
 * Status on a day: `not-yet` before the first basis, `basis-repealed` once no law carries the matter any more; it cannot stay ACTIVE then
 * (5.2). A matter that was cancelled because its law ended was in use while that law was in force; one suspended, or cancelled under a law
 * in force, has no day for it and is so on every day.
 */
export function statusOn(of: Matter, on: IsoDate): MatterStatus | 'not-yet' | 'basis-repealed' {
  if (of.status !== 'in-use' && of.validTo === null) return of.status;
  if (basisOn(of, on)) return of.status === 'suspended' ? of.status : 'in-use';
  if ([of, ...of.earlier].every(({ validFrom }) => on < validFrom)) return 'not-yet';
  return of.status === 'in-use' ? 'basis-repealed' : of.status;
}
