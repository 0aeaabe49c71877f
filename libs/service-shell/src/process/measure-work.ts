import { daysBetween } from '@yimen/kernel';
import { calendarAlertFrom } from '@yimen/policy';
import { Counter } from 'prom-client';
import type { DeadlineHost } from '../deadlines/host.js';
import type { Tasks } from '../deadlines/tasks.js';
import type { EnginePart } from '../facts/engine-part.js';
import type { FactsHost } from '../facts/host.js';
import type { InstallationPolicy } from '../facts/policy-port.js';
import { gauge, gaugeOf, onePage } from '../observe/gauges.js';
import { measureFacts } from '../observe/measure-facts.js';
import { measureProjections } from '../observe/measure-projections.js';
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
  readonly tasks: Tasks;
  readonly engine: EnginePart;
  readonly relayed: RelayPart;
}

/** What a service tells of its work beside answering: facts, processes, deadlines, tasks, relay. Looked at when it is scraped. */
export function measureWork(metrics: ServiceMetrics, work: Work): void {
  const { registry } = metrics;
  const { facts, clock, policy, processes, deadlines, tasks, engine, relayed } = work;
  measureFacts(metrics, facts);
  measureProjections(metrics, () => engine.engine);

  const told = (name: string, help: string, value: () => number | undefined | Promise<number | undefined>) =>
    gauge(registry, name, help, value);
  told('yimen_process_causes_waiting', 'Events that wait for the move of a process', () => processes.waiting());
  const behind = onePage(() => processes.lags());
  const perContext = (name: string, help: string, value: (lag: { readonly events: bigint; readonly seconds: number }) => number) =>
    gaugeOf(registry, { name, help, labels: ['context'] }, async () =>
      ((await behind()) ?? []).map((lag) => [{ context: lag.context }, value(lag)] as const),
    );
  perContext('yimen_process_lag_events', 'Events of a context that the processes have not looked at', ({ events }) => Number(events));
  perContext('yimen_process_lag_seconds', 'Seconds that the processes are behind a context', ({ seconds }) => seconds);

  const counts = onePage(() => deadlines.counts());
  told('yimen_deadlines_running', 'Deadlines that run', async () => (await counts())?.running);
  told('yimen_deadlines_due', 'Deadlines whose last day is today', async () => (await counts())?.due);
  told('yimen_deadlines_late', 'Deadlines whose last day has passed', async () => (await counts())?.late);
  told('yimen_deadlines_pending', 'Deadlines that wait for the calendar of a year', async () => (await counts())?.pending);
  told('yimen_deadline_firings_waiting', 'Deadlines that have passed and wait for their move', () => deadlines.waiting());
  const open = onePage(() => tasks.counts(clock.today()));
  told('yimen_tasks_open', 'Tasks that processes and deadlines raised for people', async () => (await open())?.open);
  told('yimen_tasks_late', 'Open tasks whose last day has passed', async () => (await open())?.late);

  told('yimen_relay_leading', '1 where this process relays its events', () => Number(relayed.measures().leading));
  told('yimen_relay_lag_events', 'Events recorded and not acknowledged by the log', () => relayed.measures().lagEvents);
  told('yimen_relay_lag_seconds', 'Seconds since the relay was last caught up', () => relayed.measures().lagSeconds);
  told('yimen_calendar_alert_days', 'Days until the alert that the next calendar year is missing; not above 0 while it stands', () => {
    const today = clock.today();
    return daysBetween(today, calendarAlertFrom(policy.calendar(today), policy.reader(today), today));
  });
  const counted = (name: string, help: string, value: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  counted('yimen_relay_published_total', 'Events that this process has published', () => relayed.measures().published);
  counted(
    'yimen_relay_forks_total',
    'Times that publishing was refused because log and store differ',
    () => relayed.measures().events.get('forked') ?? 0,
  );
  new Counter({
    name: 'yimen_relay_events_total',
    help: 'What has happened to the relay: leading, waiting, resumed, deposed, …',
    labelNames: ['event'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [event, count] of relayed.measures().events) this.inc({ event }, count);
    },
  });
}
