import { folderFiles, type FileStore } from '@yimen/attachments';
import { registry } from '@yimen/contracts';
import { eventStoreMigrations, postgresEventStore, type EventStore } from '@yimen/event-store';
import type { Grant } from '@yimen/kernel';
import { describeRule, policyReader } from '@yimen/policy';
import { ItemViews, SliceRunner, storedFiles, type MoveMade, type MoveRequest, type RunnerPorts } from '@yimen/service-shell';
import { weekdays } from '@yimen/testing';
import { testDatabase, type TestDatabase } from '@yimen/testing/servers';
import { openVault, vaultMigrations, type Vault } from '@yimen/vault';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { guide, ids } from './hall.sample.js';
import { ratingCaseId } from './ids.js';
import { publicServices, queueId, visitId } from './index.js';

const day = '2026-03-02';
const grants: Readonly<Record<string, readonly Grant[]>> = {
  manager: [{ role: 'hall-manager', organisation: ids.community }],
  'second-manager': [{ role: 'hall-manager', organisation: ids.community }],
  clerk: [{ role: 'window-clerk', organisation: ids.community }],
  kiosk: [{ role: 'kiosk', organisation: ids.community }],
  officer: [{ role: 'department', organisation: ids.body }],
  'second-officer': [{ role: 'department', organisation: ids.body }],
  handler: [{ role: 'case-handler', organisation: ids.body }],
  resident: [{ role: 'resident', organisation: null }],
  stranger: [{ role: 'resident', organisation: null }],
};
const person: Readonly<Record<string, string>> = { resident: ids.person, stranger: ids.another };

let db: TestDatabase;
let store: EventStore;
let vault: Vault;
let folder: string;
let files: FileStore;
let runner: SliceRunner;
let views: ItemViews;

