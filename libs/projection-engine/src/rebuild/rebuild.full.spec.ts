import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { LogRecord } from '@yimen/event-log';
import { deskView } from '../fixture/desk.js';
import { World, owner, until } from '../fixture/world.sample.js';
import type { Said } from '../fixture/world.sample.js';
import { openReadModels } from '../read/read-models.js';

const here = (file: string) => fileURLToPath(new URL(`../fixture/${file}`, import.meta.url));

interface Line {
  readonly phase?: string;
  readonly done?: number;
  readonly of?: number;
  readonly generation?: number;
  readonly failed?: string;
  readonly pausedMs?: number;
}

/** Runs a rebuild in a process of its own; with `killAt` the process is killed with SIGKILL at that many events. */
async function rebuildProcess(url: string, killAt?: number): Promise<{ lines: Line[]; signal: NodeJS.Signals | null; stderr: string }> {
  const child = spawn(
    process.execPath,
    ['--conditions=yimen-source', '--import', here('typescript.mjs'), here('rebuild-child.ts'), url, '2000'],
    {
      env: { ...process.env, NODE_OPTIONS: '--no-warnings' },
    },
  );
  const lines: Line[] = [];
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    lines.push(line);
    if (killAt !== undefined && line.phase === 'reading' && (line.done ?? 0) >= killAt) child.kill('SIGKILL');
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_code, how) => resolve(how)));
  return { lines, signal, stderr };
}

/** The n-th event of a busy hall: cases are opened, stepped, sometimes shrunk; people move. */
function happening(n: number): Said {
  const round = Math.floor(n / 1000);
  const id = `${(Math.floor(n / 20) % 50) + round * 50}`;
  const at = n % 20;
  const stream = `desk-case/${id}`;
  if (at === 0) return { stream, event: { type: 'CaseOpened', desk: `d${Number(id) % 7}`, title: `第${id}件`, points: Number(id) % 11 } };
  if (at === 19) return { stream: `person/${Number(id) % 97}`, event: { type: 'PersonMoved', to: `place ${n}` } };
  if (at % 6 === 5) return { stream, event: { type: 'CaseShrunk', step: at - 3 } };
  return { stream, event: { type: 'CaseStepped', step: at, points: (n * 7) % 13 } };
}

/** The same read model folded in another way: per stream, from the whole list of its events, by filters and sums. */
function independently(records: readonly LogRecord[]): { cases: string[]; people: string[]; steps: number } {
  const byStream = new Map<string, { type: string; data: Record<string, unknown>; revision: bigint }[]>();
  for (const { stream, type, payload, revision } of records) {
    const list = byStream.get(stream) ?? [];
    list.push({ type, data: JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>, revision });
    byStream.set(stream, list);
  }
  const cases: string[] = [];
  const people: string[] = [];
  let steps = 0;
  for (const [stream, list] of byStream) {
    const id = stream.split('/')[1] ?? '';
    if (stream.startsWith('person/')) {
      people.push(`${id} ${String(list.at(-1)?.data['to'])} r${list.length}`);
      continue;
    }
    const open = list[0]?.data ?? {};
    const stepped = list.filter(({ type }) => type === 'CaseStepped');
    const points = stepped.reduce((sum, { data }) => sum + Number(data['points']), Number(open['points']));
    const standing = new Set<unknown>();
    for (const { type, data } of list)
      if (type === 'CaseStepped') standing.add(data['step']);
      else if (type === 'CaseShrunk') standing.delete(data['step']);
    steps += standing.size;
    cases.push(`${id} ${String(open['title'])} ${String(open['desk'])} ${points} ${standing.size} r${list.length}`);
  }
  return { cases: cases.sort(), people: people.sort(), steps };
}

/** Events that stand before the rebuild begins, and those that are written while it runs. */
const before = 200_000;
const during = 40_000;
/** Each kill comes somewhere between these parts of what is left to read, so that there is something left for the next one. */
const somewhere = () => 0.02 + Math.random() * 0.5;

