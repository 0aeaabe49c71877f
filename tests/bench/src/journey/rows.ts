import { setTimeout as sleep } from 'node:timers/promises';
import { postgresEventStore } from '@yimen/event-store';
import { servicePool } from '@yimen/service-shell';
import pg from 'pg';
import { serialised } from '../append/serialised.js';
import { shortStory } from '../cases/case-event.js';
import { rounded } from '../run/line.js';
import type { System } from '../system/system.js';

const UNDER_WAY = 400;
const STEP = 50_000;

/**
 * Brings so many cases into the running system: two events each (submitted, withdrawn), appended to the store of public services, from where
 * the system's own relay, facts, deadlines and read models take them. Resolves when every read model has applied them.
 */
export async function loadRows(system: System, rows: number, tell: (line: string) => void): Promise<void> {
  const url = await system.adminUrl();
  const pool = servicePool({ url, application: 'yimen bench', max: 4 });
  const store = postgresEventStore({ pool, listen: url, schema: 'public_services' });
  const began = performance.now();
  let next = 0;
  const writer = async () => {
    for (let n = next++; n < rows; n = next++) {
      const { stream, events } = shortStory(n);
      await store.append(stream, 'none', events.map(serialised));
      if ((n + 1) % STEP === 0) tell(`${n + 1} of ${rows} cases appended after ${rounded((performance.now() - began) / 1000)} s`);
    }
  };
  try {
    await Promise.all(Array.from({ length: UNDER_WAY }, writer));
    await applied(pool, tell);
    await pool.query('ANALYZE');
  } finally {
    await store.close();
    await pool.end();
  }
}

/** Until no engine of any service is behind the head of the store. */
async function applied(pool: pg.Pool, tell: (line: string) => void): Promise<void> {
  const owners = ['organisations', 'residents', 'public_services', 'projections'];
  const lag = owners.map(
    (owner) => `SELECT coalesce(max(head.position - place.sum), 0) AS behind FROM
      (SELECT coalesce(max(position), 0) AS position FROM public_services.event) head,
      (SELECT e.projection, sum(e.place) AS sum FROM ${owner}.engine_places e
         JOIN ${owner}.engine_projections p ON p.name = e.projection AND p.live = e.generation
        WHERE e.context = 'public-services' GROUP BY e.projection) place`,
  );
  for (let told = 0; ;) {
    const { rows } = await pool.query<{ behind: string }>(`SELECT max(behind) AS behind FROM (${lag.join(' UNION ALL ')}) every`);
    const behind = Number(rows[0]?.behind ?? 0);
    if (behind === 0) return;
    if (Date.now() - told > 30_000) {
      tell(`${behind} events are not in every read model yet`);
      told = Date.now();
    }
    await sleep(1_000);
  }
}
