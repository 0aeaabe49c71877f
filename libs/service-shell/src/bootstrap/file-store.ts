import { folderFiles, s3Files, type FileStore, type S3Place } from '@yimen/attachments';
import path from 'node:path';
import { z } from 'zod';
import type { Setting } from './config.js';

/** Where the files of a service lie; `off`: it takes none. */
export type FilesChoice =
  { readonly kind: 'off' } | { readonly kind: 'folder'; readonly folder: string } | ({ readonly kind: 's3' } & S3Place);

/** The setting that chooses it. Secret: the address of a bucket holds a key. */
export const filesSetting = {
  env: 'YIMEN_FILES',
  schema: z.string().transform((text, context): FilesChoice => {
    const choice = filesChoice(text);
    if (choice) return choice;
    context.addIssue({ code: 'custom', message: 'off, an absolute folder, or s3+https://KEY:SECRET@host/bucket/prefix?region=…' });
    return z.NEVER;
  }),
  default: 'off',
  secret: true,
  zh: '附件存放处：off（不收）、文件夹的绝对路径，或 s3+https://密钥号:密钥@主机/桶/前缀?region=…',
  en: 'where files lie: off (none are taken), the absolute path of a folder, or s3+https://KEY:SECRET@host/bucket/prefix?region=…',
} as const satisfies Setting;

/** Undefined for a text that names no place. */
export function filesChoice(text: string): FilesChoice | undefined {
  if (text === 'off') return { kind: 'off' };
  if (path.isAbsolute(text)) return { kind: 'folder', folder: text };
  const [, scheme, rest] = /^s3\+(https?):\/\/(\S+)$/.exec(text) ?? [];
  if (!scheme || !rest || !URL.canParse(`${scheme}://${rest}`)) return undefined;
  const url = new URL(`${scheme}://${rest}`);
  const [bucket = '', ...below] = url.pathname.slice(1).split('/');
  if (bucket === '' || url.username === '') return undefined;
  return {
    kind: 's3',
    endpoint: `${scheme}://${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    bucket,
    prefix: below
      .filter((part) => part !== '')
      .map((part) => `${part}/`)
      .join(''),
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  };
}

/** Opens the files of one service, apart from those of the others; undefined where it takes none. */
export function openFiles(choice: FilesChoice | undefined, context: string): FileStore | undefined {
  if (choice === undefined || choice.kind === 'off') return undefined;
  if (choice.kind === 'folder') return folderFiles(path.join(choice.folder, context));
  return s3Files({ ...choice, prefix: `${choice.prefix}${context}/` });
}
