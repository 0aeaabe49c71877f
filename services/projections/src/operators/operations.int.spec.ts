import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { at, committee, hall, queueStory, sampled } from '../service/story.sample.js';
import { until, World } from '../service/world.sample.js';

let world: World;
beforeAll(async () => {
  world = await World.open({ heartbeatMs: 150 });
  await world.organisation(committee, null);
  await world.account('operator', [['operator', committee]]);
  await world.account('auditor', [['auditor', committee]]);
  await world.say(...queueStory(hall), { stream: `service-case/${at(1)}`, event: sampled('CaseSubmitted', { hall }) });
});
afterAll(() => world.close());

const open: AbortController[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.abort();
});

const begin = (kind: string, name: string) => world.ask('POST', `/api/projections/${kind}`, 'operator', {}, { name });

/** Everything that a stream says until it ends. */
async function listen(path: string, account: string | undefined = 'operator', method = 'GET') {
  const aborted = new AbortController();
  open.push(aborted);
  const headers = { authorization: `Bearer ${account}` };
  const response = await fetch(world.running.url + path, { method, headers, signal: aborted.signal });
  const told: { readonly event: string | undefined; readonly data: Record<string, unknown> }[] = [];
  const ended = (async () => {
    let text = '';
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) told.push({ event: /^event: (.*)$/m.exec(block)?.[1], data: JSON.parse(data) });
      }
    }
    return told;
  })();
  ended.catch(() => undefined);
  return { status: response.status, type: response.headers.get('content-type'), told, ended };
}

async function finished(job: { readonly id: string }) {
  const { body } = await until(
    () => world.get(`/api/projections/jobs/${job.id}`, 'operator'),
    (answer) => answer.body.state !== 'running',
  );
  return body;
}

test('a job is followed as server-sent events: phase, done and to do, rate and time left, then the result, and the stream ends', async () => {
  // The switch waits for this row, so that the job runs while it is listened to.
  const held = await world.db.pool.connect();
  await held.query('BEGIN');
  await held.query(`SELECT FROM projections.engine_generations WHERE projection = 'hall-queue' FOR UPDATE`);
  try {
    const { body } = await begin('rebuild', 'hall-queue');
    const stream = await listen(`/api/projections/jobs/${body.id}/changes`);
    expect(stream).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' });
    const [first] = await until(
      async () => stream.told,
      (told) => told.length > 0,
    );
    expect(first).toMatchObject({
      event: 'progress',
      data: {
        phase: expect.stringMatching(/^(reading|comparing|settling)$/),
        done: expect.any(Number),
        of: expect.any(Number),
        eventsPerSecond: expect.any(Number),
      },
    });
    await held.query('ROLLBACK');
    const told = await stream.ended;
    expect(told.at(-1)).toMatchObject({ event: 'result', data: { state: 'done', kind: 'rebuild', rebuilt: { generation: 2 } } });
    expect(told.filter(({ event }) => event === 'result')).toHaveLength(1);
    // Asked for again, a job that has ended is told at once.
    expect((await (await listen(`/api/projections/jobs/${body.id}/changes`)).ended).map(({ event }) => event)).toEqual(['result']);
  } finally {
    held.release();
  }
});

test('a rollback over HTTP: to the previous generation, and refused with the reason where there is none', async () => {
  expect(await begin('rollback', 'halls')).toMatchObject({
    status: 409,
    body: { code: 'no-previous-generation', facts: { reason: 'halls cannot be rolled back: no previous generation is kept' } },
  });
  expect((await begin('rollback', 'nothing')).status).toBe(404);
  await finished((await begin('rebuild', 'halls')).body);
  const { status, headers, body } = await begin('rollback', 'halls');
  expect([status, headers.get('location')]).toEqual([202, `/api/projections/jobs/${body.id}`]);
  expect(await finished(body)).toMatchObject({
    kind: 'rollback',
    state: 'done',
    rebuilt: { generation: 1 },
    proof: { faults: { count: 0 } },
  });
});

