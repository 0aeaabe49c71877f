import { foresee, readTaskList } from '@yimen/public-services';
import { z } from 'zod';
import { importTasks } from '../tasks/import.js';
import { readSheets } from '../sheets/read-sheets.js';
import { reportLines, type Judged } from '../tasks/report.js';
import { organisationNamed, surroundings } from '../tasks/surroundings.js';
import { writeTemplate } from '../tasks/template.js';
import { CommandFailed } from './failed.js';

interface Options {
  readonly department?: string;
  readonly office?: string;
  readonly account: string;
  readonly officePhone: string;
  readonly county?: string;
  readonly on?: string;
  readonly dryRun?: true;
  readonly submit?: true;
}

/**
 * `tasks import FILE`: every row of a department's task list is judged by the checks that a submission meets, and reported; then drafted,
 * and with `--submit` submitted. With `--dry-run` nothing is recorded. Exit code 1 where rows could not be read or were not taken.
 */
export async function importList(file: string, options: Options): Promise<void> {
  if (options.on !== undefined && !z.iso.date().safeParse(options.on).success)
    throw new CommandFailed(`日期应写作 YYYY-MM-DD：${options.on}`, `A date is written YYYY-MM-DD: ${options.on}`);
  const around = await surroundings(options);
  const { county, today, organisations, caller } = around;
  const { tasks, problems } = readTaskList(await readSheets(file), {
    ...{ county, today, contact: options.account, officePhone: options.officePhone },
    communityOf: (name) => organisations.get(name),
  });
  const judged: Judged[] = tasks.map((task) => ({ ...task, foreseen: foresee(task.form, around) }));
  console.log(
    `${file} · ${county} · ${today}${caller ? '' : '（系统未运行，未核对组织名称 no system is running: names are not looked up）'}`,
  );
  for (const line of reportLines(judged, problems, today)) console.log(line);
  if (problems.length > 0) process.exitCode = 1;
  if (options.dryRun) {
    console.log('试运行：未记录任何内容。 Dry run: nothing was recorded.');
    return;
  }
  if (!caller)
    throw new CommandFailed('没有正在运行的系统：请先启动，或加 --dry-run。', 'No system is running: start it, or add --dry-run.');
  const receiver = {
    department: organisationNamed(options.department, around, '--department'),
    office: organisationNamed(options.office, around, '--office'),
  };
  for await (const { task, application, repeated, status, refusal } of importTasks(caller, tasks, receiver, {
    submit: options.submit ?? false,
  })) {
    const { sheet, row, form } = task;
    console.log(
      `${sheet} 第${row}行 row ${row} · ${form.matter.name} · ${status}${repeated ? ' · 此前已导入 imported before' : ''} · ${application ?? '未记录 not recorded'}`,
    );
    if (refusal) {
      console.log(`    ✋ ${refusal.message}`);
      process.exitCode = 1;
    }
  }
}

/** `tasks template FILE`: an empty task list with all columns and one example, XLSX or CSV. */
export async function listTemplate(file: string): Promise<void> {
  if (!/\.(xlsx|csv)$/i.test(file)) throw new CommandFailed('文件名应以 .xlsx 或 .csv 结尾。', 'The name ends in .xlsx or .csv.');
  await writeTemplate(file);
  console.log(`模板已写入 ${file}。 The template is written.`);
}
