import { restrictedMatterCounted, type EventOf } from '@yimen/contracts';
import { model, refusals } from '@yimen/kernel';
import { hall } from '../hall/hall.js';
import { queueId } from '../ids.js';
import { rules } from '../rules.js';
import { serviceItem } from '../service-item/service-item.js';

/** Counts of restricted matters of a hall and day: no person, no ticket, no time of day (13.9). */
export type Tally =
  { status: 'none' } | { status: 'counting'; hall: string; organisation: string; counts: Readonly<Record<string, number>> };
export type TallyEvent = EventOf<typeof restrictedMatterCounted>;

interface Advice {
  readonly organisation: string | null;
  readonly restricted: boolean;
}

const refuse = refusals({
  'hall-unknown': { ground: 'record', zh: '没有该大厅', en: 'there is no such hall' },
  'not-of-today': { ground: 'record', zh: '只能登记当日计数', en: 'only the day itself is counted' },
  'not-restricted': {
    ground: 'record',
    zh: '该事项不是受限事项，应按办件办理',
    en: 'the matter is not restricted; it is handled as a case',
  },
});

const { move, aggregate } = model<Tally, TallyEvent, 'hall'>();

export const tally = aggregate({
  context: 'public-services',
  name: 'tally',
  collection: 'tallies',
  label: { zh: '受限事项计数', en: 'tally of restricted matters' },
  /** `{hallId}~{yyyy-mm-dd}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}-\d{2}-\d{2}$/,
  initial: { status: 'none' } as Tally,
  states: { none: { zh: '未计数', en: 'nothing counted' }, counting: { zh: '计数', en: 'counting' } },
  parties: (state) => (state.status === 'none' ? {} : { hall: { organisation: state.organisation } }),
  readers: { hall: ['hall-manager', 'auditor'] },
  moves: {
    count: move({
      label: { zh: '受限事项计数', en: 'count a restricted matter' },
      from: ['none', 'counting'],
      by: { hall: ['window-clerk', 'hall-manager'] },
      input: restrictedMatterCounted.schema.pick({ hall: true, item: true, kind: true }),
      gather: async (read, input): Promise<Advice> => {
        const at = await read.state(hall, input.hall);
        const item = await read.state(serviceItem, input.item);
        return { organisation: at.status === 'none' ? null : at.organisation, restricted: item.status !== 'none' && item.guide.restricted };
      },
      parties: (_input, { organisation }) => (organisation ? { hall: { organisation } } : {}),
      decide: (_state, input, { id, today, facts }) => {
        if (!facts.organisation) return refuse('hall-unknown', rules.hall);
        if (id !== queueId(input.hall, today, '').slice(0, -1)) return refuse('not-of-today', rules.counters);
        if (!facts.restricted) return refuse('not-restricted', rules.restricted);
        return { type: 'RestrictedMatterCounted', ...input, organisation: facts.organisation, on: today };
      },
    }),
  },
  on: {
    RestrictedMatterCounted: (state, { hall: of, organisation, item, kind }) => {
      const counts = state.status === 'none' ? {} : state.counts;
      const key = `${item}/${kind}`;
      return { status: 'counting', hall: of, organisation, counts: { ...counts, [key]: (counts[key] ?? 0) + 1 } };
    },
  },
});
