import { daysBetween } from '@yimen/kernel';
import { calendarAlertFrom } from '@yimen/policy';
import { Counter, Gauge } from 'prom-client';
import type { DeadlineHost } from '../deadlines/host.js';
import type { FactsHost } from '../facts/host.js';
import type { InstallationPolicy } from '../facts/policy-port.js';
import type { ServiceMetrics } from '../observe/metrics.js';
import type { BusinessClock } from '../runner/port.js';
import type { ProcessHost } from './host.js';
import type { RelayPart } from './relay-part.js';

interface Work {
  readonly facts: FactsHost;
  readonly clock: BusinessClock;
  readonly policy: InstallationPolicy;
  readonly processes: ProcessHost;
  readonly deadlines: DeadlineHost;
  readonly relayed: RelayPart;
}

/** What a service tells of its work beside answering: facts, processes, deadlines, relay. Looked at when it is scraped. */
export function measureWork({ registry }: ServiceMetrics, { facts, clock, policy, processes, deadlines, relayed }: Work): void {
  const registers = [registry];
  new Gauge({
    name: 'yimen_facts_lag_seconds',
    help: 'Seconds since facts of another service were last caught up',
    labelNames: ['projection'],
    registers,
    collect() {
      for (const { projection, seconds } of facts.lags()) this.set({ projection }, seconds ?? Number.NaN);
    },
  });
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        // While the database is away there is nothing to tell; the scrape itself goes on.
        this.set(await Promise.resolve(value()).catch(() => Number.NaN));
      },
    });
  gauge('yimen_process_causes_waiting', 'Events that wait for the move of a process', () => processes.waiting());
  gauge('yimen_deadline_firings_waiting', 'Deadlines that have passed and wait for their move', () => deadlines.waiting());
  gauge('yimen_deadlines_running', 'Deadlines that run', async () => (await deadlines.counts()).running);
  gauge('yimen_deadlines_due', 'Deadlines whose last day is today', async () => (await deadlines.counts()).due);
  gauge('yimen_deadlines_late', 'Deadlines whose last day has passed', async () => (await deadlines.counts()).late);
  gauge('yimen_relay_leading', '1 where this process relays its events', () => Number(relayed.measures().leading));
  gauge('yimen_relay_lag_events', 'Events recorded and not acknowledged by the log', () => relayed.measures().lagEvents);
  gauge('yimen_relay_lag_seconds', 'Seconds since the relay was last caught up', () => relayed.measures().lagSeconds);
  gauge('yimen_calendar_alert_days', 'Days until the alert that the next calendar year is missing; not above 0 while it stands', () => {
    const today = clock.today();
    return daysBetween(today, calendarAlertFrom(policy.calendar(today), policy.reader(today), today));
  });
  new Counter({
    name: 'yimen_relay_forks_total',
    help: 'Times that publishing was refused because log and store differ',
    registers,
    collect() {
      this.reset();
      this.inc(relayed.measures().events.get('forked') ?? 0);
    },
  });
  new Counter({
    name: 'yimen_relay_events_total',
    help: 'What has happened to the relay: leading, waiting, resumed, deposed, …',
    labelNames: ['event'],
    registers,
    collect() {
      this.reset();
      for (const [event, count] of relayed.measures().events) this.inc({ event }, count);
    },
  });
}
