import { purchaseGuideAdopted, type EventOf } from '@yimen/contracts';
import { isInArea, model, refusals, type IsoDate } from '@yimen/kernel';
import { rules } from '../rules.js';

export type PurchaseGuideEvent = EventOf<typeof purchaseGuideAdopted>;
/** A catalogue as it was made public, from a day on. */
export type Edition = Pick<PurchaseGuideEvent, 'document' | 'from' | 'items'>;
/** The public guide catalogue of an area (GPS20 11): only what stands in it may be bought. */
export type PurchaseGuide =
  | { readonly status: 'none' }
  | {
      readonly status: 'public';
      readonly issuer: string;
      /** In the order of their days. */
      readonly editions: readonly Edition[];
    };

const refuse = refusals({
  'other-issuer': { ground: 'record', zh: '该地区目录由另一财政部门公布', en: 'the catalogue of this area is another finance organ’s' },
  'issuer-elsewhere': {
    ground: 'record',
    zh: '目录适用于公布机关所在地区或其上级地区，本机关所在地区：{area}',
    en: 'a catalogue is that of the area where its finance organ works, or of one above it; this one works in: {area}',
  },
  'code-twice': { ground: 'record', zh: '目录编号重复：{codes}', en: 'codes stand twice: {codes}' },
  'edition-earlier': { ground: 'record', zh: '新目录不早于{from}施行', en: 'a new catalogue applies from {from} on at the earliest' },
});
const { move, aggregate } = model<PurchaseGuide, PurchaseGuideEvent, 'issuer'>();

/** An item of the catalogue in force on a day; undefined where it has none of this code. */
export function itemOn(state: PurchaseGuide, code: string, day: IsoDate): Edition['items'][number] | undefined {
  if (state.status === 'none') return undefined;
  return state.editions.findLast(({ from }) => from <= day)?.items.find((item) => item.code === code);
}

export const purchaseGuide = aggregate({
  context: 'finance',
  name: 'purchase-guide',
  collection: 'purchase-guides',
  label: { zh: '政府购买服务指导性目录', en: 'guide catalogue of services that may be bought' },
  /** Statistical code of the area for which it is public. */
  ids: /^\d{12}$/,
  initial: { status: 'none' } as PurchaseGuide,
  states: { none: { zh: '未公布', en: 'not public' }, public: { zh: '已公布', en: 'public' } },
  parties: (state) => (state.status === 'none' ? {} : { issuer: { organisation: state.issuer } }),
  readers: { issuer: ['finance', 'department', 'auditor'] },
  moves: {
    adopt: move({
      label: { zh: '公布目录', en: 'make the catalogue public' },
      from: ['none', 'public'],
      by: { issuer: ['finance'] },
      input: purchaseGuideAdopted.schema.omit({ on: true }),
      parties: ({ issuer }) => ({ issuer: { organisation: issuer } }),
      gather: async (read, { issuer }): Promise<{ readonly area: string | null }> => ({ area: (await read.area(issuer)) ?? null }),
      decide: (state, input, { id, today, facts: { area } }) => {
        // A catalogue reaches the buyers of its area: an organ adopts none for a place in which it does not work.
        if (area === null || !isInArea(area, id)) return refuse('issuer-elsewhere', rules.guide, { area: area ?? '–' });
        if (state.status === 'public' && state.issuer !== input.issuer) return refuse('other-issuer', rules.guide);
        const codes = input.items.map(({ code }) => code);
        const twice = [...new Set(codes.filter((code, at) => codes.indexOf(code) !== at))];
        if (twice.length > 0) return refuse('code-twice', rules.guide, { codes: twice });
        const last = state.status === 'public' ? state.editions.at(-1)?.from : undefined;
        // What applied on a day stays as it was: decisions taken under it rest on it.
        return last !== undefined && input.from < last
          ? refuse('edition-earlier', rules.guide, { from: last })
          : { type: 'PurchaseGuideAdopted', ...input, on: today };
      },
    }),
  },
  on: {
    PurchaseGuideAdopted: (state, { issuer, document, from, items }) => ({
      status: 'public',
      issuer,
      editions: [...(state.status === 'public' ? state.editions : []), { document, from, items }],
    }),
  },
});
