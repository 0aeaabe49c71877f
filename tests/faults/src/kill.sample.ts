import { setTimeout as sleep } from 'node:timers/promises';
import { callers } from '@yimen/cli';
import pg from 'pg';
import { adminUrl, clear, dataFolder, freePort, isAlive, postgresOf, Start } from '@yimen/testing/servers';
import { scopeOf, Writers, type Targets, type Write } from './writers.sample.js';

const accounts = ['worker-1', 'admin', 'kiosk-1', 'kiosk-2', 'clerk-1', 'operator-1', 'manager-1'];

export interface Kills {
  readonly times: number;
  readonly writers: number;
  readonly perSecond: number;
  /** Every so many times PostgreSQL is killed too. */
  readonly database: number;
}

export interface Outcome {
  readonly answered: number;
  /** Writes that were asked more than once, and those of them that had been done before. */
  readonly asked: number;
  readonly repeated: number;
  /** Milliseconds from each start after a kill until `ready`. */
  readonly restarts: readonly number[];
  readonly refused: readonly string[];
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
}

/** Kills the system at random moments while it is written to, and looks at what became of every write. */
export async function killed({ times, writers, perSecond, database }: Kills): Promise<Outcome> {
  const [data, port] = [await dataFolder(), await freePort()];
  let start = new Start(data, port);
  let writing: Writers | undefined;
  try {
    await start.ready();
    const { url } = start;
    const targets = await targetsOf(url);
    writing = new Writers(url, await tokensOf(url), targets);
    writing.begin(writers, perSecond);
    const restarts: number[] = [];
    for (let time = 1; time <= times; time += 1) {
      await sleep(1_000 + Math.random() * 4_000);
      const server = await postgresOf(data);
      start.signal('SIGKILL');
      if (time % database === 0 && server) process.kill(server.pid, 'SIGKILL');
      await start.ended();
      start = new Start(data, port);
      restarts.push(await start.ready());
    }
    await sleep(1_000);
    await writing.end();
    const store = await stored(await adminUrl(data));
    const wrong = [...writing.answered.flatMap((write) => storedWrong(write, store)), ...(await shownWrong(url, writing, targets))];
    const server = await postgresOf(data);
    const code = await start.stop();
    if (code !== 0) wrong.push(`the stop ended with ${String(code)}`);
    if (server && isAlive(server.pid)) wrong.push('PostgreSQL is left over after a clean stop');
    const answered = writing.answered;
    return {
      answered: answered.length,
      asked: answered.filter(({ attempts }) => attempts > 1).length,
      repeated: answered.filter(({ answer }) => answer.repeated).length,
      restarts,
      refused: writing.refused,
      lost: writing.writes.filter(({ answer }) => !answer).map(({ path }) => path),
      wrong,
    };
  } finally {
    await writing?.abandon();
    await clear(data, start);
  }
}

async function targetsOf(url: string): Promise<Targets> {
  const as = callers(url);
  const halls = (await as('clerk-1').get<{ rows: { hall: string; name: string }[] }>('/api/views/halls?limit=100')).body.rows;
  const hall = (name: string) => halls.find((one) => one.name === name)?.hall ?? '';
  const state = async <S>(path: string, account: string) => (await as(account).get<{ state: S }>(path)).body.state;
  const { on } = await state<{ on: string }>('/api/organisations/business-clock/business', 'operator-1');
  const grants = async (account: string) => {
    const held = await state<{ grants: { organisation: string }[] }>(`/api/organisations/accounts/${account}`, 'admin');
    return held.grants[0]?.organisation ?? '';
  };
  const persons = await Promise.all(
    ['resident-1', 'resident-2', 'resident-3'].map(
      async (account) => (await state<{ person: string }>(`/api/organisations/accounts/${account}`, 'admin')).person,
    ),
  );
  const [city, community] = [hall('张家港市市民中心'), hall('杨舍镇社区便民服务中心')];
  return {
    queues: [
      { id: `${city}~${on}~social`, hall: city, kiosk: 'kiosk-1' },
      { id: `${city}~${on}~residence`, hall: city, kiosk: 'kiosk-1' },
      { id: `${community}~${on}~general`, hall: community, kiosk: 'kiosk-2' },
    ],
    community: await grants('worker-1'),
    county: await grants('operator-1'),
    persons,
  };
}

