import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { Room } from '../../files/room.js';
import { Uploads } from './uploads.js';

const outcome = (work: Promise<unknown>) =>
  work.then(
    (answer) => answer,
    (error: { problem?: { status: number; code: string; retryAfter?: number } }) => error.problem,
  );
const busy = { status: 503, code: 'busy', retryAfter: 2 };
const tooLarge = { status: 413, code: 'too-large' };

/** An upload that is under way until its sender ends it. */
function sending(uploads: Uploads, length: string | undefined, work = (bytes: Buffer) => Promise.resolve(bytes.toString())) {
  const body = new PassThrough();
  return { body, answer: outcome(uploads.whole(body, length, work)) };
}

test('ADR 0027 · no more bytes are held at once than there is room for: the next one is asked to come again, and comes in when one is done', async () => {
  const uploads = new Uploads({ fileBytes: 10, uploadBytes: 25 });
  const [first, second] = [sending(uploads, '10'), sending(uploads, '10')];
  expect(await sending(uploads, '6').answer).toMatchObject(busy);
  // A small one still fits.
  const small = sending(uploads, '5');
  small.body.end('small');
  expect(await small.answer).toBe('small');
  first.body.end('first');
  expect(await first.answer).toBe('first');
  const third = sending(uploads, '10');
  expect(await sending(uploads, '6').answer).toMatchObject(busy);
  second.body.end('second');
  third.body.end('third');
  expect(await Promise.all([second.answer, third.answer])).toEqual(['second', 'third']);
});

test('ADR 0027 · room is held until the file is stored, and given back also where it could not be', async () => {
  const uploads = new Uploads({ fileBytes: 10, uploadBytes: 10 });
  let stored: () => void = () => undefined;
  const slow = sending(uploads, '10', () => new Promise((resolve) => (stored = () => resolve('stored'))));
  slow.body.end('slow');
  await turn();
  expect(await sending(uploads, '1').answer).toMatchObject(busy);
  stored();
  expect(await slow.answer).toBe('stored');
  const failed = sending(uploads, '10', () => Promise.reject(new Error('away')));
  failed.body.end('x');
  await failed.answer;
  const next = sending(uploads, '10');
  next.body.end('next');
  expect(await next.answer).toBe('next');
});

test('ADR 0027 · who breaks off leaves his room, also before a byte was read', async () => {
  const uploads = new Uploads({ fileBytes: 10, uploadBytes: 10 });
  const cut = sending(uploads, '10');
  cut.body.write('half');
  cut.body.destroy();
  expect(await cut.answer).toMatchObject({ status: 400, code: 'malformed' });
  const gone = new PassThrough();
  gone.destroy();
  expect(await outcome(uploads.whole(gone, '10', () => Promise.resolve('')))).toMatchObject({ code: 'malformed' });
  const next = sending(uploads, '10');
  next.body.end('next');
  expect(await next.answer).toBe('next');
});

test('ADR 0027 · a file is bounded by what it says and by what comes; of one that does not say, room for the largest is held', async () => {
  const uploads = new Uploads({ fileBytes: 10, uploadBytes: 19 });
  for (const length of ['11', '1e9', 'x']) expect(await sending(uploads, length).answer).toMatchObject(tooLarge);
  const unsaid = sending(uploads, undefined);
  expect(await sending(uploads, '10').answer).toMatchObject(busy);
  unsaid.body.write('0123456789');
  unsaid.body.write('x');
  expect(await unsaid.answer).toMatchObject(tooLarge);
  // The rest flows on: the answer can be sent on the same connection.
  unsaid.body.end('y'.repeat(100_000));
  await turn();
  expect(unsaid.body.readableFlowing).toBe(true);
  const exact = sending(uploads, undefined);
  exact.body.end('0123456789');
  expect(await exact.answer).toBe('0123456789');
});

test('there is always room for one file of the largest size', async () => {
  const one = sending(new Uploads({ fileBytes: 10, uploadBytes: 5 }), '10');
  one.body.end('one');
  expect(await one.answer).toBe('one');
});

test('room that is given back twice is given back once', () => {
  const room = new Room(10);
  const leave = room.take(6);
  leave?.();
  leave?.();
  expect(room.take(10)).toBeDefined();
  expect(room.take(1)).toBeUndefined();
});
