import { setTimeout as sleep } from 'node:timers/promises';
import type { LogRecord } from '@yimen/event-log';
import type { Pool } from 'pg';
import { applyBatch, parkFailed } from './batch.js';
import type { Registry, Target } from './batch.js';
import type { Applied } from './fence.js';
import { FoldFailed, RowConflict, isDataError } from './trouble.js';

/** What to do with an event that its fold keeps refusing: park it and its stream, or stop. */
export type OnFoldError = 'park' | 'stop';

/** Milliseconds before each further attempt at an event that failed; a fold is pure, so few are enough. */
const retries = [20, 100];

export interface Delivery {
  readonly pool: Pool;
  readonly target: Target;
  readonly registry: Registry;
  readonly onFoldError: OnFoldError;
  readonly onApplied: (applied: Applied) => void;
  readonly onParked?: (record: LogRecord, reason: string) => void;
}

/**
 * Brings records of one context, each partition's in order, into a generation. A fold error costs only its own event: what stands before it is kept, the event is
 * tried again, then parked (or thrown, for a rebuild), and the rest goes on. Other errors are thrown; the place in the database tells how far it went.
 */
export async function deliverRecords(delivery: Delivery, records: readonly LogRecord[]): Promise<void> {
  const parts: (readonly LogRecord[])[] = [records];
  for (let part = parts.shift(); part; part = parts.shift()) {
    try {
      await applyBatch(delivery.pool, delivery.target, delivery.registry, part, delivery.onApplied);
    } catch (error) {
      if (!(error instanceof FoldFailed || error instanceof RowConflict || isDataError(error))) throw error;
      const [record] = part;
      if (record && part.length === 1) await again(delivery, record);
      else parts.unshift(...divided(part, error instanceof FoldFailed ? error.eventId : undefined));
    }
  }
}

/** Around the event to blame where it is known, else in halves. */
function divided(part: readonly LogRecord[], culprit: string | undefined): (readonly LogRecord[])[] {
  const index = part.findIndex((record) => record.id === culprit);
  const pieces =
    index < 0
      ? [part.slice(0, part.length >> 1), part.slice(part.length >> 1)]
      : [part.slice(0, index), part.slice(index, index + 1), part.slice(index + 1)];
  return pieces.filter((piece) => piece.length > 0);
}

async function again(delivery: Delivery, record: LogRecord): Promise<void> {
  let last: unknown;
  for (const pause of retries) {
    await sleep(pause);
    try {
      await applyBatch(delivery.pool, delivery.target, delivery.registry, [record], delivery.onApplied);
      return;
    } catch (error) {
      if (!(error instanceof FoldFailed || error instanceof RowConflict || isDataError(error))) throw error;
      last = error;
    }
  }
  const failed = last instanceof FoldFailed ? last : new FoldFailed(0, record.id, record.stream, { cause: last });
  if (delivery.onFoldError === 'stop') throw failed;
  const applied = await parkFailed(delivery.pool, delivery.target, record, failed.message, retries.length + 1);
  if (!applied) return;
  delivery.onApplied(applied);
  delivery.onParked?.(record, failed.message);
}
