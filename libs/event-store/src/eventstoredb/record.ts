import type { Position, ResolvedEvent } from '@eventstore/db-client';
import type { StoredEvent } from '../port.js';
import { unframe } from './framing.js';
import { HistoryCut } from './trouble.js';

/** An event as the server has it: `stream` with the service's prefix, `revision` from 0, `at` its commit position. */
export interface ServerRecord {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  readonly at: bigint;
  readonly created: Date;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** What a server writes for "no position". */
const NO_POSITION = 0xffff_ffff_ffff_ffffn;

/** Undefined for what links to an event that is gone; the adapter writes no links and its prefix is its own. */
export function recordOf({ event, commitPosition }: ResolvedEvent): ServerRecord | undefined {
  if (!event) return undefined;
  const { id, streamId: stream, revision, type, created, data, metadata, position } = event;
  const at = commitPosition ?? position?.commit;
  if (at === undefined || at === NO_POSITION) {
    throw new HistoryCut(stream, 'this server gives the events of a stream without their positions in $all; a newer one is needed');
  }
  return { id, stream, revision, type, at, created, data, metadata };
}

/** Of two positions the earlier is less than 0. */
export function compare(one: Position, other: Position): number {
  if (one.commit !== other.commit) return one.commit < other.commit ? -1 : 1;
  if (one.prepare !== other.prepare) return one.prepare < other.prepare ? -1 : 1;
  return 0;
}

/** The port's event of a record under the prefix; `position` is its ordinal. */
export function storedEvent(record: ServerRecord, prefix: string, position: bigint): StoredEvent {
  const framed = unframe(record.metadata);
  if (!framed || !ArrayBuffer.isView(record.data))
    throw new HistoryCut(record.stream, `revision ${record.revision} was written by something else`);
  return {
    id: record.id,
    type: record.type,
    ...framed,
    payload: Buffer.from(record.data.buffer, record.data.byteOffset, record.data.byteLength),
    position,
    stream: record.stream.slice(prefix.length),
    revision: record.revision + 1n,
    recordedAt: instant(record.created),
  };
}

/** The server keeps 100 ns; its client hands on milliseconds. */
export const instant = (created: Date): string => created.toISOString().replace('Z', '000Z');
