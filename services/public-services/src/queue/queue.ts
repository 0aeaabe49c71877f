import { model, type When } from '@yimen/kernel';
import { folds } from './folds.js';
import { callMoves } from './calls.js';
import { ticketMoves } from './tickets.js';
import { rules } from '../rules.js';
import type { Queue, QueueEvent } from './state.js';

export type { Queue, QueueEvent } from './state.js';

const { aggregate } = model<Queue, QueueEvent, 'hall' | 'holder'>();
export type OpenQueue = When<Queue, 'open'>;

/** One queue per hall, date and window class: numbers restart daily, tickets only, no names. */
export const queue = aggregate({
  context: 'public-services',
  name: 'queue',
  collection: 'queues',
  label: { zh: '排队', en: 'queue' },
  /** `{hallId}~{yyyy-mm-dd}~{class}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}-\d{2}-\d{2}~[a-z][a-z0-9-]{0,30}$/,
  initial: { status: 'none' } as Queue,
  states: {
    none: { zh: '未开始', en: 'not begun' },
    open: { zh: '排队中', en: 'open' },
    closed: { zh: '已结束', en: 'closed', final: true },
  },
  parties: (state) => (state.status === 'none' ? {} : { hall: { organisation: state.organisation } }),
  place: (state) => (state.status === 'none' ? undefined : { organisation: state.organisation }),
  readers: { hall: ['window-clerk', 'hall-manager', 'auditor'] },
  moves: { ...ticketMoves, ...callMoves },
  on: folds,
  deadlines: {
    'end-of-day': {
      label: { zh: '当日排队结束', en: 'end of the day' },
      rule: rules.queue,
      set: { QueueOpened: ({ on }) => ({ dueOn: on }) },
      clear: ['QueueClosed'],
      fires: 'close',
    },
  },
});
