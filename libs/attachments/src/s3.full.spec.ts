import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { testS3, type TestS3 } from '@yimen/testing/servers';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileStoreSuite } from './contract-suite.js';
import { FilesUnavailable, s3Files, type S3Place } from './index.js';

const server: TestS3 | undefined = await testS3();
// Without Java there is no S3 server to be had; what is skipped is said on stderr.
const suite = server ? describe : describe.skip;
const place = (change: Partial<S3Place> = {}): S3Place => ({
  endpoint: server?.endpoint ?? '',
  region: 'us-east-1',
  bucket: 'files',
  prefix: 'yimen/',
  accessKeyId: server?.accessKeyId ?? '',
  secretAccessKey: server?.secretAccessKey ?? '',
  ...change,
});

suite('a bucket', () => {
  beforeAll(async () => {
    const { endpoint = '', region, accessKeyId, secretAccessKey } = place();
    const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    await client.send(new CreateBucketCommand({ Bucket: 'files' }));
    client.destroy();
  });
  afterAll(() => server?.stop());

  fileStoreSuite('S3', () =>
    Promise.resolve({
      files: s3Files(place()),
      damage: (address, bytes) => writeFile(path.join(server?.data ?? '', 'files/yimen', address.slice(0, 2), address), bytes),
    }),
  );

  test.each([
    ['a wrong secret', { secretAccessKey: 'other' }],
    ['a bucket that is not there', { bucket: 'nowhere' }],
    ['a server that is away', { endpoint: 'http://127.0.0.1:9' }],
  ])('%s: the place of files is away, and nothing counts as not stored', async (_name, change) => {
    const files = s3Files(place(change));
    await expect(files.check()).rejects.toThrow(FilesUnavailable);
    await expect(files.put(Buffer.from('x'))).rejects.toThrow(FilesUnavailable);
    await files.close();
  });
});
