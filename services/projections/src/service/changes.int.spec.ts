import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { at, committee, department, hall, otherCommittee, queueStory, sampled } from './story.sample.js';
import { until, World, type Said } from './world.sample.js';

interface Message {
  readonly id?: string;
  readonly event?: string;
  readonly data?: { readonly view: string; readonly ids?: readonly string[] };
}

let world: World;
beforeAll(async () => {
  world = await World.open({ heartbeatMs: 150, listeners: 3 });
  await world.organisation(committee, null);
  await world.organisation(otherCommittee, null);
  await world.account('clerk', [['window-clerk', committee]]);
  await world.account('leaver', [['window-clerk', committee]]);
  await world.account('operator', [['operator', committee]]);
  await world.account('auditor', [['auditor', committee]]);
});
afterAll(() => world.close());

const open: AbortController[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.abort();
});

/** A listener: its answer's status, and what it has been told so far. */
async function listen(path: string, account?: string, lastEventId?: string) {
  const aborted = new AbortController();
  open.push(aborted);
  const headers = { ...(account && { authorization: `Bearer ${account}` }), ...(lastEventId && { 'last-event-id': lastEventId }) };
  const response = await fetch(`${world.running.url}/api/views/${path}`, { headers, signal: aborted.signal });
  const messages: Message[] = [];
  const state = { ended: false, alive: 0 };
  const reading = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) state.alive += 1;
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
        if (fields['event']) messages.push({ id: fields['id'], event: fields['event'], data: JSON.parse(fields['data']) });
      }
    }
  })();
  void reading.catch(() => undefined).finally(() => (state.ended = true));
  return { status: response.status, type: response.headers.get('content-type'), messages, state, stop: () => aborted.abort() };
}
const told = (listener: { messages: Message[] }, n = 1) =>
  until(
    async () => listener.messages,
    (seen) => seen.length >= n,
  );

const submitted = (id: string, organisation: string): Said => ({
  stream: `service-case/${id}`,
  event: sampled('CaseSubmitted', { hall, organisation, body: department }),
});

