import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { refusals } from './faults.js';
import type { EventLog, LogRecord } from './log.js';
import { checkpointResponse, eventResponse, identifier, streamName, streams, type ReadResp } from './protocol.js';

export type ReadCall = ServerWritableStream<InstanceType<typeof streams.ReadReq>, ReadResp>;
type Options = InstanceType<typeof streams.ReadReq.Options>;

/** A page of a subscription that catches up, and the default window of a filter (Enumerator.cs: DefaultReadBatchSize). */
const WINDOW = 32;

/** Aborts when the caller has gone. */
export function gone(call: ReadCall): AbortSignal {
  const controller = new AbortController();
  call.once('cancelled', () => controller.abort());
  call.once('close', () => controller.abort());
  if (call.cancelled) controller.abort();
  return controller.signal;
}

/** Streams.Read: a stream or $all, forwards or backwards, inclusive of where it starts (Enumerator.ReadStreamForwards.cs and its neighbours). */
export async function answerRead(call: ReadCall, options: Options, log: EventLog): Promise<void> {
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const ended = gone(call);
  if (options.hasStream()) {
    const stream = streamName(options.getStream()?.getStreamIdentifier());
    const visible = log.visible(stream);
    if (visible === 'deleted') {
      call.emit('error', refusals.deleted(stream));
      return;
    }
    if (!visible) {
      const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier(stream));
      await send(call, new streams.ReadResp().setStreamNotFound(notFound), ended);
    } else {
      await sendAll(call, cut(visible, options, backwards, count), ended);
    }
  } else {
    await sendAll(call, pageOfAll(log, options, backwards, count), ended);
  }
  call.end();
}

function cut(records: readonly LogRecord[], options: Options, backwards: boolean, count: number): readonly LogRecord[] {
  const place = options.getStream();
  const from = place?.hasRevision() ? BigInt(place.getRevision()) : undefined;
  if (backwards)
    return records
      .filter(({ revision }) => from === undefined || revision <= from)
      .slice(-count)
      .reverse();
  if (place?.hasEnd()) return [];
  return records.filter(({ revision }) => from === undefined || revision >= from).slice(0, count);
}

function pageOfAll(log: EventLog, options: Options, backwards: boolean, count: number): readonly LogRecord[] {
  const all = options.getAll();
  const from = all?.hasPosition() ? BigInt(all.getPosition()?.getCommitPosition() ?? '0') : undefined;
  if (backwards) {
    const end = from === undefined ? log.records.length : log.indexAt(from);
    return log.records.slice(Math.max(0, end - count), end).reverse();
  }
  if (all?.hasEnd()) return [];
  const start = from === undefined ? 0 : log.indexAt(from);
  return log.records.slice(start, Math.min(log.records.length, start + count));
}

/**
 * Streams.Read with a subscription to $all (Enumerator.AllSubscriptionFiltered.cs): confirmation, what stands after the position (exclusive), a checkpoint
 * whenever window × multiplier records were looked at and when it has caught up, `caughtUp`, then what comes. Ends only with the call.
 */
export async function answerSubscription(call: ReadCall, options: Options, log: EventLog): Promise<void> {
  const ended = gone(call);
  const all = options.getAll();
  const filter = options.getFilter();
  const matches = matcher(options);
  const window = (filter?.hasMax() ? filter.getMax() : WINDOW) || WINDOW;
  const interval = window * (filter?.getCheckpointintervalmultiplier() || 1);
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await send(call, new streams.ReadResp().setConfirmation(confirmation), ended);

  const from = all?.hasPosition() ? BigInt(all.getPosition()?.getCommitPosition() ?? '0') : undefined;
  let next = all?.hasEnd() ? log.records.length : from === undefined ? 0 : log.indexAt(from + 1n);
  let considered = 0;
  let live = false;
  while (!ended.aborted) {
    const record = log.records[next];
    if (record) {
      next += 1;
      considered += 1;
      if (matches(record)) await send(call, eventResponse(record), ended);
      if (filter && considered >= interval) {
        considered = 0;
        await send(call, checkpointResponse(record.position), ended);
      }
    } else if (!live) {
      live = true;
      const last = log.records[next - 1];
      if (filter && last) await send(call, checkpointResponse(last.position), ended);
      await send(call, new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()), ended);
    } else {
      await log.grown(next, ended);
    }
  }
}

function matcher(options: Options): (record: LogRecord) => boolean {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return () => true;
  const text = filter.hasEventType() ? (record: LogRecord) => record.type : (record: LogRecord) => record.stream;
  const regex = expression.getRegex();
  if (regex) {
    const pattern = new RegExp(regex);
    return (record) => pattern.test(text(record));
  }
  const prefixes = expression.getPrefixList();
  return (record) => prefixes.some((prefix) => text(record).startsWith(prefix));
}

async function sendAll(call: ReadCall, records: readonly LogRecord[], ended: AbortSignal): Promise<void> {
  for (const record of records) {
    if (ended.aborted) return;
    await send(call, eventResponse(record), ended);
  }
}

async function send(call: ReadCall, response: ReadResp, ended: AbortSignal): Promise<void> {
  if (ended.aborted || call.write(response)) return;
  try {
    await once(call, 'drain', { signal: ended });
  } catch (error) {
    // The caller has gone: nobody is left to send to.
    if (!ended.aborted) throw error;
  }
}
