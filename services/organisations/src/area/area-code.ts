import type { areaCodeReleased, areaCodeReserved, areaCodeTaken, EventOf } from '@yimen/contracts';
import { addDays, model, refusals, type IsoDate, type When } from '@yimen/kernel';
import { z } from 'zod';
import type { Area } from './states.js';

export type AreaCode =
  | { readonly status: 'free' }
  | { readonly status: 'reserved'; readonly area: string; readonly until: IsoDate }
  | { readonly status: 'taken'; readonly area: string };

type AreaCodeEvent = EventOf<typeof areaCodeReserved | typeof areaCodeTaken | typeof areaCodeReleased>;

const { move, aggregate } = model<AreaCode, AreaCodeEvent, never>();
const refuse = refusals({
  'code-taken': { ground: 'record', zh: '该区划代码正由另一区划使用', en: 'this code belongs to another area' },
  'code-reserved': { ground: 'record', zh: '该区划代码已被预占至 {until}', en: 'this code is reserved for another area until {until}' },
  'not-due': { ground: 'record', zh: '预占有效期至 {until}', en: 'the reservation holds until {until}' },
  'other-area': { ground: 'record', zh: '该代码不属于此区划', en: 'the code does not belong to this area' },
});
const holder = z.object({ area: z.uuid() }).strict();

/** The register of area codes: one stream per code, so that no code has two areas at a time (13.5). Moved by the system only. */
export const areaCode = aggregate({
  context: 'organisations',
  name: 'area-code',
  collection: 'area-codes',
  label: { zh: '区划代码', en: 'area code' },
  ids: /^(\d{12}|\d{15})$/,
  initial: { status: 'free' } as AreaCode,
  states: {
    free: { zh: '空闲', en: 'free' },
    reserved: { zh: '预占', en: 'reserved' },
    taken: { zh: '使用中', en: 'in use' },
  },
  parties: () => ({}),
  readers: {},
  moves: {
    reserve: move({
      label: { zh: '预占', en: 'reserve' },
      from: ['free', 'reserved', 'taken'],
      by: 'system',
      input: holder,
      decide: (state, { area }, { today, policy }) => {
        if (state.status === 'taken') return refuse('code-taken', 'D-reservation', { area: state.area });
        if (state.status === 'reserved' && state.area !== area) return refuse('code-reserved', 'D-reservation', { until: state.until });
        return { type: 'AreaCodeReserved', area, until: addDays(today, policy.number('area.code.reservation.release_days')) };
      },
    }),
    confirm: move({
      label: { zh: '启用', en: 'confirm' },
      // Also from free: the area was recorded, but the reservation ran out before this was heard.
      from: ['free', 'reserved'],
      by: 'system',
      input: holder,
      decide: (state, { area }) =>
        state.status === 'reserved' && state.area !== area
          ? refuse('code-reserved', 'D-reservation', { until: state.until })
          : { type: 'AreaCodeTaken', area },
    }),
    release: move({
      label: { zh: '释放', en: 'release' },
      from: ['reserved', 'taken'],
      by: 'system',
      input: holder.extend({ because: z.enum(['changed', 'ended']) }),
      decide: (state, { area, because }) =>
        state.area === area ? { type: 'AreaCodeReleased', area, because } : refuse('other-area', 'D-reservation'),
    }),
    expire: move({
      label: { zh: '预占到期', en: 'let the reservation run out' },
      from: ['reserved'],
      by: 'system',
      input: z.object({}).strict(),
      // The area may have been recorded while the confirmation is still on its way: then the code is its own, not free.
      gather: async (read, _input, state, { id }): Promise<{ readonly used: boolean }> => {
        if (state.status !== 'reserved') return { used: false };
        const holder = await read.state({ name: 'area', initial: { status: 'none' } as Area }, state.area);
        return { used: holder.status === 'valid' && holder.code === id };
      },
      decide: (reserved, _input, { today, facts }) => {
        if (today <= reserved.until) return refuse('not-due', 'D-reservation', { until: reserved.until });
        return facts.used
          ? { type: 'AreaCodeTaken', area: reserved.area }
          : { type: 'AreaCodeReleased', area: reserved.area, because: 'unused' };
      },
    }),
  },
  on: {
    AreaCodeReserved: (_state, { area, until }) => ({ status: 'reserved', area, until }),
    AreaCodeTaken: (_state, { area }) => ({ status: 'taken', area }),
    AreaCodeReleased: (_state: When<AreaCode, 'reserved' | 'taken'>) => ({ status: 'free' }),
  },
  deadlines: {
    reservation: {
      label: { zh: '代码预占期', en: 'reservation of the code' },
      rule: 'D-reservation',
      set: { AreaCodeReserved: ({ until }) => ({ dueOn: until }) },
      clear: ['AreaCodeTaken', 'AreaCodeReleased'],
      fires: 'expire',
    },
  },
});
