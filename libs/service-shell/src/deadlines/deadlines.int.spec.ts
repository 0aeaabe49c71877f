import { jest } from '@jest/globals';
import { waitForClock } from '../clock/applied.js';
import { eventually, make, streamsOf, types, World, type Host } from '../process/world.sample.js';
import type { Runner } from '../runner/port.js';

// Real servers under a shared machine's load.
jest.setTimeout(90_000);

describe('deadlines (decision 20)', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
    await world.say('business-clock/demo', { type: 'BusinessClockStarted', on: '2026-03-02' });
  });
  afterEach(() => world.close());

  const open = (host: Host, id: string, dueOn: string, stubborn = false) => make(host, 'errand', id, 'open', { due: { dueOn }, stubborn });
  const expired = (host: Host, id: string) =>
    eventually(
      () => types(host.store, `errand/${id}`),
      (found) => found.includes('ErrandExpired'),
    );
  /** As `clock advance` does: the event, then the wait. */
  const advance = async (from: string, to: string) => {
    await world.advanceClock(from, to);
    await waitForClock(world.db.pool, to, { timeoutMs: 20_000 });
  };

  /** The organisations service does not run here; its share of the wait is reported in its name. */
  const organisationsAre = async (date: string) => {
    await world.organisationsPool.query(`SELECT meta.report_clock('organisations', $1, $1)`, [date]);
  };

  test('on the due date itself nothing happens; on the day after, the move is made by the rule', async () => {
    const host = await world.host();
    await host.start();
    await open(host, 'a', '2026-03-05');
    await organisationsAre('2026-12-31');
    await advance('2026-03-02', '2026-03-05');
    expect(await types(host.store, 'errand/a')).toEqual(['ErrandOpened']);
    await advance('2026-03-05', '2026-03-06');
    expect(await types(host.store, 'errand/a')).toEqual(['ErrandOpened', 'ErrandExpired']);
    const [, last] = await host.store.readStream('errand/a');
    expect(JSON.parse(Buffer.from(last!.meta).toString())).toMatchObject({ actor: 'deadline:D-calendar', move: 'expire' });
    expect(last!.happenedOn).toBe('2026-03-06');
  });

  test('clock advance returns when every deadline of that date has fired', async () => {
    const host = await world.host();
    await host.start();
    const ids = Array.from({ length: 30 }, (_, at) => `n${at}`);
    for (const [at, id] of ids.entries()) await open(host, id, `2026-03-${String((at % 9) + 3).padStart(2, '0')}`);
    await organisationsAre('2026-12-31');
    await advance('2026-03-02', '2026-03-31');
    for (const id of ids) expect(await types(host.store, `errand/${id}`)).toEqual(['ErrandOpened', 'ErrandExpired']);
  });

  test('clock advance says which service has not come so far', async () => {
    await expect(waitForClock(world.db.pool, '2026-03-03', { timeoutMs: 100 })).rejects.toMatchObject({
      name: 'ClockNotApplied',
      behind: [{ service: 'organisations' }, { service: 'public-services' }],
    });
  });

  test('a deadline that passed while the service was down fires once at its start', async () => {
    const first = await world.host();
    await first.start();
    await open(first, 'a', '2026-03-05');
    await first.stop();
    await world.advanceClock('2026-03-02', '2026-04-01');
    const second = await world.host();
    await second.start();
    expect(await expired(second, 'a')).toEqual(['ErrandOpened', 'ErrandExpired']);
    await second.stop();
    const third = await world.host();
    await third.start();
    await organisationsAre('2026-12-31');
    await waitForClock(world.db.pool, '2026-04-01');
    expect(await types(third.store, 'errand/a')).toEqual(['ErrandOpened', 'ErrandExpired']);
  });

  test('two hosts at once fire each deadline once', async () => {
    const asked: string[] = [];
    const counting = (runner: Runner): Runner => ({
      run: (request) => {
        asked.push(`${request.slice}/${request.id}`);
        return runner.run(request);
      },
    });
    const [one, two] = [await world.host(counting), await world.host(counting)];
    await one.start();
    await two.start();
    const ids = Array.from({ length: 40 }, (_, at) => `n${at}`);
    for (const id of ids) await open(one, id, '2026-03-03');
    await world.advanceClock('2026-03-02', '2026-03-04');
    for (const id of ids) await expired(one, id);
    for (const id of ids) expect(await types(one.store, `errand/${id}`)).toEqual(['ErrandOpened', 'ErrandExpired']);
    expect(asked.sort()).toEqual(ids.map((id) => `errand/${id}`).sort());
  });

  test('a host killed between making the move and noting it: the next one fires no second time', async () => {
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
    await open(dying, 'a', '2026-03-03');
    await world.advanceClock('2026-03-02', '2026-03-04');
    await eventually(
      () => Promise.resolve(made),
      (n) => n === 1,
    );
    await world.cut(dying);
    const next = await world.host();
    await next.start();
    await eventually(
      async () => (await next.pool.query<{ state: string }>('SELECT state FROM public_services.deadline_firing')).rows[0]?.state,
      (state) => state === 'made' || state === undefined,
    );
    expect(await types(next.store, 'errand/a')).toEqual(['ErrandOpened', 'ErrandExpired']);
    fail(new Error('the end of the spec'));
  });

  test('a pending deadline (待日历) is computed when its year is loaded, and then fires', async () => {
    const host = await world.host();
    await host.start();
    await world.advanceClock('2026-03-02', '2060-12-29');
    // The calendar of DEMO ends with 2060.
    await make(host, 'errand', 'a', 'open', { due: { pending: { from: '2060-12-29', amount: 5, unit: 'WD' } } });
    const pending = await eventually(
      () => host.work.tasks.deadlines({ state: 'pending' }),
      (rows) => rows.length === 2,
    );
    expect(pending.map(({ deadline, dueOn }) => ({ deadline, dueOn }))).toEqual([
      { deadline: 'finish', dueOn: null },
      { deadline: 'look', dueOn: null },
    ]);
    await world.say('calendar/2061', {
      type: 'CalendarYearLoaded',
      notice: '国办发明电〔2060〕7号',
      daysOff: ['2061-01-03'],
      makeUpWorkdays: ['2061-01-01'],
    });
    const computed = await eventually(
      () => host.store.readStream('errand/a'),
      (events) => events.length === 2,
    );
    // 30 and 31 December, Saturday 1 January made up, 4 and 5 January; Monday the 3rd is off.
    expect(JSON.parse(Buffer.from(computed[1]!.payload).toString())).toEqual({ dueOn: '2061-01-05' });
    await world.advanceClock('2060-12-29', '2061-01-06');
    expect(await expired(host, 'a')).toEqual(['ErrandOpened', 'ErrandDueComputed', 'ErrandExpired']);
  });

  test('a paused deadline does not fire; resumed it fires by its new date', async () => {
    const host = await world.host();
    await host.start();
    await open(host, 'a', '2026-03-05');
    await make(host, 'errand', 'a', 'pause', {});
    await organisationsAre('2026-12-31');
    await advance('2026-03-02', '2026-03-10');
    expect(await types(host.store, 'errand/a')).toEqual(['ErrandOpened', 'ErrandPaused']);
    await make(host, 'errand', 'a', 'resume', { dueOn: '2026-03-12' });
    await advance('2026-03-10', '2026-03-12');
    expect(await types(host.store, 'errand/a')).toHaveLength(3);
    await advance('2026-03-12', '2026-03-13');
    expect(await types(host.store, 'errand/a')).toHaveLength(4);
  });

  test('a satisfied deadline does not fire', async () => {
    const host = await world.host();
    await host.start();
    await open(host, 'a', '2026-03-05');
    await make(host, 'errand', 'a', 'finish', { note: 'no-follow-up' });
    await organisationsAre('2026-12-31');
    await advance('2026-03-02', '2026-03-10');
    expect(await types(host.store, 'errand/a')).toEqual(['ErrandOpened', 'ErrandFinished']);
    expect(await streamsOf(host.store, 'process')).toEqual({});
  });

  test('a refused firing becomes one task for a person and is not tried again', async () => {
    const host = await world.host();
    await host.start();
    await open(host, 'a', '2026-03-05', true);
    await organisationsAre('2026-12-31');
    await advance('2026-03-02', '2026-03-10');
    const [task] = await eventually(
      () => host.work.tasks.list({ open: true }),
      (tasks) => tasks.length === 1,
    );
    expect(task).toMatchObject({
      by: 'deadline:D-calendar',
      slice: 'errand',
      item: 'a',
      move: 'expire',
      code: 'stubborn',
      dueOn: '2026-03-13',
    });
    await advance('2026-03-10', '2026-03-11');
    expect(Object.values(await streamsOf(host.store, 'process'))).toEqual([['ProcessMoveAnswered', 'ProcessTaskRaised']]);
    await host.work.tasks.close(task!.task, 'done by hand', 'operator:spec', '2026-03-11');
    await eventually(
      () => host.work.tasks.list({ open: true }),
      (tasks) => tasks.length === 0,
    );
  });

  test('an item that moved on before the table heard of it is no task', async () => {
    const host = await world.host();
    await host.start();
    await open(host, 'a', '2026-03-05');
    await eventually(
      () => host.work.tasks.deadlines({ state: 'running' }),
      (rows) => rows.length === 2,
    );
    await host.stop();
    // Finished while nothing follows the log; the table still says that the deadline runs.
    await make(host, 'errand', 'a', 'finish', { note: 'no-follow-up' });
    await world.advanceClock('2026-03-02', '2026-03-10');
    await host.start();
    await organisationsAre('2026-12-31');
    await waitForClock(world.db.pool, '2026-03-10');
    expect(await types(host.store, 'errand/a')).toEqual(['ErrandOpened', 'ErrandFinished']);
    expect(await streamsOf(host.store, 'process')).toEqual({});
  });

  test('a deadline without a move is only shown', async () => {
    const host = await world.host();
    await host.start();
    await open(host, 'a', '2026-03-05');
    await organisationsAre('2026-12-31');
    await advance('2026-03-02', '2026-03-10');
    const running = await host.work.tasks.deadlines({ state: 'running' });
    expect(running).toMatchObject([{ deadline: 'look', dueOn: '2026-03-05' }]);
  });
});
