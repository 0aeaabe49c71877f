import { appendFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { benches } from './benches.js';
import type { Wishes } from './run/bench.js';

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('一个正整数。A whole number from 1.');
  return value;
}

const command = new Command('bench')
  .description('性能测量，每行一个 JSON 对象。Benchmarks, one JSON object a line.')
  .argument('[names...]', '测量名；不写则列出。Names; without one they are listed.')
  .option('--json <file>', '结果另存一份。Keeps the lines in a file too.')
  .option('--runs <count>', '每一方的次数。Runs of each side.', count, 5)
  .option('--events <count>', '每次的事件数、写入数、办件数。Events, writes, cases or rows of one run.', count)
  .option('--peer-events <count>', '对照组每次的事件数。Events of a run of the peer.', count)
  .option('--seconds <count>', '持续负载的秒数。Seconds of a run under steady load.', count)
  .option('--clients <count>', '闭环客户端数。Clients of a closed loop.', count)
  .option('--loaded <count>', '事先已有的事件数。Events that stand there before.', count);

command.parse();
const { json, ...rest } = command.opts<{ json?: string } & Partial<Wishes> & Pick<Wishes, 'runs'>>();
const wishes: Wishes = { events: undefined, peerEvents: undefined, seconds: undefined, clients: undefined, loaded: undefined, ...rest };
const unknown = command.args.filter((name) => !benches.some((bench) => bench.name === name));
if (command.args.length === 0 || unknown.length > 0) {
  for (const { name, about } of benches) console.error(`${name.padEnd(18)}${about}`);
  for (const name of unknown) console.error(`没有 ${name}。There is no ${name}.`);
  process.exitCode = unknown.length > 0 ? 1 : 0;
} else {
  if (json !== undefined) await writeFile(json, '');
  for (const bench of benches.filter(({ name }) => command.args.includes(name))) {
    for (const line of await bench.run(wishes, (told) => console.error(`${bench.name}: ${told}`))) {
      const text = `${JSON.stringify(line)}\n`;
      process.stdout.write(text);
      if (json !== undefined) await appendFile(json, text);
    }
  }
}