async function tokensOf(url: string): Promise<ReadonlyMap<string, string>> {
  const one = async (account: string) => {
    const answer = await fetch(`${url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account }),
    });
    return [account, ((await answer.json()) as { access_token: string }).access_token] as const;
  };
  return new Map(await Promise.all(accounts.map(one)));
}

/** Ids of the events that each write left in the stores, in their order, by the write's scope. */
type Stored = ReadonlyMap<string, readonly string[]>;

async function stored(url: string): Promise<Stored> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = new Map<string, string[]>();
  try {
    for (const schema of ['organisations', 'residents', 'public_services']) {
      const { rows } = await client.query<{ id: string; meta: Buffer }>(`SELECT id, meta FROM ${schema}.event ORDER BY position`);
      for (const { id, meta } of rows) {
        const { request } = JSON.parse(meta.toString('utf8')) as { request?: { key: string } };
        if (request) found.set(request.key, [...(found.get(request.key) ?? []), id]);
      }
    }
  } finally {
    await client.end();
  }
  return found;
}

/** An answered write stands in the store exactly once: the events that it was answered with, and no others. */
export function storedWrong(write: Write, store: Stored): string[] {
  const ids = store.get(scopeOf(write)) ?? [];
  const told = write.answer?.events.map(({ id }) => id) ?? [];
  if (ids.length === told.length && ids.every((id, at) => id === told[at])) return [];
  return [`${write.path} under ${write.key}: answered [${told.join(', ')}], stored [${ids.join(', ')}]`];
}

/** And exactly once in the read models: each ticket on its hall's board, each person found by his id. */
async function shownWrong(url: string, writing: Writers, targets: Targets): Promise<string[]> {
  const as = callers(url);
  const tickets = writing.answered.filter(({ kind }) => kind === 'ticket');
  const wrong: string[] = [];
  for (const hall of new Set(targets.queues.map((queue) => queue.hall))) {
    const own = targets.queues.filter((queue) => queue.hall === hall).map(({ id }) => id);
    const taken = tickets.filter(({ answer }) => own.includes(answer.id));
    const last = own.map(
      (id) =>
        taken
          .filter(({ answer }) => answer.id === id)
          .sort(byRevision)
          .at(-1)?.answer.readAfter,
    );
    const ids: string[] = [];
    for (const readAfter of last) if (readAfter) await as('clerk-1').get(`/api/views/hall-board?hall=${hall}&limit=1`, { readAfter });
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `/api/views/hall-board?hall=${hall}&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { rows, next } = (await as('clerk-1').get<{ rows: { id: string }[]; next: string | null }>(path)).body;
      ids.push(...rows.map(({ id }) => id));
      cursor = next;
    }
    if (ids.length !== taken.length || new Set(ids).size !== ids.length)
      wrong.push(`the board of ${hall} shows ${ids.length} tickets (${new Set(ids).size} different), ${taken.length} were taken`);
  }
  for (const { answer } of writing.answered.filter(({ kind }) => kind === 'person')) {
    const { readAfter, id } = answer;
    const page = (await as('worker-1').get<{ total: number }>(`/api/views/people?person=${id}`, { readAfter })).body;
    if (page.total !== 1) wrong.push(`person ${id} is found ${page.total} times`);
  }
  return wrong;
}

function byRevision(a: { answer: { revision: string } }, b: { answer: { revision: string } }): number {
  return Number(BigInt(a.answer.revision) - BigInt(b.answer.revision));
}