test('200,000 events stand and 40,000 are written while a rebuild is killed three times at random points: equal to an independent fold, no read fails', async () => {
  const world = await World.open();
  try {
    const engine = world.engine({ page: 2000 });
    let said = 0;
    const say = async (count: number) => {
      const batch = Array.from({ length: count }, (_, index) => happening(said + index));
      said += count;
      await world.say(...batch);
    };
    while (said < before) await say(2000);
    const models = await openReadModels({ url: world.url, schema: owner, projections: [deskView], poll: 100 });
    world.onClose(() => models.close());
    await until(
      () => engine.status(),
      ([desk]) => desk?.generation !== undefined && desk.lagEvents === 0n,
      120_000,
    );
    await models.refresh();

    const readFailures: unknown[] = [];
    let reads = 0;
    let rebuilding = true;
    const readers = Array.from({ length: 3 }, async (_, reader) => {
      for (let n = reader; rebuilding; n += 7) {
        await models
          .of('desk')
          .query<{ n: number }>('SELECT count(*)::int AS n FROM {case} c JOIN {step} s USING ("caseId") WHERE c."caseId" = ANY($1)', [
            Array.from({ length: 20 }, (_one, index) => String((n + index) % 10_000)),
          ])
          .then(([row]) => {
            reads += 1;
            // All of these stood before the rebuild began, so a read that finds none has read an empty generation.
            if (row?.n === 0) readFailures.push(`no rows of the cases from ${n % 10_000} on`);
          })
          .catch((error: unknown) => readFailures.push(error));
        await sleep(10);
      }
    });
    const writing = (async () => {
      while (said < before + during) {
        await say(100);
        if (rebuilding) await sleep(40);
      }
    })();

    const reached = async () => {
      const { rows } = await world.pool.query<{ n: string }>(
        `SELECT coalesce(sum(place), 0) AS n FROM ${owner}.engine_places WHERE projection = 'desk' AND generation = 2`,
      );
      return Number(rows[0]?.n);
    };
    let came = 0;
    for (let kill = 1; kill <= 3; kill += 1) {
      const killAt = Math.round((before - came) * somewhere());
      const killed = await rebuildProcess(world.url, killAt);
      const first = killed.lines.find(({ phase }) => phase === 'reading');
      const now = await reached();
      const seen = { kill, killAt, signal: killed.signal, stderr: killed.stderr, came, now };
      // Killed where it was told to, and gone on from where the one before had come: what it had left to read is what was missing.
      expect({ ...seen, further: now >= came + killAt, left: first?.of }).toMatchObject({ signal: 'SIGKILL', stderr: '', further: true });
      expect(first?.of).toBeLessThanOrEqual(said - came);
      came = now;
    }
    const resumed = await rebuildProcess(world.url);
    const last = resumed.lines.at(-1);
    expect([last, resumed.stderr]).toMatchObject([{ generation: 2 }, '']);
    expect(resumed.lines.find(({ phase }) => phase === 'reading')?.of).toBeLessThanOrEqual(said - came);
    expect(last?.pausedMs).toBeLessThan(1000);
    // Written between the start of the first rebuild and the end of the last.
    expect(said - before).toBeGreaterThan(2_000);
    rebuilding = false;
    await Promise.all([writing, ...readers]);
    await until(
      () => engine.status(),
      ([desk]) => desk?.generation === 2 && desk.lagEvents === 0n,
      60_000,
    );

    expect(world.published).toHaveLength(before + during);
    const expected = independently(world.published);
    const g = `${owner}_desk_g2`;
    const { rows: cases } = await world.pool.query<{ line: string }>(
      `SELECT c."caseId" || ' ' || title || ' ' || desk || ' ' || points || ' ' || steps || ' r' || s.revision AS line FROM ${g}."case" c JOIN ${g}.streams s USING (stream)`,
    );
    const { rows: people } = await world.pool.query<{ line: string }>(
      `SELECT "personId" || ' ' || place || ' r' || revision AS line FROM ${g}.person`,
    );
    const { rows: steps } = await world.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${g}.step`);
    expect(cases.map(({ line }) => line).sort()).toEqual(expected.cases);
    expect(people.map(({ line }) => line).sort()).toEqual(expected.people);
    expect(steps[0]?.n).toBe(expected.steps);
    expect(readFailures).toEqual([]);
    expect(reads).toBeGreaterThan(50);
  } finally {
    await world.close();
  }
}, 240_000);
