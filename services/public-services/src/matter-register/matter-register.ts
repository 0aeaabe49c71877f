import {
  catalogueAdopted,
  entryAdded,
  entryExtended,
  entryRemoved,
  matterWithdrawnFromList,
  type EventOf,
  type matterRegisterEvents,
} from '@yimen/contracts';
import { isWithin, model, refusals, type IsoDate, type Reader } from '@yimen/kernel';
import { findForbidden, findMatter, statusOn } from '@yimen/policy';
import { countyOf, governmentOf } from '../admission/applying/where.js';
import { rules } from '../rules.js';

export type MatterRegisterEvent = EventOf<(typeof matterRegisterEvents)[number]>;
type List = Extract<MatterRegisterEvent, { type: 'RegisterEntryAdded' }>['list'];

/** A line of one of the four registers: a matter of the catalogue that the county adopted, or one that an application brought in. */
export interface Line {
  readonly list: List;
  /** Id in the catalogue or negative list; null where it has none. */
  readonly matter: string | null;
  readonly name: string;
  readonly application: string | null;
  readonly communities: 'all' | readonly string[];
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}
interface Lists {
  readonly county: string;
  readonly office: string;
  readonly lines: readonly Line[];
}
/** The four registers of a county (13.1): self-government, assist, negative, and entrusted or purchased. */
export type MatterRegister =
  { readonly status: 'none' } | ({ readonly status: 'open' } & Lists) | ({ readonly status: 'unpublished' } & Omit<Lists, 'office'>);

/** Lines of the public lists (CD20 44) that stand on a day: a matter whose law no longer carries it stands nowhere. */
export function linesOn(register: MatterRegister, on: IsoDate): readonly Line[] {
  if (register.status === 'none') return [];
  return register.lines.filter(({ from, to, matter, list }) => {
    if (!isWithin(on, from, to)) return false;
    const known = matter === null || list === 'negative' ? undefined : findMatter(matter);
    return !known || statusOn(known, on) === 'in-use';
  });
}

/** What the book of organisations says of who approves the lists of a county and who is to keep them; nulls where it says nothing. */
interface Advice {
  /** County or city in which the office works. */
  readonly officeIn: string | null;
  /** Government of the county or city whose lists they are. */
  readonly government: string | null;
}

async function keeping(read: Reader, office: string, county: string, on: IsoDate): Promise<Advice> {
  const area = await read.area(office);
  return { officeIn: area === undefined ? null : countyOf(area), government: (await governmentOf(read, county, on)) ?? null };
}

const refuse = refusals({
  'office-elsewhere': {
    ground: 'record',
    zh: '清单属于{county}，受理单位不在该县（市、区）',
    en: 'the lists are those of {county}, where the office does not work',
  },
  'other-office': { ground: 'record', zh: '该清单由另一受理单位管理', en: 'another office keeps these lists' },
  'matter-unknown': { ground: 'record', zh: '事项目录和负面清单中没有{matter}', en: 'neither catalogue nor negative list has {matter}' },
  'matter-not-in-use': { ground: 'rule', zh: '事项{matter}的依据在当日无效', en: 'the basis of {matter} is not in force' },
  'matter-listed': { ground: 'record', zh: '事项{matter}已在清单中', en: '{matter} stands in its list already' },
  'negative-stands': {
    ground: 'record',
    zh: '{matter}属负面清单，不得调出',
    en: '{matter} belongs to the negative list and cannot be taken out',
  },
  'not-listed': { ground: 'record', zh: '事项{matter}不在清单中', en: '{matter} does not stand in a list' },
});

const { move, aggregate } = model<MatterRegister, MatterRegisterEvent, 'office' | 'government'>();
const office = { office: ['department'] } as const;
const adopted = (lines: readonly Line[], on: IsoDate) =>
  new Set(
    lines.flatMap(({ matter, application, from, to }) =>
      application === null && matter !== null && isWithin(on, from, to) ? [matter] : [],
    ),
  );

function lineOf(id: string, from: IsoDate): Line {
  const list: List = id.startsWith('F') ? 'negative' : id.startsWith('S') ? 'self-government' : 'assist';
  const name = findMatter(id)?.name ?? findForbidden(id)?.name.zh ?? id;
  return { list, matter: id, name, application: null, communities: 'all', from, to: null };
}

function closed(lines: readonly Line[], which: (line: Line) => boolean, to: IsoDate): readonly Line[] {
  return lines.map((line) => (which(line) && (line.to === null || line.to > to) ? { ...line, to } : line));
}

