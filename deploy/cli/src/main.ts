import { BadConfiguration } from '@yimen/service-shell';
import { Command } from 'commander';
import { start } from './commands/start.js';
import { StartRefused } from './local/refused.js';
import { version } from './version.js';

const program = new Command('yimen').description('一门 Yimen：启动与运维。Start and operate Yimen.').version(version);

program.command('start').description('在本机启动整个系统。Start the whole system on this machine.').action(start);

try {
  await program.parseAsync();
} catch (error) {
  // What the operator can mend is one line; anything else is a fault of ours and keeps its stack.
  if (!(error instanceof StartRefused || error instanceof BadConfiguration)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
