import { businessDate, type IsoDate, type PolicyReader, type WorkdayCalendar } from '@yimen/kernel';
import { installationCalendar, policyReader, type CalendarYear } from '@yimen/policy';
import { CommandFailed } from '../commands/failed.js';
import { Caller, ProblemAnswered } from '../door/door.js';
import { AREA } from '../local/installation.js';
import { StartRefused } from '../local/refused.js';
import { businessDateOf } from '../operate/clock.js';
import { operator, runningUrl } from '../operate/connect.js';

export interface Given {
  readonly county?: string;
  /** Account of the development provider; with YIMEN_TOKEN the token says who it is. */
  readonly account: string;
  readonly on?: string;
}

/** What rows are judged against, and the system that takes them; `caller` undefined where none is running. */
export interface Surroundings {
  readonly county: string;
  readonly today: IsoDate;
  readonly policy: PolicyReader;
  readonly calendar: WorkdayCalendar;
  readonly caller: Caller | undefined;
  /** Organisations by name; empty where no system is running. */
  readonly organisations: ReadonlyMap<string, string>;
}

/** Looks at the running system; without one, at the policy and calendar that the release brings, on the date given or today. */
export async function surroundings({ county = AREA, account, on }: Given): Promise<Surroundings> {
  const token = process.env['YIMEN_TOKEN'];
  const url = await runningUrl().catch((error: unknown) => {
    if (error instanceof StartRefused) return undefined;
    throw error;
  });
  const caller = url === undefined ? undefined : new Caller(url, account, token === undefined ? {} : { token });
  const today = on ?? (caller && (await known(async () => businessDateOf(await operator())))) ?? businessDate(new Date().toISOString());
  const policy = policyReader({ area: county, mode: token === undefined ? 'demo' : 'production', on: today });
  const calendar = installationCalendar(policy, caller ? await loadedYears(today) : []);
  return { county, today, policy, calendar, caller, organisations: caller ? await organisationsOf(caller) : new Map() };
}

/** Undefined where the caller may not see it, or there is none: a production store has no clock of its own. */
async function known<T>(ask: () => Promise<T>): Promise<T | undefined> {
  return ask().catch((error: unknown) => {
    if (error instanceof ProblemAnswered && [403, 404].includes(error.status)) return undefined;
    throw error;
  });
}

/** The calendars that were loaded for this year and the next. */
async function loadedYears(today: IsoDate): Promise<CalendarYear[]> {
  const caller = await operator();
  const first = Number(today.slice(0, 4));
  const years = await Promise.all(
    [first, first + 1].map(async (year) => {
      const found = await known(() => caller.get<{ state: Partial<CalendarYear> }>(`/api/organisations/calendars/${year}`));
      const { notice, daysOff, makeUpWorkdays } = found?.body.state ?? {};
      return notice && daysOff && makeUpWorkdays ? [{ year, notice, daysOff, makeUpWorkdays }] : [];
    }),
  );
  return years.flat();
}

interface Organisations {
  readonly rows: readonly { readonly organisation: string; readonly name: string; readonly closedOn: string | null }[];
  readonly next: string | null;
}

async function organisationsOf(caller: Caller): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const query: string = new URLSearchParams({ limit: '100', closed: 'false', ...(cursor === null ? {} : { cursor }) }).toString();
    const { body }: { body: Organisations } = await caller.get<Organisations>(`/api/views/organisations?${query}`);
    for (const { name, organisation } of body.rows) found.set(name, organisation);
    cursor = body.next;
  } while (cursor !== null);
  return found;
}

/** An organisation by its id or its whole name. Throws CommandFailed. */
export function organisationNamed(given: string | undefined, { organisations }: Surroundings, option: string): string {
  if (given === undefined) throw new CommandFailed(`请以 ${option} 指定组织的名称或编号。`, `Name the organisation by ${option}.`);
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given)) return given.toLowerCase();
  const found = organisations.get(given);
  if (found === undefined) throw new CommandFailed(`没有组织“${given}”。`, `There is no organisation ${given}.`);
  return found;
}
