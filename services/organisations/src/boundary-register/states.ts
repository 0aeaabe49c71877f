import type { boundaryEvents, EventOf, Surface } from '@yimen/contracts';
import { model, refusals, type IsoDate } from '@yimen/kernel';

/** The line of a community as it holds now. */
export interface Boundary {
  readonly boundary: Surface;
  readonly source: string;
  readonly squareMetres: number;
  readonly effectiveOn: IsoDate;
  readonly decisionNo: string;
}

/** A parcel on which people live. `open`: square metres of it under no community; 0 within the tolerance. */
export interface Parcel {
  readonly name: string;
  readonly boundary: Surface;
  readonly source: string;
  readonly squareMetres: number;
  readonly open: number;
}

export type Boundaries = Readonly<Record<string, Boundary>>;
export type Parcels = Readonly<Record<string, Parcel>>;

export type BoundaryRegister =
  | { readonly status: 'none' }
  | {
      readonly status: 'open';
      readonly code: string;
      readonly keeper: string;
      /** By the id of the community's area. */
      readonly communities: Boundaries;
      /** Date of the last change of each community's line, also where none stands now. */
      readonly changedOn: Readonly<Record<string, IsoDate>>;
      /** By the code of the parcel. */
      readonly parcels: Parcels;
    };

export type BoundaryEvent = EventOf<(typeof boundaryEvents)[number]>;

export const { move, aggregate } = model<BoundaryRegister, BoundaryEvent, 'keeper'>();

export const refuse = refusals({
  'not-a-county': {
    ground: 'record',
    zh: '登记簿的编号须为有效的县（市、区）或不设区县的市',
    en: 'the register is that of a county, or of a city without counties, which stands in the book of areas',
  },
  'community-not-here': {
    ground: 'record',
    zh: '{communities} 未登记、已终止、不是社区（村）或不在本县（市、区）',
    en: '{communities}: not in the book, ended, no community, or not in this county',
  },
  'drawn-twice': { ground: 'record', zh: '{communities} 在同一次划定中出现两次', en: '{communities} would be drawn twice at once' },
  'ring-open': { ground: 'record', zh: '{of} 的环首尾不闭合（起于 {at}）', en: '{of}: a ring that begins at {at} is not closed' },
  'ring-crosses': { ground: 'record', zh: '{of} 的界线在 {at} 处相交', en: '{of}: the line crosses itself at {at}' },
  'parts-cross': {
    ground: 'record',
    zh: '{of} 在 {at} 处线、部分或者孔洞重叠，或者孔洞不在外环之内',
    en: '{of}: at {at} lines, parts or holes lie over each other, or a hole lies outside its ring',
  },
  'no-area': {
    ground: 'record',
    zh: '{of} 的面积不超过容差 {tolerance} 平方米',
    en: '{of}: its area is not above the tolerance of {tolerance} m²',
  },
  'too-many-points': { ground: 'record', zh: '{of} 有 {points} 个点，上限为 {limit}', en: '{of} has {points} points; the most is {limit}' },
  // The ground belongs to another community: a strip passes by drawing both at once, not by setting the rule aside.
  overlap: {
    ground: 'record',
    zh: '社区地域交错：{pairs}；容差为 {tolerance} 平方米',
    en: 'communities lie over each other: {pairs}; the tolerance is {tolerance} m²',
  },
  'not-drawn': { ground: 'record', zh: '该社区没有划定的界线', en: 'no boundary of this community is drawn' },
  'parcel-unknown': { ground: 'record', zh: '该地块未登记', en: 'the parcel is not recorded' },
});
