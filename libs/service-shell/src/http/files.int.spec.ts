import { jest } from '@jest/globals';
import { FilesUnavailable } from '@yimen/attachments';
import { createHash, randomUUID } from 'node:crypto';
import net from 'node:net';
import request from 'supertest';
import { UnnamedFiles } from '../files/unnamed-files.js';
import { calls, loanOf, loans } from './sample/calls.sample.js';
import { onePixel, pdfOf } from './sample/files.sample.js';
import { holder, startSample, type Sample } from './sample/service.sample.js';

let sample: Sample;
let token: string;
beforeAll(async () => {
  // Room for the largest file and half of one.
  sample = await startSample({}, { YIMEN_UPLOAD_BYTES: '60000' });
  token = await sample.token('clerk');
});
afterAll(() => sample.stop());
const { get, post, begun, meta } = calls(() => sample);
const door = '/api/public-services/files';
const send = async (bytes: Buffer, { type = 'application/pdf', account = 'clerk', query = '' } = {}) =>
  request(sample.service.url)
    .post(`${door}${query}`)
    .set({ Authorization: `Bearer ${await sample.token(account)}`, 'Content-Type': type })
    .send(bytes);
const fetched = async (path: string, account = 'clerk') =>
  request(sample.service.url)
    .get(path)
    .set('Authorization', `Bearer ${await sample.token(account)}`)
    .responseType('blob');
const answer = ({ status, body }: { status: number; body: { code?: string } }) => `${status} ${body.code ?? ''}`.trim();

test('a file is taken in and given out through the item whose event names it, to its readers', async () => {
  const bytes = pdfOf('依据');
  const taken = await send(bytes);
  expect(taken.body).toEqual({ file: createHash('sha256').update(bytes).digest('hex'), type: 'application/pdf', bytes: bytes.length });
  const { file } = taken.body as { file: string };
  const [id, other] = [await begun({ note: file }), await begun()];
  const given = await fetched(`${loans}/${id}/files/${file}`);
  expect([given.status, given.headers['content-type'], given.headers['x-content-type-options']]).toEqual([
    200,
    'application/pdf',
    'nosniff',
  ]);
  expect(given.headers['content-disposition']).toMatch(/^attachment; filename="[0-9a-f]{12}\.pdf"$/);
  expect(given.body).toEqual(bytes);
  expect(answer(await get(`${loans}/${other}/files/${file}`))).toBe('404 file-not-found');
  expect(answer(await get(`${loans}/${id}/files/${file}`, 'other-clerk'))).toBe('403 forbidden');
  expect(answer(await get(`${loans}/${id}/files/..%2F..%2Fetc`))).toBe('404 file-not-found');
});

test('a personal file is sealed: its hash proves nothing, who may not open fields does not get it, and it is gone with the keys', async () => {
  const person = randomUUID();
  const bytes = pdfOf('诊断证明');
  const [one, two] = [await send(bytes, { query: `?person=${person}` }), await send(bytes, { query: `?person=${person}` })];
  const { file } = one.body as { file: string };
  expect(file).not.toBe((two.body as { file: string }).file);
  expect(file).not.toBe(createHash('sha256').update(bytes).digest('hex'));
  const path = `${loans}/${await begun({ note: file })}/files/${file}`;
  expect((await fetched(path)).body).toEqual(bytes);
  expect(answer(await get(path, 'auditor'))).toBe('403 forbidden');
  // Under the keys of the definition's subject, as the fields of the events are; what else becomes of the person leaves it as it is.
  await sample.vault.destroy(person, null);
  expect((await fetched(path)).body).toEqual(bytes);
  await sample.vault.destroy(`loans of ${person}`, null);
  expect(answer(await get(path))).toBe('409 person-forgotten');
  expect(answer(await send(bytes, { query: `?person=${person}` }))).toBe('409 person-forgotten');
});

test('PIPL 51 · who is not of an office says whose a file is, so that it is sealed', async () => {
  for (const account of ['manager', 'auditor']) expect(answer(await send(pdfOf('x'), { account }))).toBe('400 invalid-input');
  expect(answer(await send(pdfOf('x'), { account: 'manager', query: `?person=${randomUUID()}` }))).toBe('201');
});

test('PIPL 51 · a decision is told whether a file is there, and whether it is sealed for the person whom it is about', async () => {
  const [person, another] = [randomUUID(), randomUUID()];
  const lending = (file: string) => post(loans, loanOf({ person, note: `paper ${file}` }));
  const refused = async (file: string) => {
    const { status, body } = await lending(file);
    return [status, (body as { facts?: object }).facts];
  };
  const taken = async (query: string) => ((await send(pdfOf('材料'), { query })).body as { file: string }).file;
  expect(await refused('ab'.repeat(32))).toEqual([422, { paper: 'none' }]);
  expect(await refused('../etc/passwd')).toEqual([422, { paper: 'none' }]);
  expect(await refused(await taken(''))).toEqual([422, { paper: 'clear' }]);
  expect(await refused(await taken(`?person=${another}`))).toEqual([422, { paper: 'sealed-otherwise' }]);
  const file = await taken(`?person=${person}`);
  const made = await lending(file);
  expect(made.status).toBe(201);
  // What it relied on stands with the event (decision 8).
  expect(await meta((made.body as { id: string }).id)).toMatchObject({ facts: [{ stream: `file/${file}`, revision: '1' }] });
  await sample.vault.destroy(`loans of ${person}`, 'hall');
  expect(await refused(file)).toEqual([422, { paper: 'sealed-otherwise' }]);
});

