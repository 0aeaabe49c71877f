import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { passerBy } from '../../../deploy/cli/src/demo/people.js';

/** A write as it is sent, again and again under one key until it is answered. */
export interface Write {
  readonly kind: 'ticket' | 'person' | 'consent' | 'account';
  readonly account: string;
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
  attempts: number;
  answer: Answer | undefined;
}

export interface Answer {
  readonly id: string;
  readonly revision: string;
  readonly events: readonly { readonly id: string; readonly type: string }[];
  readonly readAfter: string;
  readonly repeated: boolean;
}

/** Where writes go; ids from the demonstration data. */
export interface Targets {
  readonly queues: readonly { readonly id: string; readonly hall: string; readonly kiosk: string }[];
  readonly community: string;
  readonly county: string;
  readonly persons: readonly string[];
}

/** How the event store knows a write (decision 7). */
export function scopeOf({ account, path, key }: Write): string {
  return createHash('sha256')
    .update(JSON.stringify([account, 'POST', path, key]))
    .digest('base64url');
}

/** Several front ends that write at a steady pace and remember what they were answered, also over the death of the system. */
export class Writers {
  readonly writes: Write[] = [];
  /** Answers that are neither done nor a wish to be asked again: nothing here is to be refused. */
  readonly refused: string[] = [];
  #serial = 0;
  #stopping = false;
  #abandoned = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly tokens: ReadonlyMap<string, string>,
    private readonly targets: Targets,
  ) {}

  /** So many writers, together so many writes per second. */
  begin(writers: number, perSecond: number): void {
    const pause = (1000 * writers) / perSecond;
    this.#running = Promise.all(
      Array.from({ length: writers }, async (_unused, at) => {
        await sleep((pause * at) / writers);
        let next = performance.now();
        while (!this.#stopping) {
          await this.one(this.next());
          next = Math.max(next + pause, performance.now() - pause);
          await sleep(Math.max(0, next - performance.now()));
        }
      }),
    );
  }

  /** No new writes; those under way are asked until they are answered. */
  async end(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  /** Gives up what is under way: the system does not come back. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    await this.end();
  }

  get answered(): readonly (Write & { readonly answer: Answer })[] {
    return this.writes.filter((write): write is Write & { answer: Answer } => write.answer !== undefined);
  }

  private next(): Write {
    const serial = this.#serial++;
    const { queues, community, county, persons } = this.targets;
    const queue = queues[serial % queues.length];
    const person = persons[serial % persons.length];
    if (!queue || person === undefined) throw new Error('there is nothing to write to');
    const write = (kind: Write['kind'], account: string, path: string, body: unknown): Write => {
      const made = { kind, account, path, body, key: randomUUID(), attempts: 0, answer: undefined };
      this.writes.push(made);
      return made;
    };
    switch (serial % 5) {
      case 0:
        return write('person', 'worker-1', '/api/residents/persons', {
          ...newcomer(serial),
          community,
          collector: community,
          residenceKind: 'registered-present',
          legalGround: 'legal-duty',
          noticeVersion: '2026-1',
        });
      case 1:
        return write('consent', 'worker-1', `/api/residents/persons/${person}/give-consent`, {
          purpose: '短信通知',
          noticeVersion: '2026-1',
          separate: false,
          byGuardian: false,
        });
      case 2:
        return write('account', 'admin', `/api/organisations/accounts/load-${serial}/open`, { post: '压力测试岗位', organisation: county });
      default:
        return write('ticket', queue.kiosk, `/api/public-services/queues/${queue.id}/take`, { item: null, priority: null, age: null });
    }
  }

  private async one(write: Write): Promise<void> {
    while (!write.answer && !this.#abandoned) {
      write.attempts += 1;
      const answer = await this.send(write);
      if (answer === 'again') await sleep(100);
      else if (answer === 'refused') return;
      else write.answer = answer;
    }
  }

  private async send({ account, path, key, body }: Write): Promise<Answer | 'again' | 'refused'> {
    let status: number;
    let text: string;
    try {
      const answer = await fetch(this.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.tokens.get(account)}`, 'idempotency-key': key, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      });
      status = answer.status;
      text = await answer.text();
    } catch {
      // The system is gone, perhaps in the middle of this request: nobody knows whether it was done.
      return 'again';
    }
    if (status === 503) return 'again';
    if (status < 300) return JSON.parse(text) as Answer;
    this.refused.push(`${path}: ${status} ${text.slice(0, 300)}`);
    return 'refused';
  }
}

function newcomer(serial: number) {
  const { name, identityNumber, phone, address } = passerBy(100_000 + serial);
  return { name, identityNumber, phone, residenceAddress: address };
}
