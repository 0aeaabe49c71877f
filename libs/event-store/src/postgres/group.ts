import type { Expected, NewEvent } from '../port.js';
import { binaryArray, int4Array, int8Array, textArray, uuidArray } from './binary-array.js';
import { expectations } from './functions.js';

/** One append as it waits for its group. */
export interface Request {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
  readonly bytes: number;
}

/** Parameters of `append_one` after the appender and its epoch, in order; undefined for a group that is more than one event. */
export function singleParameters(group: readonly Request[]): unknown[] | undefined {
  const [request] = group;
  const event = request?.events[0];
  if (!request || !event || group.length > 1 || request.events.length > 1) return undefined;
  const { id, type, schemaVersion, happenedOn, meta, payload } = event;
  return [request.stream, expectedNumber(request.expected), id, type, schemaVersion, happenedOn, asBuffer(meta), asBuffer(payload)];
}

/** The same bytes as `pg` sends them untouched. */
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);

/** Parameters of `append_events` after the appender and its epoch, in order. */
export function groupParameters(group: readonly Request[]): Buffer[] {
  const streams: string[] = [];
  const places = new Map<string, number>();
  const place: number[] = [];
  const expected: bigint[] = [];
  const count: number[] = [];
  const append: number[] = [];
  const offset: number[] = [];
  const events: NewEvent[] = [];
  for (const [index, request] of group.entries()) {
    let at = places.get(request.stream);
    if (at === undefined) {
      at = streams.push(request.stream);
      places.set(request.stream, at);
    }
    place.push(at);
    expected.push(expectedNumber(request.expected));
    count.push(request.events.length);
    for (const [step, event] of request.events.entries()) {
      append.push(index + 1);
      offset.push(step + 1);
      events.push(event);
    }
  }
  return [
    textArray(streams),
    int4Array(place),
    int8Array(expected),
    int4Array(count),
    int4Array(append),
    int4Array(offset),
    uuidArray(events.map((event) => event.id)),
    textArray(events.map((event) => event.type)),
    int4Array(events.map((event) => event.schemaVersion)),
    textArray(events.map((event) => event.happenedOn)),
    binaryArray(
      'bytea',
      events.map((event) => event.meta),
    ),
    binaryArray(
      'bytea',
      events.map((event) => event.payload),
    ),
  ];
}

function expectedNumber(expected: Expected): bigint {
  if (expected === 'none') return 0n;
  return typeof expected === 'bigint' ? expected : expectations[expected];
}

/** Why an append can be refused without asking the server, or undefined. */
export function faultOf({ stream, expected, events }: Omit<Request, 'bytes'>): string | undefined {
  if (events.length === 0) return 'no events';
  if (stream === '' || stream.length > 500) return 'a stream name has 1 to 500 characters';
  if (typeof expected === 'bigint' && expected < 0n) return `expected revision ${expected}`;
  if (/[\p{Surrogate}\0]/u.test(stream)) return 'the stream name is not plain Unicode text';
  for (const event of events) {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(event.id)) return `event id ${event.id} is no lower-case UUID`;
    if (/[\p{Surrogate}\0]/u.test(event.type) || event.type === '') return 'the event type is not plain Unicode text';
    if (!/^\d{4}-\d{2}-\d{2}$/.test(event.happenedOn)) return `happenedOn ${event.happenedOn} is no ISO date`;
    if (!Number.isInteger(event.schemaVersion) || event.schemaVersion < 1 || event.schemaVersion > 0x7fffffff) {
      return `schema version ${event.schemaVersion}`;
    }
  }
  return undefined;
}

/** Bytes that an append weighs in its group: what it carries, and a fixed share for its columns. */
export function weigh(events: readonly NewEvent[]): number {
  let bytes = 0;
  for (const event of events) bytes += event.meta.byteLength + event.payload.byteLength + 200;
  return bytes;
}
