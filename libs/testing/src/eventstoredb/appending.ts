import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';
import { createRequire } from 'node:module';
import { refusals, type Refusal } from './faults.js';
import type { EventLog, ExpectedRevision, ProposedRecord, Verdict } from './log.js';
import { expectedOf, identifier, proposed, shared, statuses, streamName, streams } from './protocol.js';

const load = createRequire(import.meta.url);
const { Any } = load('google-protobuf/google/protobuf/any_pb.js') as typeof import('google-protobuf/google/protobuf/any_pb.js');
const empty = load('google-protobuf/google/protobuf/empty_pb.js') as typeof import('google-protobuf/google/protobuf/empty_pb.js');

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type BatchReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchResp = InstanceType<typeof streams.BatchAppendResp>;
export type AppendCall = ServerReadableStream<AppendReq, AppendResp>;
export type BatchCall = ServerDuplexStream<BatchReq, BatchResp>;

export interface Asked {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedRecord[];
}

/** Collects the messages of one Streams.Append: first the options, then one event each (Streams.Append.cs). */
export async function askedFor(call: AppendCall): Promise<Asked> {
  let stream = '';
  let expected: ExpectedRevision = 'any';
  const events: ProposedRecord[] = [];
  for await (const message of call as AsyncIterable<AppendReq>) {
    const options = message.getOptions();
    const event = message.getProposedMessage();
    if (options) {
      stream = streamName(options.getStreamIdentifier());
      expected = expectedOf(options, options.getRevision());
    }
    if (event) events.push(proposed(event));
  }
  return { stream, expected, events };
}

export function answerAppend(verdict: Verdict, asked: Asked, callback: sendUnaryData<AppendResp>): void {
  const response = new streams.AppendResp();
  switch (verdict.kind) {
    case 'stored': {
      const position = new streams.AppendResp.Position()
        .setCommitPosition(String(verdict.position))
        .setPreparePosition(String(verdict.position));
      callback(
        null,
        response.setSuccess(new streams.AppendResp.Success().setCurrentRevision(String(verdict.revision)).setPosition(position)),
      );
      return;
    }
    case 'wrong-version': {
      const wrong = new streams.AppendResp.WrongExpectedVersion();
      if (verdict.current < 0n) wrong.setCurrentNoStream(new shared.Empty());
      else wrong.setCurrentRevision(String(verdict.current));
      if (asked.expected === 'any') wrong.setExpectedAny(new shared.Empty());
      else if (asked.expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
      else if (asked.expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
      else wrong.setExpectedRevision(String(asked.expected));
      callback(null, response.setWrongExpectedVersion(wrong));
      return;
    }
    case 'deleted':
      callback(refusals.deleted(asked.stream));
      return;
    case 'too-large':
      callback(refusals.tooLarge(verdict.limit));
      return;
  }
}

/**
 * Streams.BatchAppend (Streams.BatchAppend.cs): many appends on one call, told apart by a correlation id; options travel with the first message of each,
 * `isFinal` closes it, and each is answered once. `gate` may refuse the whole call, delay, or withhold an answer.
 */
export function answerBatch(call: BatchCall, log: EventLog, gate: (apply: () => Verdict) => Promise<Verdict | Refusal | undefined>): void {
  const open = new Map<string, { asked: Omit<Asked, 'events'>; events: ProposedRecord[] }>();
  call.on('data', (request: BatchReq) => {
    const correlation = request.getCorrelationId();
    const key = correlation?.getString() ?? '';
    const options = request.getOptions();
    if (options) {
      const stream = streamName(options.getStreamIdentifier());
      open.set(key, { asked: { stream, expected: expectedOf(options, options.getStreamPosition()) }, events: [] });
    }
    const pending = open.get(key);
    if (!pending) return;
    pending.events.push(...request.getProposedMessagesList().map(proposed));
    if (!request.getIsFinal()) return;
    open.delete(key);
    const asked: Asked = { ...pending.asked, events: pending.events };
    void gate(() => log.append(asked.stream, asked.expected, asked.events)).then((verdict) => {
      if (!verdict || call.cancelled) return;
      if ('code' in verdict) call.emit('error', verdict);
      else call.write(batchResponse(verdict, asked).setCorrelationId(correlation));
    });
  });
  call.on('end', () => call.end());
}

function batchResponse(verdict: Verdict, asked: Asked): BatchResp {
  const response = new streams.BatchAppendResp().setStreamIdentifier(identifier(asked.stream));
  switch (verdict.kind) {
    case 'stored': {
      const position = new shared.AllStreamPosition()
        .setCommitPosition(String(verdict.position))
        .setPreparePosition(String(verdict.position));
      return response.setSuccess(new streams.BatchAppendResp.Success().setCurrentRevision(String(verdict.revision)).setPosition(position));
    }
    case 'wrong-version': {
      const wrong = new shared.WrongExpectedVersion();
      if (verdict.current < 0n) wrong.setCurrentNoStream(new empty.Empty());
      else wrong.setCurrentStreamRevision(String(verdict.current));
      if (typeof asked.expected === 'bigint') wrong.setExpectedStreamPosition(String(asked.expected));
      else wrong.setExpectedNoStream(new empty.Empty());
      return response.setError(failure('WrongExpectedVersion', wrong.serializeBinary()));
    }
    case 'deleted':
      return response.setError(
        failure('StreamDeleted', new shared.StreamDeleted().setStreamIdentifier(identifier(asked.stream)).serializeBinary()),
      );
    case 'too-large':
      return response.setError(
        failure('MaximumAppendSizeExceeded', new shared.MaximumAppendSizeExceeded().setMaxappendsize(verdict.limit).serializeBinary()),
      );
  }
}

function failure(name: string, details: Uint8Array): InstanceType<typeof statuses.Status> {
  const any = new Any();
  any.pack(details, `event_store.client.${name}`);
  return new statuses.Status().setMessage(name).setDetails(any);
}
