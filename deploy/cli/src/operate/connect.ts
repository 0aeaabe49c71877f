import path from 'node:path';
import { Caller } from '../door/door.js';
import { findRunning } from '../local/data-folder.js';
import { StartRefused } from '../local/refused.js';
import { readLocalSettings } from '../local/settings.js';

/** Account of the demonstration that holds the role operator. */
const DEMO_OPERATOR = 'operator-1';

/**
 * Address of the running system: YIMEN_URL, or what the system on the data folder says of itself. Throws StartRefused where there is none.
 */
export async function runningUrl(variables: Readonly<Record<string, string | undefined>> = process.env): Promise<string> {
  const given = variables['YIMEN_URL'];
  if (given) return given.replace(/\/$/, '');
  const { data } = readLocalSettings(variables);
  const running = await findRunning(data);
  if (running?.url) return running.url;
  const where = path.relative(process.cwd(), data) || data;
  throw new StartRefused(
    running
      ? `${where} 上的系统正在启动，请稍候再试。`
      : `没有正在运行的系统（数据文件夹 ${where}）：请先运行 npm start，或以 YIMEN_URL 指定地址。`,
    running
      ? `The system on ${where} is starting; try again in a moment.`
      : `No system is running (data folder ${where}): run npm start first, or name its address by YIMEN_URL.`,
  );
}

/** The operator at the running system: with YIMEN_TOKEN where one is given, else as the demonstration's operator. */
export async function operator(): Promise<Caller> {
  const token = process.env['YIMEN_TOKEN'];
  return new Caller(await runningUrl(), DEMO_OPERATOR, token ? { token } : {});
}
