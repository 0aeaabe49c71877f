import { createRequire } from 'node:module';
import type { LogRecord, ProposedRecord, ExpectedRevision } from './log.js';

/** The service definitions that the client itself was generated from; loaded as it loads them, so that messages are of the same classes. */
const load = createRequire(import.meta.url);
const generated = '@eventstore/db-client/generated';
export const streams = load(`${generated}/streams_pb.js`) as typeof import('@eventstore/db-client/generated/streams_pb.js');
export const shared = load(`${generated}/shared_pb.js`) as typeof import('@eventstore/db-client/generated/shared_pb.js');
export const statuses = load(`${generated}/status_pb.js`) as typeof import('@eventstore/db-client/generated/status_pb.js');
export const features = load(`${generated}/serverfeatures_pb.js`) as typeof import('@eventstore/db-client/generated/serverfeatures_pb.js');
export const gossip = load(`${generated}/gossip_pb.js`) as typeof import('@eventstore/db-client/generated/gossip_pb.js');
export const { StreamsService } = load(
  `${generated}/streams_grpc_pb.js`,
) as typeof import('@eventstore/db-client/generated/streams_grpc_pb.js');
export const { ServerFeaturesService } = load(
  `${generated}/serverfeatures_grpc_pb.js`,
) as typeof import('@eventstore/db-client/generated/serverfeatures_grpc_pb.js');
export const { GossipService } = load(
  `${generated}/gossip_grpc_pb.js`,
) as typeof import('@eventstore/db-client/generated/gossip_grpc_pb.js');

export type ReadResp = InstanceType<typeof streams.ReadResp>;
type Identifier = InstanceType<typeof shared.StreamIdentifier>;

export const streamName = (identifier: Identifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export function identifier(stream: string): Identifier {
  return new shared.StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')));
}

interface ProposedMessage {
  getId(): InstanceType<typeof shared.UUID> | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

/** `type` and `content-type` are required of every proposed message (Streams.Append.cs). */
export function proposed(message: ProposedMessage): ProposedRecord {
  const type = message.getMetadataMap().get('type');
  const contentType = message.getMetadataMap().get('content-type');
  if (!type || !contentType) throw new Error(`Required Metadata Property 'type' or 'content-type' is missing`);
  return {
    id: message.getId()?.getString() ?? '',
    type,
    contentType,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

interface ExpectedOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

export function expectedOf(options: ExpectedOptions, revision: string): ExpectedRevision {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return BigInt(revision);
}

/** Streams.Read.cs, ConvertToRecordedEvent. A reader of a stream gets the positions too, since each event commits itself (ResolvedEvent.cs). */
export function eventResponse(record: LogRecord): ReadResp {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(record.id))
    .setStreamIdentifier(identifier(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  event.getMetadataMap().set('type', record.type).set('created', String(record.created)).set('content-type', record.contentType);
  return new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(record.position)));
}

export function checkpointResponse(position: bigint): ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position));
  return new streams.ReadResp().setCheckpoint(checkpoint);
}