describe('changes', () => {
  test('tell the ids of rows of the own organisation, and no others', async () => {
    const listener = await listen('desk/changes', 'clerk');
    expect(listener).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' });
    await world.say(submitted(at(402), otherCommittee));
    await world.say(submitted(at(401), committee));
    await told(listener);
    expect(listener.messages.map(({ event, data }) => [event, data])).toEqual([['change', { view: 'desk', ids: [at(401)] }]]);
    expect(listener.messages[0]?.id).toMatch(/^1-\d+$/);
  });

  test('the public board tells of its own hall only', async () => {
    const listener = await listen(`hall-board/changes?hall=${hall}`);
    await world.say(...queueStory(at(12)).slice(0, 2), ...queueStory(hall).slice(0, 2));
    const [first] = await told(listener);
    expect(first?.data?.ids).toEqual([`${hall}~2026-03-02~social/A001`]);
  });

  test('go on after a Last-Event-ID that is known, and send reset after one that is not', async () => {
    const first = await listen('desk/changes', 'clerk');
    await world.say(submitted(at(403), committee));
    const [seen] = await told(first);
    first.stop();
    await world.say(submitted(at(404), committee));
    await world.get('/api/views/desk', 'clerk');
    const again = await listen('desk/changes', 'clerk', seen?.id);
    const [next] = await told(again);
    expect(next).toMatchObject({ event: 'change', data: { ids: [at(404)] } });
    const strange = await listen('desk/changes', 'clerk', '1-12345');
    expect((await told(strange))[0]).toMatchObject({ event: 'reset', data: { view: 'desk' } });
  });

  test('a rebuild that switches the generation sends reset, and the rows stay the same', async () => {
    const before = (await world.get('/api/views/desk?limit=100', 'clerk')).body;
    const listener = await listen('desk/changes', 'clerk');
    const { status, headers, body } = await world.ask('POST', '/api/projections/rebuild', 'operator', {}, { name: 'cases' });
    expect(status).toBe(202);
    const location = String(headers.get('location'));
    expect(location).toBe(`/api/projections/jobs/${body.id}`);
    const job = await until(
      () => world.get(location, 'operator'),
      (answer) => answer.body.state !== 'running',
    );
    expect(job.body).toMatchObject({
      kind: 'rebuild',
      name: 'cases',
      by: 'operator',
      state: 'done',
      rebuilt: { generation: 2 },
      failure: null,
    });
    const [message] = await told(listener);
    expect(message).toMatchObject({ event: 'reset', id: expect.stringMatching(/^2-/) });
    const after = await until(
      () => world.get('/api/views/desk?limit=100', 'clerk'),
      (answer) => answer.body.generation === 2,
    );
    expect(after.body).toEqual({ ...before, generation: 2 });
  });

  test('13.3 · of figures tell that a hall is at work, and never that somebody rates', async () => {
    const listener = await listen('figures/changes', 'auditor');
    const given = { hall, organisation: committee };
    const rated = await world.say(
      { stream: `rating/visit~${at(441)}`, event: sampled('ServiceRated', given) },
      { stream: `rating-case/${at(442)}`, event: sampled('BadRatingOpened', given) },
      { stream: `rating-case/${at(442)}`, event: sampled('RatingCaseClosed') },
    );
    expect((await world.get('/api/views/figures', 'auditor', { 'Read-After': rated })).status).toBe(200);
    const seen = listener.state.alive;
    await until(
      async () => listener.state.alive,
      (alive) => alive > seen + 1,
    );
    expect(listener.messages).toEqual([]);
    await world.say(submitted(at(443), committee));
    expect((await told(listener))[0]).toMatchObject({ event: 'change', data: { view: 'figures', ids: [] } });
    expect((await listen('rating-figures/changes', 'auditor')).status).toBe(404);
  });

  test('stay alive with comments, and end when the role has ended', async () => {
    const listener = await listen('desk/changes', 'leaver');
    await until(
      async () => listener.state.alive,
      (alive) => alive >= 2,
    );
    await world.say({ stream: 'account/leaver', event: { type: 'AccountClosed', reason: '离岗' } as never });
    await until(
      async () => listener.state.ended,
      (ended) => ended,
    );
  });

  test('a HEAD is answered with the headers alone and keeps no place among the listeners', async () => {
    for (let time = 1; time <= 5; time += 1) {
      const headers = { authorization: 'Bearer clerk' };
      const answer = await fetch(`${world.running.url}/api/views/desk/changes`, { method: 'HEAD', headers });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    }
  });

  test('are refused like the list itself, and to more listeners than a process takes', async () => {
    expect((await listen('desk/changes')).status).toBe(401);
    expect((await listen('desk/changes', 'operator')).status).toBe(403);
    expect((await listen('hall-board/changes')).status).toBe(400);
    expect((await listen('desk/changes?state=submitted', 'clerk')).status).toBe(400);
    expect((await listen('people/changes', 'clerk')).status).toBe(404);
    await Promise.all([1, 2, 3].map(() => listen('desk/changes', 'clerk')));
    expect((await listen('desk/changes', 'clerk')).status).toBe(503);
  });
});

describe('operators', () => {
  test('see where every read model stands', async () => {
    const { status, body } = await world.get('/api/projections', 'operator');
    expect(status).toBe(200);
    expect(body.rows).toContainEqual(
      expect.objectContaining({
        projection: 'figures',
        generation: 1,
        leading: true,
        lagEvents: '0',
        parked: 0,
        contexts: expect.anything(),
      }),
    );
    expect((await world.get('/api/projections', 'auditor')).status).toBe(403);
  });

  test('verify a live model, and hear of a proof that fails', async () => {
    const verify = async () => {
      const { body } = await world.ask('POST', '/api/projections/verify', 'operator', {}, { name: 'hall-queue' });
      return (
        await until(
          () => world.get(`/api/projections/jobs/${body.id}`, 'operator'),
          (answer) => answer.body.state !== 'running',
        )
      ).body;
    };
    expect(await verify()).toMatchObject({ state: 'done', proof: { faults: { count: 0 } } });
    await world.pool.query(`UPDATE projections_hall_queue_g1.ticket SET state = 'served' WHERE ticket = 'A001'`);
    expect(await verify()).toMatchObject({ state: 'failed', failure: { code: 'proof-failed' }, proof: { faults: { count: 2 } } });
  });

  test('an unknown read model is 404, a malformed body 400', async () => {
    expect((await world.ask('POST', '/api/projections/rebuild', 'operator', {}, { name: 'nothing' })).status).toBe(404);
    expect((await world.ask('POST', '/api/projections/rebuild', 'operator', {}, { name: 'X', more: 1 })).status).toBe(400);
    expect((await world.get('/api/projections/jobs/none', 'operator')).status).toBe(404);
  });
});

test('a service that stops ends its streams before it cuts connections', async () => {
  const listener = await listen(`hall-board/changes?hall=${hall}`);
  const stopped = world.running.stop();
  await until(
    async () => listener.state.ended,
    (ended) => ended,
    900,
  );
  await stopped;
});