export const matterRegister = aggregate({
  context: 'public-services',
  name: 'matter-register',
  collection: 'matter-registers',
  label: { zh: '事项清单', en: 'registers of matters' },
  /** Code of the county or city. */
  ids: /^\d{12}$/,
  initial: { status: 'none' } as MatterRegister,
  states: {
    none: { zh: '未建立', en: 'none yet' },
    unpublished: { zh: '清单未公布', en: 'entries, but no list adopted yet' },
    open: { zh: '已公布', en: 'published' },
  },
  parties: (state) => (state.status === 'open' ? { office: { organisation: state.office } } : {}),
  place: (_state, id) => ({ area: id }),
  readers: { office: ['department', 'sub-district', 'director', 'community-worker', 'auditor'] },
  moves: {
    adopt: move({
      label: { zh: '公布清单', en: 'adopt matters into the lists' },
      from: ['none', 'unpublished', 'open'],
      // 5.1.4: the county or city government approves the lists. Its first approval says which office keeps them.
      by: { ...office, government: ['department'] },
      input: catalogueAdopted.schema.omit({ county: true }),
      gather: (read, { office: keeper }, _state, { id, today }) => keeping(read, keeper, id, today),
      parties: (_input, { government }) => (government === null ? {} : { government: { organisation: government } }),
      decide: (state, input, { id, overridden, facts: { officeIn } }) => {
        if (officeIn !== id) return refuse('office-elsewhere', rules.lists, { county: id });
        if (state.status === 'open' && state.office !== input.office) return refuse('other-office', rules.lists);
        const standing = state.status === 'none' ? new Set<string>() : adopted(state.lines, input.from);
        for (const matter of input.matters) {
          const known = findMatter(matter);
          if (!known && !findForbidden(matter)) return refuse('matter-unknown', rules.lists, { matter });
          if (standing.has(matter)) return refuse('matter-listed', rules.lists, { matter });
          if (known && statusOn(known, input.from) !== 'in-use' && !overridden?.has('matter-not-in-use'))
            return refuse('matter-not-in-use', rules.basis, { matter });
        }
        return { type: 'CatalogueAdopted', county: id, ...input };
      },
    }),
    withdraw: move({
      label: { zh: '调出清单', en: 'take a matter out of its list' },
      from: ['open'],
      by: office,
      input: matterWithdrawnFromList.schema,
      decide: ({ lines }, input) =>
        findForbidden(input.matter)
          ? refuse('negative-stands', rules.lists, { matter: input.matter })
          : adopted(lines, input.to).has(input.matter)
            ? { type: 'CatalogueMatterWithdrawn', ...input }
            : refuse('not-listed', rules.lists, { matter: input.matter }),
    }),
    add: move({
      label: { zh: '登记增列', en: 'add an entry' },
      from: ['none', 'unpublished', 'open'],
      by: 'system',
      input: entryAdded.schema.omit({ county: true }),
      decide: (_state, input, { id }) => ({ type: 'RegisterEntryAdded', county: id, ...input }),
    }),
    extend: move({
      label: { zh: '登记延长', en: 'extend an entry' },
      from: ['unpublished', 'open'],
      by: 'system',
      input: entryExtended.schema,
      decide: ({ lines }, input) =>
        lines.some(({ application }) => application === input.application)
          ? { type: 'RegisterEntryExtended', ...input }
          : refuse('not-listed', rules.lists, { matter: input.application }),
    }),
    remove: move({
      label: { zh: '登记移出', en: 'remove an entry' },
      from: ['unpublished', 'open'],
      by: 'system',
      input: entryRemoved.schema,
      decide: ({ lines }, input) =>
        lines.some(({ application }) => application === input.application)
          ? { type: 'RegisterEntryRemoved', ...input }
          : refuse('not-listed', rules.lists, { matter: input.application }),
    }),
  },
  on: {
    CatalogueAdopted: (state, { county, office: organisation, matters, from }) => ({
      status: 'open',
      county,
      office: organisation,
      lines: [...(state.status === 'none' ? [] : state.lines), ...matters.map((id) => lineOf(id, from))],
    }),
    CatalogueMatterWithdrawn: (state, { matter, to }) =>
      state.status === 'none'
        ? state
        : { ...state, lines: closed(state.lines, (line) => line.application === null && line.matter === matter, to) },
    RegisterEntryAdded: (state, { county, application, matter, list, communities, from, to }) => {
      const line: Line = { list, matter: matter.id, name: matter.name, application, communities, from, to };
      return state.status === 'none' ? { status: 'unpublished', county, lines: [line] } : { ...state, lines: [...state.lines, line] };
    },
    RegisterEntryExtended: (state, { application, to }) =>
      state.status === 'none'
        ? state
        : { ...state, lines: state.lines.map((line) => (line.application === application ? { ...line, to } : line)) },
    RegisterEntryRemoved: (state, { application, to }) =>
      state.status === 'none' ? state : { ...state, lines: closed(state.lines, (line) => line.application === application, to) },
  },
});
