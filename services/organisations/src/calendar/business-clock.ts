import type { businessClockAdvanced, businessClockStarted, EventOf } from '@yimen/contracts';
import { model, refusals, type IsoDate } from '@yimen/kernel';
import { z } from 'zod';

export type BusinessClock = { readonly status: 'not-started' } | { readonly status: 'running'; readonly on: IsoDate };
type BusinessClockEvent = EventOf<typeof businessClockStarted | typeof businessClockAdvanced>;

const { move, aggregate } = model<BusinessClock, BusinessClockEvent, 'installation'>();
const refuse = refusals({
  'no-demo-clock': {
    ground: 'protection',
    zh: '本系统的业务日期即当天日期，不可设定',
    en: 'the business date of this installation is the date of the day and cannot be set',
  },
  'not-forward': { ground: 'record', zh: '业务日期只能前移：当前为 {on}', en: 'the business date only moves forward; it is {on}' },
});

/** 业务日期 of a demonstration store (decision 20). A production store has none: there the business clock is the system clock. */
export const businessClock = aggregate({
  context: 'organisations',
  name: 'business-clock',
  collection: 'business-clock',
  label: { zh: '业务日期', en: 'business clock' },
  ids: /^business$/,
  initial: { status: 'not-started' } as BusinessClock,
  states: { 'not-started': { zh: '未起始', en: 'not started' }, running: { zh: '运行', en: 'running' } },
  parties: () => ({ installation: { installation: true } }),
  readers: { installation: ['operator', 'auditor'] },
  moves: {
    start: move({
      label: { zh: '起始', en: 'start' },
      from: ['not-started'],
      by: 'system',
      input: z.object({}).strict(),
      decide: (_none, _input, { policy }) =>
        policy.flag('clock.adjustable')
          ? { type: 'BusinessClockStarted', on: policy.text('clock.start') }
          : refuse('no-demo-clock', 'D-demo'),
    }),
    advance: move({
      label: { zh: '前移', en: 'advance' },
      from: ['running'],
      by: { installation: ['operator'] },
      input: z.object({ to: z.iso.date() }).strict(),
      decide: ({ on }, { to }, { policy }) => {
        if (!policy.flag('clock.adjustable')) return refuse('no-demo-clock', 'D-demo');
        return to > on ? { type: 'BusinessClockAdvanced', from: on, to } : refuse('not-forward', 'D-demo', { on });
      },
    }),
  },
  on: {
    BusinessClockStarted: (_none, { on }) => ({ status: 'running', on }),
    BusinessClockAdvanced: (_running, { to }) => ({ status: 'running', on: to }),
  },
});
