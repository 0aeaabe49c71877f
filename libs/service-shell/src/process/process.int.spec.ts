import { jest } from '@jest/globals';
import { NoSuchTask } from '../deadlines/tasks.js';
import type { Runner } from '../runner/port.js';
import { followUpProcess, sampleService } from './errand.sample.js';
import { eventually, make, streamsOf, World, type Host } from './world.sample.js';

// Real servers under a shared machine's load.
jest.setTimeout(90_000);

describe('processes (decision 19)', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  const finished = async (host: Host, id: string, note = 'done') => {
    await make(host, 'errand', id, 'open', { due: { dueOn: '2026-12-31' } });
    await make(host, 'errand', id, 'finish', { note });
  };
  const answered = (host: Host, n: number) =>
    eventually(
      async () => Object.values(await streamsOf(host.store, 'process')).filter((types) => types.includes('ProcessMoveAnswered')),
      (streams) => streams.length === n,
    );

  test('an event leads to one move, and the stream of the process keeps the move and the answer', async () => {
    const host = await world.host();
    await host.start();
    await finished(host, 'a');
    expect(await answered(host, 1)).toEqual([['ProcessMoveIssued', 'ProcessMoveAnswered']]);
    expect(Object.values(await streamsOf(host.store, 'follow-up'))).toEqual([['FollowUpOpened']]);
    expect(await host.work.outbox.list()).toHaveLength(1);
  });

  test('an event to which it has nothing to say leaves no trace', async () => {
    const host = await world.host();
    await host.start();
    await finished(host, 'a', 'no-follow-up');
    await finished(host, 'b');
    await answered(host, 1);
    await eventually(
      async () => (await host.pool.query('SELECT FROM public_services.process_cause')).rowCount,
      (n) => n === 0,
    );
    expect(Object.keys(await streamsOf(host.store, 'process'))).toHaveLength(1);
  });

  test('a move that finds nothing to record is answered like any other', async () => {
    const host = await world.host();
    await host.start();
    await finished(host, 'needless-1');
    expect(await answered(host, 1)).toEqual([['ProcessMoveIssued', 'ProcessMoveAnswered']]);
    expect(await streamsOf(host.store, 'follow-up')).toEqual({});
  });

  test('a host killed between making the move and remembering the answer: the next one makes it no second time', async () => {
    let made = 0;
    let fail: (error: Error) => void = () => undefined;
    const killed = new Promise<never>((_resolve, reject) => (fail = reject));
    killed.catch(() => undefined);
    const dying = await world.host((runner): Runner => ({
      run: async (request) => {
        await runner.run(request);
        made += 1;
        return killed;
      },
    }));
    await dying.start();
    await finished(dying, 'a');
    await eventually(
      () => Promise.resolve(made),
      (n) => n === 1,
    );
    await world.cut(dying);
    const next = await world.host();
    await next.start();
    expect(await answered(next, 1)).toEqual([['ProcessMoveIssued', 'ProcessMoveAnswered']]);
    expect(Object.values(await streamsOf(next.store, 'follow-up'))).toEqual([['FollowUpOpened']]);
    fail(new Error('the end of the spec'));
  });

  test('a replay from the beginning of the log repeats nothing', async () => {
    const host = await world.host();
    await host.start();
    await finished(host, 'a');
    await answered(host, 1);
    await host.stop();
    await host.pool.query('UPDATE public_services.process_place SET place = 0');
    const before = await host.store.head();
    await host.start();
    await eventually(
      async () => (await host.pool.query<{ n: string }>('SELECT sum(place) AS n FROM public_services.process_place')).rows[0]?.n,
      (n) => BigInt(n ?? 0) >= before.position,
    );
    await eventually(
      async () => (await host.pool.query('SELECT FROM public_services.process_cause')).rowCount,
      (n) => n === 0,
    );
    expect((await host.store.head()).position).toBe(before.position);
  });

  test('two hosts at once make each move once', async () => {
    const [one, two] = [await world.host(), await world.host()];
    await one.start();
    await two.start();
    const ids = Array.from({ length: 12 }, (_, at) => `n${at}`);
    await Promise.all(ids.map((id, at) => finished(at % 2 === 0 ? one : two, id)));
    const streams = await answered(one, ids.length);
    expect(new Set(streams.map((types) => types.join()))).toEqual(new Set(['ProcessMoveIssued,ProcessMoveAnswered']));
    expect(Object.values(await streamsOf(one.store, 'follow-up'))).toEqual(ids.map(() => ['FollowUpOpened']));
  });

  test('a host with more causes than connections works them all off: no move waits for a connection that another cause holds', async () => {
    const host = await world.host((runner) => runner, sampleService, 4);
    const ids = Array.from({ length: 12 }, (_, at) => `n${at}`);
    for (const id of ids) await finished(host, id);
    await host.start();
    expect(new Set((await answered(host, ids.length)).map((types) => types.join()))).toEqual(
      new Set(['ProcessMoveIssued,ProcessMoveAnswered']),
    );
  });

  test('a refused answer becomes a task with an owner and a due date, and is listed', async () => {
    const host = await world.host();
    await host.start();
    await finished(host, 'unwanted-1');
    const [stream] = await answered(host, 1);
    expect(stream).toEqual(['ProcessMoveIssued', 'ProcessMoveAnswered', 'ProcessTaskRaised']);
    const task = await eventually(
      async () => host.work.tasks.list({ open: true }),
      (tasks) => tasks.length === 1,
    );
    expect(task[0]).toMatchObject({ by: 'process:follow-up', code: 'unwanted', ownerRole: 'operator', dueOn: '2026-03-05', open: true });
  });

  test('a task that a person has looked after is closed once, and one that nobody raised is not', async () => {
    const host = await world.host();
    await host.start();
    await finished(host, 'unwanted-1');
    const open = () => host.work.tasks.list({ open: true });
    const [task] = await eventually(open, (tasks) => tasks.length === 1);
    for (let times = 0; times < 2; times += 1) await host.work.tasks.close(task!.task, '已由窗口人员补办', 'operator-1', '2026-03-03');
    await eventually(open, (tasks) => tasks.length === 0);
    const [stream] = Object.values(await streamsOf(host.store, 'process'));
    expect(stream?.filter((type) => type === 'ProcessTaskClosed')).toHaveLength(1);
    await expect(host.work.tasks.close('follow-up/none', '无', 'operator-1', '2026-03-03')).rejects.toBeInstanceOf(NoSuchTask);
  });

  test('what is away is waited for, and the order of a stream is kept', async () => {
    const asked: string[] = [];
    let away = true;
    const host = await world.host((runner): Runner => ({
      run: (request) => {
        asked.push(String((request.input as { errand: string }).errand));
        if (!away) return runner.run(request);
        return Promise.resolve({
          kind: 'refused',
          problem: { type: '', title: '', status: 503, code: 'facts-not-ready', detail: '', detailEn: '' },
        });
      },
    }));
    await host.start();
    await finished(host, 'a');
    await eventually(
      () => Promise.resolve(asked.length),
      (n) => n >= 3,
    );
    expect(Object.values(await streamsOf(host.store, 'process'))).toEqual([['ProcessMoveIssued']]);
    away = false;
    expect(await answered(host, 1)).toEqual([['ProcessMoveIssued', 'ProcessMoveAnswered']]);
  });

  test('a later cause of a stream waits for the one before it', async () => {
    const host = await world.host();
    const [stream, first, second] = ['errand/x', '01981f00-0000-7000-8000-000000000031', '01981f00-0000-7000-8000-000000000032'];
    const insert = `INSERT INTO public_services.process_cause (process, event_id, context, stream, revision, type, schema_version, happened_on, payload, meta, next_try)
      VALUES ('follow-up', $1, 'public-services', $2, $3, 'ErrandFinished', 1, '2026-03-02', $4, $5, $6)`;
    const [payload, meta] = [Buffer.from('{"note":"done"}'), Buffer.from('{"actor":"operator:spec","move":"finish"}')];
    await host.pool.query(insert, [first, stream, 2, payload, meta, new Date(Date.now() + 1500)]);
    await host.pool.query(insert, [second, stream, 3, payload, meta, new Date()]);
    await host.start();
    const order = await eventually(
      async () => Object.entries(await streamsOf(host.store, 'process')).filter(([, types]) => types.includes('ProcessMoveAnswered')),
      (streams) => streams.length === 2,
    );
    expect(order.map(([name]) => name)).toEqual([`process/follow-up/${first}`, `process/follow-up/${second}`]);
  });

  test('a process looks only at what was recorded from its first sequence on', async () => {
    const host = await world.host((runner) => runner, { ...sampleService, processes: [{ ...followUpProcess, startsFrom: 3n }] });
    await finished(host, 'before');
    await host.start();
    await finished(host, 'after');
    await answered(host, 1);
    const opened = (await host.store.readAll({ after: 0n, max: 100 })).filter(({ type }) => type === 'FollowUpOpened');
    expect(opened.map(({ payload }) => JSON.parse(Buffer.from(payload).toString()) as unknown)).toEqual([{ errand: 'after' }]);
  });
});
