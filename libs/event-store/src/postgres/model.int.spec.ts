import { testDatabase } from '@yimen/testing/servers';
import fc from 'fast-check';
import { AppendRejected, WrongRevision, type Appended, type EventStore, type Expected, type NewEvent } from '../port.js';
import { freshStream, sampleEvents } from '../sample-events.js';
import { freshStore, type FreshStore } from './fresh-store.js';

/** One append of a run: to one of three streams, from one of two processes. A repeat sends again what an earlier append of the run sent. */
interface Step {
  readonly stream: number;
  readonly process: number;
  readonly expected: 'any' | 'none' | 'exists' | number;
  readonly count: number;
  readonly repeats: number | undefined;
}

const step: fc.Arbitrary<Step> = fc.record({
  stream: fc.nat(2),
  process: fc.nat(1),
  // A number is a distance from the revision at the start of the round: 0 is right unless another append of the round comes first.
  expected: fc.oneof(fc.constantFrom('any', 'none', 'exists'), fc.integer({ min: -2, max: 3 })),
  count: fc.integer({ min: 1, max: 3 }),
  repeats: fc.option(fc.nat(30), { nil: undefined, freq: 4 }),
});
// Rounds follow each other; the appends of a round run at the same time.
const run = fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 });

interface Sent {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
  /** Revision of the stream before and after the round. */
  readonly window: { from: bigint; to: bigint };
  outcome: Appended | WrongRevision | AppendRejected;
}

const fits = (expected: Expected, revision: bigint): boolean => {
  if (expected === 'any') return true;
  if (expected === 'exists') return revision > 0n;
  return (expected === 'none' ? 0n : expected) === revision;
};

let fresh: FreshStore;
let processes: EventStore[];

beforeAll(async () => {
  fresh = await freshStore(await testDatabase());
  processes = [fresh.open(), fresh.open()];
});
afterAll(() => fresh.close());

test('whatever is appended at the same time, the answers are those of some order, one append after another', async () => {
  await fc.assert(
    fc.asyncProperty(run, async (rounds) => {
      const streams = [freshStream(), freshStream(), freshStream()];
      const before = (await store(0).head()).position;
      const sent: Sent[] = [];
      for (const round of rounds) sent.push(...(await play(round, streams, sent)));
      await check(streams, before, sent);
    }),
    { numRuns: 60 },
  );
}, 120_000);

function store(process: number): EventStore {
  const found = processes[process];
  if (!found) throw new Error(`no process ${process}`);
  return found;
}

async function revisionOf(stream: string): Promise<bigint> {
  return BigInt((await store(0).readStream(stream)).length);
}

async function play(round: readonly Step[], streams: readonly string[], earlier: readonly Sent[]): Promise<Sent[]> {
  const from = new Map(await Promise.all(streams.map(async (stream) => [stream, await revisionOf(stream)] as const)));
  const sending = round.map(async ({ stream: index, process, expected, count, repeats }): Promise<Sent> => {
    const again = repeats === undefined ? undefined : earlier[repeats];
    const stream = again?.stream ?? streams[index] ?? '';
    const start = from.get(stream) ?? 0n;
    const distance = typeof expected === 'number' ? start + BigInt(expected) : expected;
    const sent = {
      stream,
      expected: again?.expected ?? (typeof distance === 'bigint' && distance < 0n ? 0n : distance),
      events: again?.events ?? sampleEvents(count),
      window: { from: start, to: start },
    };
    const outcome = await store(process)
      .append(stream, sent.expected, sent.events)
      .catch((error: unknown) => {
        if (error instanceof WrongRevision || error instanceof AppendRejected) return error;
        throw error;
      });
    return { ...sent, outcome };
  });
  const sent = await Promise.all(sending);
  for (const one of sent) one.window.to = await revisionOf(one.stream);
  return sent;
}

async function check(streams: readonly string[], before: bigint, sent: readonly Sent[]): Promise<void> {
  const stored = await store(1).readAll({ after: before, max: 10_000 });
  expect(stored.map(({ position }) => position)).toEqual(stored.map((_, index) => before + BigInt(index) + 1n));
  const places = new Map(stored.map((event) => [event.id, event]));
  const firstIds = new Set<string>();
  for (const { stream, expected, events, window, outcome } of sent) {
    const found = events.map(({ id }) => places.get(id));
    if (outcome instanceof WrongRevision) {
      expect(fits(expected, outcome.actual)).toBe(false);
      expect(outcome.actual >= window.from && outcome.actual <= window.to).toBe(true);
    } else if (outcome instanceof AppendRejected) {
      // Only a repeat whose expectation is not exact, or whose events stand elsewhere than expected, meets its own ids.
      expect(outcome.reason).toBe('event-id-taken');
      expect(found.every((event) => event !== undefined)).toBe(true);
    } else {
      expect(found.map((event) => event?.stream)).toEqual(events.map(() => stream));
      const first = found[0]?.revision ?? 0n;
      expect(found.map((event) => event?.revision)).toEqual(events.map((_, index) => first + BigInt(index)));
      expect(fits(expected, first - 1n)).toBe(true);
      const last = found.at(-1);
      expect(outcome).toEqual({ revision: last?.revision, position: last?.position, recordedAt: last?.recordedAt });
      for (const { id } of events) firstIds.add(id);
    }
  }
  // Nothing stands that was not answered as stored, and each stream counts from 1 in the order of positions.
  expect(new Set(places.keys())).toEqual(firstIds);
  for (const stream of streams) {
    const revisions = stored.filter((event) => event.stream === stream).map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.map((_, index) => BigInt(index + 1)));
  }
}
