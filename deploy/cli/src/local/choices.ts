import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DataFolder } from './data-folder.js';
import { StartRefused } from './refused.js';
import type { LocalSettings } from './settings.js';

/**
 * A data folder keeps the store and the log that it began with: the watermarks of one say nothing about another, and brokers of others are another
 * log than the broker of this folder. Throws StartRefused where the folder was begun with another one.
 */
export async function keepChoices({ store, log }: LocalSettings, folder: DataFolder): Promise<void> {
  await keep(folder, 'store', store.kind);
  await keep(folder, 'log', log.kind);
}

async function keep({ path: folder }: DataFolder, what: 'store' | 'log', kind: string): Promise<void> {
  const note = path.join(folder, what);
  const known = (await readFile(note, 'utf8').catch(() => undefined))?.trim();
  const [zh, en] = what === 'store' ? ['事件存储', 'events in'] : ['事件日志', 'exchanged events over'];
  if (known !== undefined && known !== kind) {
    throw new StartRefused(
      `数据文件夹 ${folder} 的${zh}是 ${known}，不能改以 ${kind} 启动：请另选文件夹。`,
      `The data folder ${folder} was begun with ${en} ${known} and cannot be started with ${kind}: name another folder.`,
    );
  }
  await writeFile(note, kind);
}
