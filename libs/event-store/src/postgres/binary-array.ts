/** Element types of the parameters, by PostgreSQL's object id. */
const oids = { bytea: 17, int8: 20, int4: 23, text: 25, uuid: 2950 } as const;

const HEADER = 20;

/** One-dimensional array in PostgreSQL's binary format: no hexadecimal, no escaping, bytes copied once. `pg` sends a Buffer as a binary parameter. */
export function binaryArray(type: keyof typeof oids, elements: readonly Uint8Array[]): Buffer {
  let size = HEADER;
  for (const element of elements) size += 4 + element.byteLength;
  const array = Buffer.allocUnsafe(size);
  writeHeader(array, oids[type], elements.length);
  let at = HEADER;
  for (const element of elements) {
    at = array.writeInt32BE(element.byteLength, at);
    array.set(element, at);
    at += element.byteLength;
  }
  return array;
}

export function int4Array(values: readonly number[]): Buffer {
  const array = Buffer.allocUnsafe(HEADER + values.length * 8);
  writeHeader(array, oids.int4, values.length);
  let at = HEADER;
  for (const value of values) at = array.writeInt32BE(value, array.writeInt32BE(4, at));
  return array;
}

export function int8Array(values: readonly bigint[]): Buffer {
  const array = Buffer.allocUnsafe(HEADER + values.length * 12);
  writeHeader(array, oids.int8, values.length);
  let at = HEADER;
  for (const value of values) at = array.writeBigInt64BE(value, array.writeInt32BE(8, at));
  return array;
}

export const textArray = (values: readonly string[]): Buffer =>
  binaryArray(
    'text',
    values.map((value) => Buffer.from(value, 'utf8')),
  );

export const uuidArray = (values: readonly string[]): Buffer =>
  binaryArray(
    'uuid',
    values.map((value) => Buffer.from(value.replaceAll('-', ''), 'hex')),
  );

/** Dimensions, null flag, element type, length, lower bound. An empty array has no dimension. */
function writeHeader(array: Buffer, oid: number, length: number): void {
  array.writeInt32BE(1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
}