beforeAll(async () => {
  db = await testDatabase();
  for (const [schema, migrations] of [
    ['public_services', eventStoreMigrations('public_services')],
    ['vault', vaultMigrations()],
  ] as const) {
    await db.pool.query(`CREATE SCHEMA ${schema}`);
    const source = new DataSource({ type: 'postgres', url: db.url, schema, migrations, migrationsTableName: 'migration_hall' });
    await source.initialize();
    await source.runMigrations();
    await source.destroy();
  }
  store = postgresEventStore({ pool: db.pool, listen: db.url, schema: 'public_services' });
  vault = openVault({ pool: db.pool, masterKey: randomBytes(32) });
  folder = await mkdtemp(path.join(tmpdir(), 'hall-files-'));
  files = folderFiles(folder);
  const ports: RunnerPorts = {
    store,
    vault,
    stored: storedFiles(publicServices, files, vault),
    registry,
    clock: { today: () => day, now: () => `${day}T01:00:00.000Z` },
    // Who asks is registered; nothing else is known of other services.
    facts: {
      find: ({ name }) => Promise.resolve({ row: name === 'person_record' ? ({ usable: true } as never) : undefined }),
      select: () => Promise.resolve([]),
      area: () => Promise.resolve(undefined),
    },
    policy: {
      reader: (on) => policyReader({ area: '320582000000', mode: 'production', on }),
      calendar: () => weekdays(2026),
      describe: (rule, on) => describeRule(rule, '320582000000', on),
    },
    directory: {
      find: (account) => Promise.resolve({ person: person[account] ?? null, grants: grants[account] ?? [], active: true }),
      isWithin: (organisation, ancestor) => Promise.resolve(organisation === ancestor),
    },
  };
  runner = new SliceRunner(publicServices.slices, ports);
  views = new ItemViews(publicServices.slices, runner.items, ports);
});
afterAll(async () => {
  await store.close();
  await vault.close();
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Makes a move as one of these accounts, or as the system. */
async function ask(who: string, slice: string, id: string | null, move: string, input: object, override?: MoveRequest['override']) {
  const actor: MoveRequest['actor'] =
    who === 'system'
      ? { kind: 'system', id: 'process:test' }
      : { kind: 'account', id: who, person: person[who] ?? null, grants: grants[who] ?? [] };
  const request = { client: who, method: 'POST', path: `/${slice}/${id ?? ''}/${move}`, key: randomUUID() };
  return runner.run({ slice, id, move, input, actor, request, ...(override && { override }) });
}
async function made(...[who, slice, id, move, input]: Parameters<typeof ask>): Promise<MoveMade> {
  const answer = await ask(who, slice, id, move, input);
  if (answer.kind === 'refused') throw new Error(`${move}: ${JSON.stringify(answer.problem)}`);
  return answer;
}
async function refused(...args: Parameters<typeof ask>): Promise<{ status: number; code: string }> {
  const answer = await ask(...args);
  return answer.kind === 'refused' ? answer.problem : { status: 200, code: 'made' };
}

test('13.3 · from the hall to the rating through the real runner, store and vault: who may, may, and nobody else', async () => {
  const item = (await made('officer', 'service-item', null, 'publish', { guide: guide() })).id;
  const place = { organisation: ids.community, name: '示例大厅', area: '320582100001', place: '示例路1号' };
  expect(await refused('clerk', 'hall', null, 'establish', place)).toMatchObject({ status: 403 });
  const hall = (await made('manager', 'hall', null, 'establish', place)).id;
  await made('manager', 'hall', hall, 'defineClass', { class: 'social', name: '社会救助', prefix: 'A', items: [item] });
  await made('manager', 'hall', hall, 'setUpWindow', { window: '1', kind: 'general', classes: ['social'] });
  await made('manager', 'hall', hall, 'setUpWindow', { window: '9', kind: 'cannot-do', classes: ['social'] });
  await made('manager', 'hall', hall, 'open', {});
  await made('clerk', 'hall', hall, 'openWindow', { window: '1' });

  const queue = queueId(hall, day, 'social');
  expect(await made('kiosk', 'queue', queue, 'take', { item, priority: null, age: null })).toMatchObject({ status: 201, revision: 2n });
  await made('resident', 'queue', queue, 'takeOnline', { item: null, person: ids.person });
  expect(await refused('stranger', 'queue', queue, 'takeOnline', { item: null, person: ids.person })).toMatchObject({ status: 403 });
  expect(await refused('stranger', 'queue', queue, 'cancelOnline', { ticket: 'A002', person: ids.another })).toMatchObject({
    code: 'ticket-of-another',
  });
  await made('clerk', 'queue', queue, 'call', { window: '1' });
  await made('clerk', 'queue', queue, 'serve', { ticket: 'A001', window: '1', person: ids.person });

  const visit = visitId(queue, 'A001');
  const at = `${day}T01:00:00.000Z`;
  const opening = { hall, organisation: ids.community, queue, ticket: 'A001', window: '1', clerk: 'clerk', person: ids.person, at };
  expect(await refused('clerk', 'visit', visit, 'open', opening)).toMatchObject({ status: 403 });
  await made('system', 'visit', visit, 'open', opening);

  const application = {
    item,
    mode: 'ordinary',
    applicant: ids.person,
    noticeChannel: 'sms',
    provided: ['form'],
    agent: null,
    phone: '13800000000',
  };
  const { id: of } = await made('clerk', 'service-case', null, 'submit', { ...application, hall, visit });
  const [first] = await store.readStream(`service-case/${of}`);
  const stored = Buffer.from(first?.payload ?? []).toString('utf8');
  expect(stored).not.toContain('13800000000');
  expect(stored).toContain('yv1.A256GCM.');
  expect(await refused('stranger', 'service-case', of, 'withdraw', {})).toMatchObject({ status: 403 });
  await made('clerk', 'service-case', of, 'check', { provided: ['form'] });
  await made('clerk', 'service-case', of, 'requestSupplement', { gaps: [{ key: 'income', gap: 'missing' }] });
  const income = (file: string) => ({ provided: ['income'], files: [{ key: 'income', file, kind: 'application/pdf', bytes: 9 }] });
  const supplementing = (file: string) => refused('resident', 'service-case', of, 'supplement', income(file));
  const paper = Buffer.from('%PDF-1.4\n');
  expect(await supplementing('ab'.repeat(32))).toMatchObject({ status: 422, code: 'file-not-stored' });
  expect(await supplementing(await files.put(paper))).toMatchObject({ status: 422, code: 'file-not-sealed' });
  const sealedFor = async (who: string) => files.put(await vault.sealBytes(who, 'hall', paper));
  expect(await supplementing(await sealedFor(ids.another))).toMatchObject({ status: 422, code: 'file-not-sealed' });
  await made('resident', 'service-case', of, 'supplement', income(await sealedFor(ids.person)));
  await made('clerk', 'service-case', of, 'accept', {});
  expect(await refused('clerk', 'service-case', of, 'take', {})).toMatchObject({ status: 403 });
  await made('handler', 'service-case', of, 'take', {});
  expect(await refused('clerk', 'service-case', of, 'accept', {})).toMatchObject({ status: 409 });

  const rating = `visit~${visit}`;
  const opinion = { level: 2, reasons: ['repeated-trips'], named: true };
  expect(await refused('kiosk', 'rating', rating, 'rateAtKiosk', opinion)).toMatchObject({ status: 422, code: 'not-over' });
  await made('clerk', 'visit', visit, 'close', {});
  expect(await refused('clerk', 'rating', rating, 'rateAtKiosk', opinion)).toMatchObject({ status: 403 });
  await made('kiosk', 'rating', rating, 'rateAtKiosk', opinion);
  expect(await refused('resident', 'rating', rating, 'rateOnline', { ...opinion, person: ids.person })).toMatchObject({ status: 409 });
  expect(await refused('resident', 'rating', `case~${of}`, 'rateOnline', { ...opinion, person: ids.person })).toMatchObject({
    code: 'not-over',
  });
});

test('13.3 · a hall manager who was rated himself reads no part of the rating case; another one does', async () => {
  const rating = `visit~${ids.visit}`;
  const id = ratingCaseId(rating);
  const rated = { rating, level: 1, reasons: [], organisation: ids.community, hall: ids.hall, item: null, handler: 'manager' };
  await made('system', 'rating-case', id, 'open', { ...rated, named: true, rater: ids.person });
  const read = (who: string) => views.read('rating-case', id, { kind: 'account', id: who, person: null, grants: grants[who] ?? [] });
  expect(await read('manager')).toMatchObject({ kind: 'refused', problem: { code: 'forbidden' } });
  expect(await read('second-manager')).toMatchObject({ kind: 'found', view: { status: 'rated-bad', state: { rater: ids.person } } });
  expect(await refused('manager', 'rating-case', id, 'accept', {})).toMatchObject({ code: 'rated-person-may-not' });
});

test('XT23 · a refusal of another place’s law is set aside by a second person who may', async () => {
  const vague = { guide: guide({ materials: [{ ...guide().materials[0]!, name: '其他材料' }] }) };
  expect(await refused('officer', 'service-item', null, 'publish', vague)).toMatchObject({
    code: 'material-called-other',
    overridable: true,
  });
});
