import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registry } from '@yimen/contracts';
import { postgresEventStore, type EventStore } from '@yimen/event-store';
import type { Grant } from '@yimen/kernel';
import { describeRule, policyReader } from '@yimen/policy';
import { publicServices, readTaskList, template, type Task } from '@yimen/public-services';
import { provision, SliceRunner, type RunnerPorts } from '@yimen/service-shell';
import { weekdays } from '@yimen/testing';
import { testDatabase, type TestDatabase } from '@yimen/testing/servers';
import { openVault, type Vault } from '@yimen/vault';
import { randomBytes, randomUUID } from 'node:crypto';
import { ProblemAnswered, type Asked, type Caller } from '../door/door.js';
import { importTasks, keyOf, type Recorded } from './import.js';

const county = '320582000000';
const receiver = { department: '0198a3f0-0000-7000-8000-000000000101', office: '0198a3f0-0000-7000-8000-000000000102' };
const grants: readonly Grant[] = [{ role: 'department', organisation: receiver.department }];
let today = '2026-03-02';

let db: TestDatabase;
let store: EventStore;
let vault: Vault;
let runner: SliceRunner;

beforeAll(async () => {
  db = await testDatabase();
  const services = [{ service: 'public-services', kind: 'records', password: 'spec' }] as const;
  await provision({ adminUrl: db.url, services, mode: 'demo', version: '0.1.0' });
  store = postgresEventStore({ pool: db.pool, listen: db.url, schema: 'public_services' });
  vault = openVault({ pool: db.pool, masterKey: randomBytes(32) });
  const ports: RunnerPorts = {
    store,
    vault,
    registry,
    clock: { today: () => today, now: () => `${today}T01:00:00.000Z` },
    // Every body works in the county, where one community stands.
    facts: {
      find: () => Promise.resolve({ row: undefined }),
      select: () => Promise.resolve([{ kind: 'community-committee', areaCode: '320582100001', closedOn: null } as never]),
      area: () => Promise.resolve({ area: county } as never),
    },
    policy: {
      reader: (on) => policyReader({ area: county, mode: 'production', on }),
      calendar: () => weekdays(2026),
      describe: (rule, on) => describeRule(rule, county, on),
    },
    directory: {
      find: () => Promise.resolve({ person: null, grants, active: true }),
      isWithin: (organisation, ancestor) => Promise.resolve(organisation === ancestor),
    },
  };
  runner = new SliceRunner(publicServices.slices, ports);
});
afterAll(async () => {
  await store.close();
  await vault.close();
  await db.drop();
});

/** The gateway as an officer of the department meets it: keys hold for his account. */
function officer(account: string): Pick<Caller, 'post'> {
  const post = async (path: string, input: unknown, { key = randomUUID() }: Asked = {}) => {
    const [, id = null, move = 'draft'] = /admissions(?:\/([^/]+)\/([^/]+))?$/.exec(path) ?? [];
    const answer = await runner.run({
      ...{ slice: 'admission', id, move, input },
      actor: { kind: 'account', id: account, person: null, grants },
      request: { client: account, method: 'POST', path, key },
    });
    if (answer.kind === 'refused') throw new ProblemAnswered(answer.problem.status, `POST ${path}`, { ...answer.problem });
    const { id: of, state: status, repeated } = answer;
    return { status: answer.status, body: { id: of, status, repeated }, readAfter: undefined, etag: undefined };
  };
  return { post: post as Caller['post'] };
}

/** A list of so many rows as an officer reads it in; who he is stands in the form, not in what the row says. */
function list(of: string, many: number, account: string): readonly Task[] {
  const [headings = [], example = []] = template();
  const content = headings.findIndex((heading) => heading.startsWith('工作内容'));
  const rows = Array.from({ length: many }, (_, n) => example.map((cell, at) => (at === content ? `${of}${n + 1}` : cell)));
  const options = { county, contact: account, officePhone: '1', today, communityOf: () => undefined };
  const { tasks, problems } = readTaskList([{ name: '表', rows: [headings, ...rows] }], options);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return tasks;
}

async function imported(account: string, of: string, many: number, submit: boolean): Promise<Recorded[]> {
  const told: Recorded[] = [];
  for await (const one of importTasks(officer(account), list(of, many, account), receiver, { submit })) told.push(one);
  return told;
}
const brief = (told: readonly Recorded[]) => told.map(({ application, status, repeated }) => [application, status, repeated]);
const ids = (told: readonly Recorded[]) => told.map(({ application }) => String(application));

describe('issue 5, D-admission-register · a task list is imported once, whoever of the department imports it', () => {
  test('a colleague’s run records nothing twice and names the applications that stand', async () => {
    const first = await imported('officer-1', '甲', 2, true);
    expect(brief(first).map(([, ...told]) => told)).toEqual(Array(2).fill(['submitted', false]));
    expect(brief(await imported('officer-2', '甲', 2, true))).toEqual(ids(first).map((id) => [id, 'submitted', true]));
    expect(brief(await imported('officer-2', '甲', 2, false))).toEqual(ids(first).map((id) => [id, 'submitted', true]));
    expect(brief(await imported('officer-1', '甲', 2, true))).toEqual(ids(first).map((id) => [id, 'submitted', true]));
  });

  test('what one account drafted another one submits', async () => {
    const first = await imported('officer-1', '乙', 1, false);
    expect(brief(first)).toMatchObject([[expect.any(String), 'draft', false]]);
    expect(brief(await imported('officer-2', '乙', 1, true))).toEqual([[ids(first)[0], 'submitted', false]]);
    expect(brief(await imported('officer-1', '乙', 1, true))).toEqual([[ids(first)[0], 'submitted', true]]);
  });

  test('two who import at the same time record one application', async () => {
    const both = await Promise.all(['officer-1', 'officer-2'].map((account) => imported(account, '丙', 1, false)));
    const recorded = both.flat().filter(({ refusal }) => refusal === undefined);
    expect(new Set(ids(recorded)).size).toBe(1);
    for (const { refusal } of both.flat()) if (refusal) expect(refusal.problem.code).toBe('row-under-way');
    const after = [...(await imported('officer-1', '丙', 1, false)), ...(await imported('officer-2', '丙', 1, false))];
    expect(ids(after)).toEqual([ids(recorded)[0], ids(recorded)[0]]);
  });

  test('a row that was taken for a draft which never came can be imported on the next day', async () => {
    const [task] = list('丁', 1, 'officer-1');
    const row = `${receiver.department}~${keyOf(task as Task, receiver, 'draft')}`;
    const taking = { slice: 'task-list-row', id: row, move: 'take', input: { application: randomUUID() } };
    await runner.run({ ...taking, actor: { kind: 'system', id: 'process:spec' } });
    expect((await imported('officer-2', '丁', 1, false))[0]?.refusal?.problem).toMatchObject({ code: 'row-under-way' });
    today = '2026-03-03';
    expect(brief(await imported('officer-2', '丁', 1, false))).toMatchObject([[expect.any(String), 'draft', false]]);
  });
});

test('ADR 0024.6 · a row that somebody submitted by hand is told as taken already, and keeps no other back', async () => {
  const drafts = await imported('officer-1', '戊', 3, false);
  await officer('officer-2').post(`/api/public-services/admissions/${ids(drafts)[0]}/submit`, {});
  const [moved, ...others] = await imported('officer-1', '戊', 3, true);
  expect(moved).toMatchObject({ application: ids(drafts)[0], status: 'submitted', repeated: true, refusal: undefined });
  expect(brief(others)).toEqual(ids(drafts.slice(1)).map((id) => [id, 'submitted', false]));
});