test('where the place of files is away, a move that names one waits: 503, and nothing is recorded', async () => {
  const { files } = sample.parts;
  if (!files) throw new Error('the sample takes files');
  const head = jest.spyOn(files, 'head').mockRejectedValue(new FilesUnavailable());
  try {
    const { status, body, headers } = await post(loans, loanOf({ note: `paper ${'ab'.repeat(32)}` }));
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'files-unavailable', '5']);
  } finally {
    head.mockRestore();
  }
});

test('ADR 0027 · what no event names is removed after its days, what one names stays, however old', async () => {
  const [named, unnamed] = [await send(pdfOf('有名')), await send(pdfOf('无名'))].map(({ body }) => (body as { file: string }).file);
  await begun({ note: `见 ${named}` });
  const { files } = sample.parts;
  if (!files || !named || !unnamed) throw new Error('the sample takes files');
  const sweep = new UnnamedFiles(files, sample.store);
  const after = (days: number) => new Date(Date.now() + days * 86_400_000);
  expect(await sweep.sweep(after(29), 30)).toEqual({ files: 0, drafts: 0 });
  const late = await send(pdfOf('后来有名'));
  const { file } = late.body as { file: string };
  // Other tests have left files too.
  expect((await sweep.sweep(after(31), 30)).files).toBeGreaterThan(0);
  expect([await files.has(named), await files.has(unnamed), await files.has(file)]).toEqual([true, false, false]);
  const again = (await send(pdfOf('后来有名'))).body as { file: string };
  await begun({ note: again.file });
  expect((await sweep.sweep(after(400), 30)).files).toBe(0);
  expect(await files.has(again.file)).toBe(true);
});

test('an upload that is cut off in the middle leaves nothing: no file, and no draft of one', async () => {
  const { files } = sample.parts;
  if (!files) throw new Error('the sample takes files');
  const stored = async () => {
    const all: string[] = [];
    for await (const { address } of files.list()) all.push(address);
    return all.sort();
  };
  const before = await stored();
  const bytes = pdfOf('断'.repeat(2000));
  const { hostname, port } = new URL(sample.service.url);
  const socket = net.connect(Number(port), hostname);
  const head = [`POST ${door} HTTP/1.1`, 'Host: cut', `Authorization: Bearer ${token}`, 'Content-Type: application/pdf'];
  socket.write(`${head.join('\r\n')}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
  await new Promise((sent) => socket.write(bytes.subarray(0, bytes.length / 2), sent));
  await new Promise((closed) => socket.once('close', closed).destroy());
  // Answered after it: the half has been taken as far as it ever will be.
  expect(answer(await send(pdfOf('x'), { query: '?person=x' }))).toBe('400 invalid-input');
  expect(await stored()).toEqual(before);
  expect(await files.clearDrafts(new Date(Date.now() + 60_000))).toBe(0);
});

test('ADR 0027 · while another one is being taken in, who finds no room is told when to come again; who is not known here takes none', async () => {
  const { hostname, port } = new URL(sample.service.url);
  const sized = (bytes: number) => Buffer.concat([pdfOf('大'), Buffer.alloc(bytes)]);
  const bytes = sized(30_000);
  const begin = (authorization: string) => {
    const socket = net.connect(Number(port), hostname);
    const head = [`POST ${door} HTTP/1.1`, 'Host: slow', `Authorization: ${authorization}`, 'Content-Type: application/pdf'];
    socket.write(`${head.join('\r\n')}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes.subarray(0, 10_000));
    return socket;
  };
  const heard = (socket: net.Socket) => new Promise<string>((told) => socket.once('data', (text) => told(String(text).slice(0, 12))));
  const nobody = begin('Bearer nobody');
  expect(await heard(nobody)).toBe('HTTP/1.1 401');
  const slow = begin(`Bearer ${token}`);
  try {
    let refused = await send(sized(35_000));
    // Until the door has begun with the slow one.
    for (let tries = 0; refused.status === 201 && tries < 50; tries += 1) refused = await send(sized(35_000));
    expect([answer(refused), refused.headers['retry-after']]).toEqual(['503 busy', '2']);
    expect(answer(await send(sized(25_000)))).toBe('201');
    const done = heard(slow);
    slow.write(bytes.subarray(10_000));
    expect(await done).toBe('HTTP/1.1 201');
    expect(answer(await send(sized(35_000)))).toBe('201');
  } finally {
    nobody.destroy();
    slow.destroy();
  }
});

test('the type is that of the bytes, the size has its limit, and a resident hands in his own', async () => {
  const large = Buffer.concat([pdfOf('大'), Buffer.alloc(40_000)]);
  expect(answer(await send(onePixel, { type: 'image/png' }))).toBe('201');
  expect(answer(await send(onePixel))).toBe('415 file-type');
  expect(answer(await send(Buffer.from('MZ'), { type: 'application/x-msdownload' }))).toBe('415 unsupported-media-type');
  expect(answer(await post(door, {}))).toBe('415 file-type');
  expect(answer(await send(large))).toBe('413 too-large');
  expect(answer(await send(pdfOf('x'), { query: '?person=x' }))).toBe('400 invalid-input');
  expect(answer(await send(pdfOf('x'), { account: 'holder' }))).toBe('403 forbidden');
  expect(answer(await send(pdfOf('x'), { account: 'holder', query: `?person=${randomUUID()}` }))).toBe('403 forbidden');
  expect(answer(await send(pdfOf('x'), { account: 'holder', query: `?person=${holder}` }))).toBe('201');
  const misled = await request(sample.service.url)
    .post(loans)
    .set({ Authorization: `Bearer ${await sample.token('clerk')}`, 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/pdf' })
    .send(pdfOf('x'));
  expect(answer(misled)).toBe('415 unsupported-media-type');
});
