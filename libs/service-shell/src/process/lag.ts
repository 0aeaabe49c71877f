import type { Watermarks } from '@yimen/event-log';
import { LagClock } from '@yimen/projection-engine';
import type pg from 'pg';
import type { Process } from '../definition.js';
import { schemaOf } from '../provision/services.js';

/** How far the processes of a service are behind one context. */
export interface ProcessLag {
  readonly context: string;
  /** Events acknowledged by the log that the process furthest behind has not looked at. */
  readonly events: bigint;
  readonly seconds: number;
}

/** The contexts whose topics have to be followed, with the processes that look there. */
export function causingContexts({ processes, service }: { readonly processes: readonly Process[]; readonly service: string }) {
  const contexts = new Map<string, Set<Process>>();
  for (const process of processes) {
    for (const { contract } of process.reactions.values()) {
      const context = contract.context === 'shared' ? service : contract.context;
      contexts.set(context, (contexts.get(context) ?? new Set<Process>()).add(process));
    }
  }
  return [...contexts].map(([context, found]): [string, Process[]] => [context, [...found]]);
}

export interface ProcessLagsOptions {
  /** Of the service's own role. */
  readonly pool: pg.Pool;
  readonly service: string;
  readonly watermarks: Watermarks;
  readonly processes: readonly Process[];
}

/** Tells how far the processes are behind, by the places they have noted and what the relays know to be acknowledged. */
export class ProcessLags {
  readonly #options: ProcessLagsOptions;
  readonly #clock = new LagClock();

  constructor(options: ProcessLagsOptions) {
    this.#options = options;
  }

  /** Context by context, those that are not published yet left out. Throws while the database is away. */
  async look(): Promise<ProcessLag[]> {
    const { pool, service, watermarks } = this.#options;
    const found: ProcessLag[] = [];
    for (const [context, processes] of causingContexts(this.#options)) {
      const watermark = await watermarks.get(context);
      if (!watermark) continue;
      const { rows } = await pool.query<{ reached: string }>(
        `SELECT coalesce(sum(least), 0)::text AS reached FROM (
           SELECT min(place) AS least FROM ${schemaOf(service)}.process_place
           WHERE process = ANY ($1) AND context = $2 AND generation = $3 GROUP BY partition) AS places`,
        [processes.map(({ name }) => name), context, watermark.topic.generation],
      );
      const reached = BigInt(rows[0]?.reached ?? 0);
      const { sequence } = watermark;
      const events = sequence > reached ? sequence - reached : 0n;
      found.push({ context, events, seconds: this.#clock.seconds(context, reached, sequence, undefined) });
    }
    return found;
  }
}
