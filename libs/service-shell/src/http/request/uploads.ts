import type { Readable } from 'node:stream';
import { Room } from '../../files/room.js';
import { problem, ProblemError } from '../../problems/problems.js';

export interface UploadLimits {
  /** Bytes of one file; default 10 MiB. */
  readonly fileBytes?: number | undefined;
  /** Bytes of all files that are being taken in at once; default 40 MiB, and never less than one file. */
  readonly uploadBytes?: number | undefined;
}

const FILE_BYTES = 10_485_760;
const UPLOAD_BYTES = 41_943_040;
/** Seconds after which a caller may try again for whom there was no room. */
const RETRY_AFTER = 2;

/** Reads files whole, no more of them at once than there is room for. */
export class Uploads {
  private readonly fileBytes: number;
  private readonly room: Room;

  constructor({ fileBytes = FILE_BYTES, uploadBytes = UPLOAD_BYTES }: UploadLimits) {
    this.fileBytes = fileBytes;
    this.room = new Room(Math.max(fileBytes, uploadBytes));
  }

  /**
   * Reads a body whole and holds room for it until the work with it is done. `length`: the Content-Length; without one there has to be room for the
   * largest file. Throws ProblemError: 413 too-large, 503 busy where there is no room, 400 malformed where the sender broke off.
   */
  async whole<T>(body: Readable, length: string | undefined, work: (bytes: Buffer) => Promise<T>): Promise<T> {
    const told = length === undefined ? this.fileBytes : Number(length);
    if (!(told <= this.fileBytes)) throw new ProblemError(problem('too-large'));
    const leave = this.room.take(told);
    if (!leave) throw new ProblemError(problem('busy', { retryAfter: RETRY_AFTER }));
    try {
      return await work(await read(body, told));
    } finally {
      leave();
    }
  }
}

/** What comes beyond `most` bytes flows on into nothing. */
function read(body: Readable, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (settle: () => void) => {
      body.off('data', take).off('end', done).off('error', broken).off('close', broken);
      settle();
    };
    const take = (chunk: Buffer) => {
      length += chunk.byteLength;
      if (length <= most) return void chunks.push(chunk);
      end(() => reject(new ProblemError(problem('too-large'))));
      body.resume();
    };
    const done = () => end(() => resolve(Buffer.concat(chunks, length)));
    const broken = () => end(() => reject(new ProblemError(problem('malformed'))));
    // Gone while it was being found out who sends it.
    if (body.destroyed) return broken();
    body.on('data', take).on('end', done).on('error', broken).on('close', broken);
  });
}
