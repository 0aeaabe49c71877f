/**
 * How an event's meta travels in EventStoreDB's user metadata: a fixed header in front of the exact bytes.
 *
 *     byte  0      1 (version of this framing)
 *     bytes 1–4    schemaVersion, unsigned, big-endian
 *     bytes 5–14   happenedOn, ASCII, YYYY-MM-DD
 *     bytes 15–    meta, as given
 *
 * The client parses metadata as JSON where it can and then loses the bytes (parseMetadata in its convertGrpcEvent.js); no JSON text begins with byte 1.
 */
const VERSION = 1;
const HEADER = 15;

export interface Framed {
  readonly schemaVersion: number;
  readonly happenedOn: string;
  readonly meta: Uint8Array;
}

/** A plain Uint8Array: of a Buffer the client would write the JSON. */
export function frame({ schemaVersion, happenedOn, meta }: Framed): Uint8Array {
  const framed = new Uint8Array(HEADER + meta.byteLength);
  framed[0] = VERSION;
  new DataView(framed.buffer).setUint32(1, schemaVersion);
  framed.set(Buffer.from(happenedOn, 'latin1'), 5);
  framed.set(meta, HEADER);
  return framed;
}

/** Undefined where the metadata was not written by `frame`. */
export function unframe(metadata: unknown): Framed | undefined {
  if (!ArrayBuffer.isView(metadata) || metadata.byteLength < HEADER) return undefined;
  const bytes = Buffer.from(metadata.buffer, metadata.byteOffset, metadata.byteLength);
  if (bytes[0] !== VERSION) return undefined;
  return { schemaVersion: bytes.readUInt32BE(1), happenedOn: bytes.toString('latin1', 5, HEADER), meta: bytes.subarray(HEADER) };
}
