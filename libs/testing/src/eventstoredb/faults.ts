import { status, Metadata, type ServiceError } from '@grpc/grpc-js';

/** Calls that a fault may be meant for. `subscribe` is Read with a subscription; `read` every other Read. */
export type Kind = 'append' | 'read' | 'subscribe';

/**
 * What a node does instead of answering as usual.
 *
 * - `silent`: takes the call and never answers. `stores` says whether an append takes effect all the same. A server whose writer thread hangs, or whose
 *   answer is lost on the way, looks like this: the batch call waits without a deadline (batchAppend.js of the client: `deadline: Infinity`), a write is
 *   acknowledged only after the quorum has it (Core/Services/RequestManager), and a write whose caller has gone is still committed once it has passed the
 *   check in StorageWriterService (`message.CancellationToken.IsCancellationRequested`).
 * - `slow`: does everything after so many milliseconds, also when the caller has gone (as above).
 * - `busy`: `Server Is Too Busy`, UNAVAILABLE (RpcExceptions.ServerBusy).
 * - `denied`: PERMISSION_DENIED with the trailer `exception: access-denied` (RpcExceptions.AccessDenied; Constants.Exceptions).
 * - `timeout`: ABORTED `Operation timed out`; prepare, commit or forward time-out, so the append may yet be stored (RpcExceptions.Timeout,
 *   OperationResult.CommitTimeout in Streams.Append.cs). `stores` says whether it is.
 */
export type Fault =
  | { readonly kind: 'silent'; readonly stores?: boolean }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'timeout'; readonly stores: boolean };

export type Refusal = Pick<ServiceError, 'code' | 'details' | 'metadata'>;

const refusal = (code: status, details: string, trailers: Record<string, string> = {}): Refusal => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
};

/** The refusals of RpcExceptions.cs, word for word where a client reads them: the trailer `exception` and its companions. */
export const refusals = {
  busy: () => refusal(status.UNAVAILABLE, 'Server Is Too Busy'),
  denied: () => refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  timeout: () => refusal(status.ABORTED, 'Operation timed out: commit timeout'),
  notLeader: (host: string, port: number) =>
    refusal(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  deleted: (stream: string) =>
    refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream }),
  tooLarge: (limit: number) =>
    refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(limit),
    }),
  wrongVersion: (stream: string, expected: bigint, actual: bigint) =>
    refusal(status.FAILED_PRECONDITION, `delete failed due to WrongExpectedVersion. Stream: ${stream}`, {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(actual),
    }),
};

/** The refusal of a fault that refuses; undefined for one that delays. */
export function refusalOf(fault: Fault): Refusal | undefined {
  switch (fault.kind) {
    case 'busy':
      return refusals.busy();
    case 'denied':
      return refusals.denied();
    case 'timeout':
      return refusals.timeout();
    case 'silent':
    case 'slow':
      return undefined;
  }
}
