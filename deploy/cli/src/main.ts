import { BadConfiguration, WrongMode } from '@yimen/service-shell';
import { Argument, Command } from 'commander';
import * as books from './commands/books.js';
import { CommandFailed } from './commands/failed.js';
import { advance, loadCalendar, tail } from './commands/installation.js';
import { partitionCount, republish, restored } from './commands/log.js';
import * as parked from './commands/parked.js';
import * as projections from './commands/projections.js';
import { demo } from './commands/demo.js';
import { rehearse } from './commands/rehearse.js';
import { start } from './commands/start.js';
import { why } from './commands/why.js';
import { importList, listTemplate } from './commands/tasks.js';
import { NoAnswer, ProblemAnswered } from './door/door.js';
import { StartRefused } from './local/refused.js';
import { ClockBehind } from './operate/clock.js';
import { definitions } from './local/installation.js';
import { serve, serviceNames } from './serve/serve.js';
import { version } from './version.js';

const program = new Command('yimen').description('一门 Yimen：启动与运维。Start and operate Yimen.').version(version);

program
  .command('start')
  .description('在本机启动整个系统。Start the whole system on this machine.')
  .option('--split', '每个服务各为一个进程。Each service as a process of its own.')
  .option('--kafka', '事件经 Kafka 交换。Events over Kafka.')
  .action(start);
program
  .command('serve')
  .description('以环境变量配置，运行一个服务。Run one service, configured by environment.')
  .addArgument(new Argument('<name>').choices(serviceNames))
  .action(serve);
program
  .command('demo')
  .description('演示一次完整的办事流程。Play one whole course of service.')
  .option(
    '--other <url>',
    '另一套系统的地址，作为党员组织关系转接的对方。A second installation, the other end of a transfer of membership.',
  )
  .action(demo);

const models = program.command('projections').description('读模型。Read models.');
models.command('list').description('状态与进度。Where they stand.').action(projections.list);
models
  .command('rebuild <name>')
  .description('重建、证明一致、切换。Rebuild, prove equal, switch.')
  .option('--approve <reason>', '认可新版本有意改变的行。Approve the rows that a new version changes on purpose.')
  .option(
    '--replace <reason>',
    '不作比较直接切换（线上读模型已知有误时）。Switch without comparing, where the live model is known to be wrong.',
  )
  .action(projections.rebuild);
models.command('verify <name>').description('不停机核对。Prove the live model without stopping it.').action(projections.verify);
models
  .command('rollback <name>')
  .description('退回上一代：追上、证明、切换。Go back to the previous generation: caught up, proved, switched.')
  .action(projections.rollback);

program
  .command('rehearse [names...]')
  .description('预演本发布：读模型、期限与依据会有何不同，不切换。Rehearse this release beside what is live, and print what would change.')
  .option('--service <name>', '环境变量所配置的服务。The service that the environment configures.', 'projections')
  .option('--approve <reason>', '认可有意的改变，随即重建并切换。Approve the declared changes; the rebuild follows.')
  .action(rehearse);

program
  .command('books')
  .description('经费账。The books of the money.')
  .option('--check', '核对：账内、凭证、区县合计、部门付出与社区到账。Check them against each other; ends with 1 where they disagree.')
  .action(books.check);
program
  .command('reconcile <file>')
  .description(
    '国库或银行清单（XLSX、CSV）与账核对，不作登记。A list of treasury or bank papers (XLSX, CSV) against the books; records nothing.',
  )
  .action(books.reconcileFile);

const aside = program.command('parked').description('搁置的事件。Parked events.');
aside.command('list [projection]').description('列出。List them.').action(parked.list);
aside.command('redrive <id>').description('重试。Try again.').action(parked.redrive);
aside
  .command('accept <id>')
  .description('认可为例外，留痕。Accept as an audited exception.')
  .requiredOption('--reason <reason>', '理由。Reason.')
  .action(parked.accept);

const tasks = program.command('tasks').description('部门事项清单。Task lists of departments.');
tasks
  .command('import <file>')
  .description('逐行核对清单（XLSX、CSV），再起草准入申请。Judge every row of a list, then draft its application.')
  .option('--dry-run', '只报告，不记录。Report only; nothing is recorded.')
  .option('--submit', '起草后提交。Submit what was drafted.')
  .option('--department <name>', '申请部门的名称或编号。Department that applies, by name or id.')
  .option('--office <name>', '主管部门的名称或编号。Office that checks applications, by name or id.')
  .option(
    '--account <account>',
    '演示系统的账号（正式系统以 YIMEN_TOKEN）。Account of the demonstration; elsewhere YIMEN_TOKEN.',
    'department-1',
  )
  .option('--office-phone <number>', '清单未写的办公电话。Office telephone of rows that name none.', '')
  .option('--county <code>', '清单所属县（市、区）区划代码。Area code of the county.')
  .option('--on <date>', '按此日期核对，默认业务日期。Judge as of this day; default the business date.')
  .action(importList);
tasks.command('template <file>').description('写出空白清单（.xlsx 或 .csv）。Write an empty list with all columns.').action(listTemplate);

const contexts = definitions.map(({ context }) => context);
program
  .command('store')
  .description('事件库。Event stores.')
  .command('restored')
  .description('由备份恢复之后：记下事件库已恢复。After a restore from a backup: say that the store was restored.')
  .addArgument(new Argument('<context>').choices(contexts))
  .action(restored);
program
  .command('log')
  .description('事件日志。Event logs.')
  .command('republish')
  .description(
    '从头发布日志的下一代，并将各读者迁移过去，服务不停。Publish the next generation of a log from the beginning and move its readers.',
  )
  .addArgument(new Argument('<context...>').choices(contexts))
  .option('--partitions <count>', '分区数（默认不变）。Partitions; by default as many as before.', partitionCount)
  .option('--anew', '不接续上次未完成的一代。Not the generation that an earlier run has left unfinished.')
  .action(republish);

program
  .command('events')
  .description('事件。Events.')
  .command('tail <context>')
  .description('跟随一个服务发布的事件（不含内容）。Follow what a service publishes, envelopes only.')
  .option('--last <count>', '先列出最近几条。How many of the latest to begin with.', '10')
  .action(tail);
program
  .command('why <what>')
  .description(
    '一条事件或一次拒绝的依据：条文、来源、效力、参数、事实与代码位置。Why an event stands or something was refused: an event id, CONTEXT/STREAM@REVISION, a code, or a file with the answer.',
  )
  .action(why);
program
  .command('calendar')
  .description('工作日历。Calendars.')
  .command('load <file>')
  .description('载入国务院办公厅通知的年度日历（JSON）。Load a year from its State Council notice (JSON).')
  .action(loadCalendar);
program
  .command('clock')
  .description('业务日期（仅演示库）。The business date (demo stores only).')
  .command('advance')
  .description('推进到某日，待各服务处理完到期事项后返回。Move it; returns when every deadline has fired.')
  .requiredOption('--to <date>', 'YYYY-MM-DD')
  .action(advance);

try {
  await program.parseAsync();
} catch (error) {
  // What the operator can mend is one line; anything else is a fault of ours and keeps its stack.
  const told = [StartRefused, BadConfiguration, WrongMode, CommandFailed, NoAnswer, ProblemAnswered, ClockBehind].some(
    (kind) => error instanceof kind,
  );
  if (!told || !(error instanceof Error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
