import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { storeRestored, type EventStore } from '@yimen/event-store';
import type { KafkaEventLogOptions, Topic } from '@yimen/event-log';
import { testDatabase } from '@yimen/testing/servers';
import { freshLog, type FreshLog } from '../../../libs/event-log/src/fresh-log.js';
import { counted, makeSeen, type Outcome } from './kafka-count.sample.js';
import { Part, type Said } from './kafka-part.sample.js';

const partitions = 4;
const streams = 50;
const patienceMs = 90_000;

/** One store that is written to at a steady pace, its relays and its reader, each in a process of its own. */
export class Scene {
  readonly said: Said[] = [];
  private readonly parts: Part[] = [];
  private store: EventStore;
  private written = 0;
  private pace: NodeJS.Timeout | undefined;
  private readonly appending = new Set<Promise<unknown>>();
  private failed: unknown;

  private constructor(
    private readonly fresh: FreshLog,
    private readonly kafka: KafkaEventLogOptions,
    public generation: number,
    private readonly perSecond: number,
  ) {
    this.store = fresh.openStore();
  }

  static async open(kafka: KafkaEventLogOptions, generation: number, perSecond: number): Promise<Scene> {
    const fresh = await freshLog(await testDatabase());
    await makeSeen(fresh.db.pool);
    return new Scene(fresh, kafka, generation, perSecond);
  }

  get topic(): Topic {
    return { context: 'residents', generation: this.generation };
  }

  relay(name: string): Part {
    return this.part('relay', name);
  }

  reader(): Part {
    return this.part('reader', 'reader');
  }

  private part(role: 'relay' | 'reader', name: string): Part {
    const settings = { role, name, url: this.fresh.db.url, topic: this.topic, partitions, kafka: this.kafka, leaseMs: 1_500 };
    const part = new Part(settings, (said) => this.said.push(said));
    this.parts.push(part);
    return part;
  }

  /** Writes at the pace until `rest`. */
  write(): void {
    const began = performance.now();
    let begun = 0;
    this.pace = setInterval(() => {
      const due = Math.floor(((performance.now() - began) * this.perSecond) / 1_000);
      for (; begun < due; begun += 1) this.append();
    }, 10);
  }

  private append(): void {
    const stream = `case/${this.written++ % streams}`;
    const event = {
      id: randomUUID(),
      type: 'CaseAccepted',
      schemaVersion: 1,
      happenedOn: '2026-03-02',
      meta: Buffer.from('{"actor":"faults"}'),
      payload: Buffer.alloc(400, 97),
    };
    const appended: Promise<unknown> = this.store
      .append(stream, 'any', [event])
      .catch((error: unknown) => (this.failed ??= error))
      .finally(() => this.appending.delete(appended));
    this.appending.add(appended);
  }

  async rest(): Promise<void> {
    clearInterval(this.pace);
    await Promise.all(this.appending);
    if (this.failed) throw this.failed;
  }

  /** Waits until the reader of the current generation has applied all that the store holds now. */
  async caughtUp(): Promise<void> {
    const position = await this.head();
    await this.until(`generation ${this.generation} is read up to ${position}`, async () => (await this.applied()) >= position);
  }

  async head(): Promise<bigint> {
    return (await this.store.head()).position;
  }

  async applied(): Promise<bigint> {
    const { rows } = await this.fresh.db.pool.query<{ sum: string | null }>('SELECT sum(place) FROM seen.place WHERE generation = $1', [
      this.generation,
    ]);
    return BigInt(rows[0]?.sum ?? 0);
  }

  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    for (const began = performance.now(); !(await holds()); await sleep(25)) {
      if (performance.now() - began > patienceMs) throw new Error(`not within ${patienceMs / 1_000} s: ${what}\n${this.lastWords()}`);
    }
  }

  /** Waits until something of these types was said after a moment; types may name the error's reason: `relay.forked(log-behind)`. */
  async told(since: number, ...types: readonly string[]): Promise<Said> {
    const found = () => this.said.find((said) => said.at >= since && types.some((type) => type === said.type || type === named(said)));
    await this.until(`said: ${types.join(' or ')}`, () => found() !== undefined);
    const said = found();
    if (!said) throw new Error('found and lost');
    return said;
  }

  /** How often each type was said. */
  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const said of this.said) counts.set(named(said), (counts.get(named(said)) ?? 0) + 1);
    return counts;
  }

  /** Takes the last events away as a restore from an older backup does, with the writers down meanwhile. Answers the number of events left. */
  async restoreBackup(eventsOld: number): Promise<number> {
    await this.rest();
    await this.store.close();
    const client = await this.fresh.db.pool.connect();
    try {
      // Events are final; only a restore gets past the trigger that says so.
      await client.query('SET session_replication_role = replica');
      await client.query('DELETE FROM residents.event WHERE position > (SELECT max(position) - $1 FROM residents.event)', [eventsOld]);
      await client.query('RESET session_replication_role');
    } finally {
      client.release();
    }
    this.store = this.fresh.openStore();
    return Number(await this.head());
  }

  /** What `yimen store restored` does. */
  async tellRestored(): Promise<void> {
    await storeRestored(this.fresh.db.pool, 'residents');
  }

  async outcome(): Promise<Outcome> {
    return { written: this.written, ...(await counted(this.fresh.db.pool, this.generation)) };
  }

  async close(): Promise<void> {
    clearInterval(this.pace);
    await Promise.all(this.appending);
    await Promise.all(this.parts.map((part) => part.kill()));
    await this.fresh.close();
  }

  private lastWords(): string {
    const errors = this.parts.map(({ settings, errors }) => errors && `${settings.name}: ${errors.slice(-2_000)}`);
    return [...this.said.slice(-15).map((said) => JSON.stringify(said)), ...errors].join('\n');
  }
}

function named({ type, reason }: Said): string {
  return reason ? `${type}(${reason})` : type;
}
