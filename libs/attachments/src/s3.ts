import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { addressOf, checked, FileDamaged, FilesUnavailable, isAddress, type FileStore } from './port.js';

export interface S3Place {
  /** URL of the server; absent: that of the region. */
  readonly endpoint?: string;
  readonly region: string;
  readonly bucket: string;
  /** Begins every key, e.g. `yimen/`. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Milliseconds that one call may take (default 10 000). */
  readonly callMs?: number;
}

/** Files in a bucket of S3 or a server that speaks its protocol. An object is there when the server has acknowledged it whole. */
export function s3Files(place: S3Place): FileStore {
  const { endpoint, region, bucket: Bucket, prefix, accessKeyId, secretAccessKey, callMs = 10_000 } = place;
  const client = new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    credentials: { accessKeyId, secretAccessKey },
    // Servers that only speak the older protocol refuse the checksums that the client would add by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
  });
  const limit = () => ({ abortSignal: AbortSignal.timeout(callMs) });
  const objectOf = (address: string) => {
    if (!isAddress(address)) throw new TypeError('not the address of a file');
    return { Bucket, Key: `${prefix}${address.slice(0, 2)}/${address}` };
  };

  return {
    put: (bytes) =>
      reach(async () => {
        const address = addressOf(bytes);
        await client.send(new PutObjectCommand({ ...objectOf(address), Body: bytes, ContentLength: bytes.byteLength }), limit());
        return address;
      }),
    get: (address) =>
      reach(async () => {
        const found = await orNothing(client.send(new GetObjectCommand(objectOf(address)), limit()));
        return found?.Body && checked(address, await found.Body.transformToByteArray());
      }),
    has: (address) => reach(async () => (await orNothing(client.send(new HeadObjectCommand(objectOf(address)), limit()))) !== undefined),
    head: (address, most) =>
      reach(async () => {
        const asked = new GetObjectCommand({ ...objectOf(address), Range: `bytes=0-${most - 1}` });
        const found = await orNothing(client.send(asked, limit()).catch(nothingInIt));
        // A server may answer with more than it was asked for.
        return found && ((await found.Body?.transformToByteArray()) ?? new Uint8Array()).subarray(0, most);
      }),
    remove: (address) =>
      reach(async () => {
        await orNothing(client.send(new DeleteObjectCommand(objectOf(address)), limit()));
      }),
    async *list() {
      let token: string | undefined;
      do {
        const page = await reach(() =>
          client.send(
            new ListObjectsV2Command({ Bucket, Prefix: prefix, ...(token !== undefined && { ContinuationToken: token }) }),
            limit(),
          ),
        );
        for (const { Key, LastModified } of page.Contents ?? []) {
          const address = Key?.slice(prefix.length + 3) ?? '';
          if (isAddress(address) && LastModified) yield { address, storedAt: LastModified.toISOString() };
        }
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },
    // An object is there whole or not at all: a put that was broken off leaves nothing.
    clearDrafts: () => Promise.resolve(0),
    check: () =>
      reach(async () => {
        await client.send(new HeadBucketCommand({ Bucket }), limit());
      }),
    close: () => {
      client.destroy();
      return Promise.resolve();
    },
  };
}

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name)) return undefined;
    throw error;
  }
}

/** An empty object has no bytes to begin with: servers refuse any range of it. */
function nothingInIt(error: unknown): { readonly Body?: undefined } {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416) return {};
  throw error;
}

/** Whatever the server or the way to it refuses, the caller can only try again later; the cause stands beside. */
async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileDamaged || error instanceof TypeError) throw error;
    throw new FilesUnavailable({ cause: error });
  }
}
