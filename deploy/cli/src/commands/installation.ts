import { calendarYear, stateCouncilYears } from '@yimen/policy';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { advanceClock } from '../operate/clock.js';
import { operator } from '../operate/connect.js';
import { CommandFailed } from './failed.js';

interface Envelope {
  readonly sequence: string;
  readonly happenedOn: string;
  readonly recordedAt: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: string;
}

/** `clock advance --to DATE`: returns when every service works with the date and its deadlines have fired. Demo stores only. */
export async function advance({ to }: { readonly to: string }): Promise<void> {
  if (!z.iso.date().safeParse(to).success) throw new CommandFailed(`日期应写作 YYYY-MM-DD：${to}`, `A date is written YYYY-MM-DD: ${to}`);
  await advanceClock(await operator(), to);
  console.log(`业务日期 ${to}，各服务均已采用，到期事项已处理。 Business date ${to}: applied everywhere, deadlines fired.`);
}

/** `calendar load FILE`: a year of working days from its State Council notice, as JSON {year, notice, daysOff, makeUpWorkdays}. */
export async function loadCalendar(file: string): Promise<void> {
  const given = calendarYear.safeParse(json(file, await text(file)));
  if (!given.success) throw new CommandFailed(`${file} 不是年度日历：${z.prettifyError(given.error)}`, `${file} is no calendar of a year.`);
  const { year, ...rest } = given.data;
  const caller = await operator();
  const { state } = (
    await caller
      .get<{ state: { status?: string }; status?: string }>(`/api/organisations/calendars/${year}`)
      .catch(() => ({ body: { state: {} } }))
  ).body;
  const shipped = stateCouncilYears.find((one) => one.year === year);
  // A year that the product carries is corrected, not replaced: it is loaded as it was shipped first.
  const corrects = 'notice' in state || (shipped !== undefined && shipped.notice !== rest.notice);
  if (corrects && shipped && !('notice' in state)) {
    const { year: _year, ...asShipped } = shipped;
    await caller.post(`/api/organisations/calendars/${year}/load`, asShipped);
  }
  const move = corrects ? 'correct' : 'load';
  await caller.post(`/api/organisations/calendars/${year}/${move}`, rest);
  console.log(`${year} 年日历已载入（${rest.notice}）。 The calendar of ${year} is loaded.`);
}

/** `events tail CONTEXT`: envelopes of the latest events and of every further one, until Ctrl-C. */
export async function tail(context: string, { last }: { readonly last: string }): Promise<void> {
  const caller = await operator();
  for await (const { data } of caller.events(
    `/api/projections/events?context=${encodeURIComponent(context)}&last=${encodeURIComponent(last)}`,
  )) {
    const { sequence, happenedOn, type, stream, revision } = JSON.parse(data) as Envelope;
    console.log(`${sequence.padStart(8)}  ${happenedOn}  ${type.padEnd(28)} ${stream}@${revision}`);
  }
}

async function text(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new CommandFailed(`无法读取 ${file}：${error.message}`, `Cannot read ${file}.`);
  });
}

function json(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new CommandFailed(`${file} 不是 JSON。`, `${file} is not JSON.`);
  }
}
