import type { EventStore } from '@yimen/event-store';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { Runner } from '../runner/port.js';
import { noSpans, type Spans } from './spans.js';
import { currentTrace } from './trace.js';

/** What whatever answers over HTTP counts. */
export interface DoorMetrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
}

/** What a service that records facts counts besides. Labels are names of slices, moves and codes only. */
export interface ServiceMetrics extends DoorMetrics {
  readonly moves: Histogram<'slice' | 'move' | 'outcome'>;
  readonly refusals: Counter<'slice' | 'move' | 'code'>;
  readonly appends: Histogram<'outcome'>;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function doorMetrics(service: string): DoorMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'yimen_http_seconds',
      help: 'Time of an HTTP request',
      labelNames: ['method', 'route', 'status'],
      buckets: seconds,
      registers: [registry],
    }),
  };
}

export function serviceMetrics(service: string): ServiceMetrics {
  const door = doorMetrics(service);
  const registers = [door.registry];
  return {
    ...door,
    moves: new Histogram({
      name: 'yimen_move_seconds',
      help: 'Time from request to answer of a move',
      labelNames: ['slice', 'move', 'outcome'],
      buckets: seconds,
      registers,
    }),
    refusals: new Counter({
      name: 'yimen_refusals_total',
      help: 'Moves not made, by code',
      labelNames: ['slice', 'move', 'code'],
      registers,
    }),
    appends: new Histogram({
      name: 'yimen_append_seconds',
      help: 'Time of an append to the event store',
      labelNames: ['outcome'],
      buckets: seconds,
      registers,
    }),
  };
}

/** Measures every move, and counts what was refused. */
export function measured(runner: Runner, metrics: ServiceMetrics): Runner {
  return {
    async run(request) {
      const { slice, move } = request;
      const end = metrics.moves.startTimer({ slice, move });
      try {
        const answer = await runner.run(request);
        end({ outcome: answer.kind === 'made' ? 'made' : String(answer.problem.status) });
        if (answer.kind === 'refused') metrics.refusals.inc({ slice, move, code: answer.problem.code });
        return answer;
      } catch (error) {
        end({ outcome: 'error' });
        throw error;
      }
    },
  };
}

/** The store with its appends measured, each a step of the trace. */
export function measuredStore(store: EventStore, metrics: ServiceMetrics, spans: Spans = noSpans): EventStore {
  return {
    append: async (stream, expected, events) => {
      const end = metrics.appends.startTimer();
      const step = spans.begin('append', 'client', currentTrace()?.traceparent);
      try {
        const appended = await store.append(stream, expected, events);
        end({ outcome: 'appended' });
        step.end();
        return appended;
      } catch (error) {
        end({ outcome: error instanceof Error ? error.name : 'error' });
        step.end({ failed: true });
        throw error;
      }
    },
    find: (id) => store.find(id),
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (options) => store.readAll(options),
    head: () => store.head(),
    subscribe: (options) => store.subscribe(options),
    close: () => store.close(),
  };
}
