import type { LogChoice } from '@yimen/service-shell';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DataFolder } from './data-folder.js';
import { StartRefused } from './refused.js';
import type { LocalSettings } from './settings.js';

/**
 * Where the services of this machine exchange events. A data folder keeps the log it began with: the watermarks of one log say nothing about
 * another. Throws StartRefused where the folder was begun with the other one.
 */
export async function openLog(
  { log }: LocalSettings,
  folder: DataFolder,
  _keep: (part: { stop(): Promise<void> }) => void,
): Promise<LogChoice> {
  const note = path.join(folder.path, 'log');
  const known = (await readFile(note, 'utf8').catch(() => undefined))?.trim();
  if (known !== undefined && known !== log.kind) {
    throw new StartRefused(
      `数据文件夹 ${folder.path} 的事件日志是 ${known}，不能改以 ${log.kind} 启动：请另选文件夹。`,
      `The data folder ${folder.path} exchanges its events over ${known} and cannot be started on ${log.kind}: name another folder.`,
    );
  }
  await writeFile(note, log.kind);
  return log;
}
