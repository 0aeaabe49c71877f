import { filesChoice } from './file-store.js';

test('the place of files: none, a folder, a bucket', () => {
  expect(filesChoice('off')).toEqual({ kind: 'off' });
  expect(filesChoice('/var/lib/yimen/files')).toEqual({ kind: 'folder', folder: '/var/lib/yimen/files' });
  expect(filesChoice('s3+https://key:se%2Fcret@s3.example:9000/files/yimen/a?region=cn-east-1')).toEqual({
    ...{ kind: 's3', endpoint: 'https://s3.example:9000', region: 'cn-east-1', bucket: 'files', prefix: 'yimen/a/' },
    ...{ accessKeyId: 'key', secretAccessKey: 'se/cret' },
  });
});

test.each(['', 'files', 's3+https://host/bucket', 's3+https://key:secret@host', 's3+ftp://key:secret@host/bucket'])(
  '%j names none',
  (text) => {
    expect(filesChoice(text)).toBeUndefined();
  },
);
