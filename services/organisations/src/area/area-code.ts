import type { areaCodeReleased, areaCodeReserved, areaCodeTaken, EventOf } from '@yimen/contracts';
import { refusals, register } from '@yimen/kernel';
import type { Area } from './states.js';

type AreaCodeEvent = EventOf<typeof areaCodeReserved | typeof areaCodeTaken | typeof areaCodeReleased>;

const refuse = refusals({
  'code-taken': { ground: 'record', zh: '该区划代码正由另一区划使用', en: 'this code belongs to another area' },
  'code-reserved': { ground: 'record', zh: '该区划代码已被预占至 {until}', en: 'this code is reserved for another area until {until}' },
  'not-due': { ground: 'record', zh: '预占有效期至 {until}', en: 'the reservation holds until {until}' },
  'other-area': { ground: 'record', zh: '该代码不属于此区划', en: 'the code does not belong to this area' },
});

/** The register of area codes: no code has two areas at a time (13.5). */
export const areaCode = register<AreaCodeEvent, 'changed' | 'ended'>({
  context: 'organisations',
  name: 'area-code',
  collection: 'area-codes',
  label: { zh: '区划代码', en: 'area code' },
  ids: /^(\d{12}|\d{15})$/,
  words: { taken: { zh: '使用中', en: 'in use' }, confirm: { zh: '启用', en: 'confirm' } },
  holdDays: 'area.code.reservation.release_days',
  because: ['changed', 'ended'],
  record: {
    reserved: (area, until) => ({ type: 'AreaCodeReserved', area, until }),
    taken: (area) => ({ type: 'AreaCodeTaken', area }),
    released: (area, because) => ({ type: 'AreaCodeReleased', area, because }),
  },
  refuse: {
    taken: (area) => refuse('code-taken', 'D-reservation', { area }),
    reserved: (until) => refuse('code-reserved', 'D-reservation', { until }),
    notDue: (until) => refuse('not-due', 'D-reservation', { until }),
    another: () => refuse('other-area', 'D-reservation'),
  },
  used: async (read, area, code) => {
    const holder = await read.state({ name: 'area', initial: { status: 'none' } as Area }, area);
    return holder.status === 'valid' && holder.code === code;
  },
  on: ({ reserved, taken, free }) => ({
    AreaCodeReserved: (_state, { area, until }) => reserved(area, until),
    AreaCodeTaken: (_state, { area }) => taken(area),
    AreaCodeReleased: free,
  }),
  reservation: {
    label: { zh: '代码预占期', en: 'reservation of the code' },
    rule: 'D-reservation',
    set: { AreaCodeReserved: ({ until }) => ({ dueOn: until }) },
    clear: ['AreaCodeTaken', 'AreaCodeReleased'],
  },
});