test('a rehearsal over HTTP tells what would change and switches nothing', async () => {
  const { body } = await begin('rehearse', 'cases');
  expect(await finished(body)).toMatchObject({
    state: 'done',
    rebuilt: null,
    rehearsal: {
      outcome: 'equal',
      tables: expect.arrayContaining([expect.objectContaining({ table: 'case', live: 1, rehearsed: 1, changed: 0 })]),
    },
  });
  const { rows } = await world.pool.query(`SELECT generation FROM projections.engine_generations WHERE projection = 'cases'`);
  expect(rows).toEqual([{ generation: 1 }]);
});

test('verify says which row was changed by hand', async () => {
  await world.pool.query(`UPDATE projections_cases_g1."case" SET state = 'archived'`);
  expect(await finished((await begin('verify', 'cases')).body)).toMatchObject({
    failure: { code: 'proof-failed' },
    proof: { faults: { count: 1, samples: [{ table: 'case', key: [at(1)], old: { state: 'archived' }, new: { state: 'submitted' } }] } },
  });
});

test('streams of jobs are for operators, HEAD is answered with the headers alone, and all of it stands in the OpenAPI', async () => {
  const { body } = await begin('verify', 'items');
  const path = `/api/projections/jobs/${body.id}/changes`;
  expect((await listen(path, 'auditor')).status).toBe(403);
  expect((await listen('/api/projections/jobs/none/changes')).status).toBe(404);
  for (const stream of [path, '/api/projections/events?context=organisations'])
    expect(await (await listen(stream, 'operator', 'HEAD')).ended).toEqual([]);
  const { paths } = (await world.get('/openapi.json')).body;
  for (const [name, method] of [
    ['jobs/{id}/changes', 'get'],
    ['rollback', 'post'],
    ['rehearse', 'post'],
  ])
    expect(paths[`/api/projections/${name}`]).toHaveProperty(method as string);
});

test('published events are followed from the latest on', async () => {
  const stream = await listen('/api/projections/events?context=organisations&last=1');
  const [latest] = await until(
    async () => stream.told,
    (told) => told.length === 1,
  );
  expect(latest?.data).toMatchObject({ context: 'organisations', stream: 'account/auditor' });
  await world.organisation(at(77), committee);
  const [, next] = await until(
    async () => stream.told,
    (told) => told.length === 2,
  );
  expect(next?.data).toMatchObject({ stream: `organisation/${at(77)}`, revision: '1' });
});

test('a view that a newer release has taken over answers 503 with the version and what an operator has to do', async () => {
  const version = (is: number) =>
    world.db.pool.query(`UPDATE projections.engine_generations SET version = $1 WHERE projection = 'items' AND state = 'live'`, [is]);
  const read = () => world.get('/api/views/items', 'operator');
  await until(read, ({ status }) => status === 200);
  const { rows } = await world.db.pool.query<{ version: number }>(
    `SELECT version FROM projections.engine_generations WHERE projection = 'items'`,
  );
  await version(99);
  try {
    const { body } = await until(read, ({ status }) => status === 503);
    expect(body).toMatchObject({
      code: 'read-model-newer',
      facts: { readModel: 'items', version: 99 },
      detail: expect.stringMatching(/读模型 items 现为版本 99.*升级.*yimen projections rollback items/),
      detailEn: expect.stringContaining('roll the same release out'),
    });
  } finally {
    await version(rows[0]?.version ?? 1);
  }
  await until(read, ({ status }) => status === 200);
});

test('a service that stops ends the streams of its jobs and of events before it cuts connections', async () => {
  const held = await world.db.pool.connect();
  await held.query('BEGIN');
  await held.query(`SELECT FROM projections.engine_generations WHERE projection = 'halls' FOR UPDATE`);
  const { body } = await begin('rebuild', 'halls');
  const streams = await Promise.all(
    ['/api/projections/events?context=organisations', `/api/projections/jobs/${body.id}/changes`].map((path) => listen(path)),
  );
  const stopped = world.running.stop();
  const cut = new Promise((_, reject) => setTimeout(() => reject(new Error('a stream did not end')), 900).unref());
  await Promise.race([Promise.all(streams.map(({ ended }) => ended)), cut]);
  await held.query('ROLLBACK');
  held.release();
  await stopped;
});
