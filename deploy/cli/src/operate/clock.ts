import type { IsoDate } from '@yimen/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../door/door.js';

/** The business date of one service, as it reported it; null before its first report. */
export interface ServiceClock {
  readonly service: string;
  /** The date it works with. */
  readonly applied: IsoDate | null;
  /** The last date for which it found no deadline left to fire. */
  readonly quiet: IsoDate | null;
}

/** Some services did not come to a business date in time. */
export class ClockBehind extends Error {
  constructor(
    readonly date: IsoDate,
    readonly behind: readonly ServiceClock[],
  ) {
    const names = behind.map(({ service, quiet }) => `${service} (${quiet ?? '—'})`).join(', ');
    super(`业务日期 ${date} 尚未被全部服务采用：${names}。 Not every service has come to ${date}: ${names}.`);
    this.name = 'ClockBehind';
  }
}

const CLOCK = '/api/organisations/business-clock/business';

/** The business date of a demonstration store, as its clock says. `operator`: an account with the role operator or auditor. */
export async function businessDateOf(operator: Caller): Promise<IsoDate> {
  const { state } = (await operator.get<{ state: { on: IsoDate } }>(CLOCK)).body;
  return state.on;
}

/**
 * Moves the business date of a demonstration store forward and returns when every service works with it and has fired the deadlines that
 * it brought. Throws ProblemAnswered where the date may not be set, ClockBehind after `timeoutMs` (default one minute).
 */
export async function advanceClock(
  operator: Caller,
  to: IsoDate,
  { timeoutMs = 60_000 }: { readonly timeoutMs?: number } = {},
): Promise<void> {
  await operator.post(`${CLOCK}/advance`, { to });
  await untilApplied(operator, to, timeoutMs);
}

async function untilApplied(operator: Caller, date: IsoDate, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const { services } = (await operator.get<{ services: readonly ServiceClock[] }>('/api/projections/clock')).body;
    const behind = services.filter(({ quiet }) => quiet === null || quiet < date);
    if (behind.length === 0) return;
    if (Date.now() >= until) throw new ClockBehind(date, behind);
    await sleep(100);
  }
}
