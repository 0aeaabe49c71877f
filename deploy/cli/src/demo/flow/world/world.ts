import { addDays, daysBetween, type IsoDate, type PolicyReader, type WorkdayCalendar } from '@yimen/kernel';
import { installationCalendar, policyReader, type CalendarYear } from '@yimen/policy';
import { setTimeout as sleep } from 'node:timers/promises';
import { callers } from '../../../door/callers.js';
import { ProblemAnswered, type Answer, type Caller } from '../../../door/door.js';
import { advanceClock, businessDateOf } from '../../../operate/clock.js';
import { passerBy, type DemoPerson } from '../../people.js';
import { findPlaces, type Places } from './places.js';

const AREA = '320582000000';
/** The first business date of a demonstration store, and how many passers-by one day may see. */
const FIRST_DAY = '2026-03-02';
const PEOPLE_PER_DAY = 40;

/** Row of a read model. */
export type Row = Readonly<Record<string, unknown>>;

/** An item as a service shows it. */
export interface Shown {
  readonly id: string;
  readonly revision: string;
  readonly status: string;
  readonly state: Row;
  readonly history: readonly { readonly revision: string; readonly type: string; readonly recordedAt: string; readonly event: Row }[];
}

/** Answer of a move. */
export interface Moved {
  readonly id: string;
  readonly revision: string;
  readonly status: string;
  readonly events: readonly { readonly type: string }[];
  readonly repeated: boolean;
}

export interface KnownPerson extends DemoPerson {
  readonly id: string;
}

/** The running system as the people of the story reach it: through the gateway, each with his own account. */
export class World {
  private passers = 0;
  /** What the figures of the city hall must have grown by in the end. */
  readonly expected = { visitors: 0, casesReceived: 0, casesHandled: 0, restrictedHandled: 0 };

  private constructor(
    readonly as: (account: string) => Caller,
    readonly places: Places,
    readonly calendar: WorkdayCalendar,
    private day: IsoDate,
  ) {}

  static async enter(url: string): Promise<World> {
    const as = callers(url);
    const [places, calendar, today] = [
      await findPlaces(as),
      await loadedCalendar(as('operator-1')),
      await businessDateOf(as('operator-1')),
    ];
    return new World(as, places, calendar, today);
  }

  get today(): IsoDate {
    return this.day;
  }

  /** The numbers of policy as they hold here today, looked up apart from the services. */
  get policy(): PolicyReader {
    return policyReader({ area: AREA, mode: 'demo', on: this.day });
  }

  /** The day so many working days after today. */
  workday(n: number): IsoDate {
    let date = this.day;
    for (let left = n; left > 0;) {
      date = addDays(date, 1);
      if (this.calendar.isWorkday(date)) left -= 1;
    }
    return date;
  }

  async advanceTo(date: IsoDate): Promise<void> {
    await advanceClock(this.as('operator-1'), date);
    this.day = date;
  }

  /** A person nobody has seen before; each day has its own. Registered by the community worker. */
  async newcomer(): Promise<KnownPerson> {
    const person = passerBy(daysBetween(FIRST_DAY, this.day) * PEOPLE_PER_DAY + this.passers++);
    return { ...person, id: await this.register(person) };
  }

  /** Registers a person under the community of the story; answers his id. */
  async register(person: DemoPerson): Promise<string> {
    const { community } = this.places;
    const { body } = await this.as('worker-1').post<Moved>('/api/residents/persons', {
      name: person.name,
      identityNumber: person.identityNumber,
      phone: person.phone,
      residenceAddress: person.address,
      community,
      collector: community,
      residenceKind: 'registered-present',
      legalGround: 'legal-duty',
      noticeVersion: '2026-1',
    });
    return body.id;
  }

  /** A move of public services: `cases/{id}/accept`. */
  move(account: string, path: string, input: unknown = {}): Promise<Answer<Moved>> {
    return this.as(account).post<Moved>(`/api/public-services/${path}`, input);
  }

  async item(account: string, path: string): Promise<Shown> {
    return (await this.as(account).get<Shown>(`/api/${path}`)).body;
  }

  /** Rows of a view under these filters, not older than the write that gave `readAfter`. */
  async rows(account: string, view: string, filters: Readonly<Record<string, string>>, readAfter?: string): Promise<readonly Row[]> {
    const query = new URLSearchParams(filters).toString();
    return (await this.as(account).get<{ rows: readonly Row[] }>(`/api/views/${view}?${query}`, { readAfter })).body.rows;
  }

  /** People found by a whole number, which goes in the body of the search and never in its address. */
  async find(account: string, by: { readonly identityNumber?: string; readonly phone?: string }): Promise<readonly Row[]> {
    return eventually(`people`, async () => {
      const { rows } = (await this.as(account).post<{ rows: readonly Row[] }>('/api/views/people', by)).body;
      return rows.length > 0 ? rows : undefined;
    });
  }

  /** The one row of a view that a process or a deadline brings: asked again until it is as wanted, for at most 20 seconds. */
  async row(
    account: string,
    view: string,
    filters: Readonly<Record<string, string>>,
    wanted: (row: Row) => boolean = () => true,
  ): Promise<Row> {
    return eventually(`${view} ${JSON.stringify(filters)}`, async () => (await this.rows(account, view, filters)).find(wanted));
  }
}

const PATIENCE_MS = 20_000;

/** Asks again until there is an answer; an item that is not there yet (404) is no answer. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await ask().catch((error: unknown) => {
      if (error instanceof ProblemAnswered && error.status === 404) return undefined;
      throw error;
    });
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`等不到 never came: ${what}`);
    await sleep(50);
  }
}

/** The calendar as it is loaded in the system: the years that it shows, and the weekday years of a demonstration. */
async function loadedCalendar(operator: Caller): Promise<WorkdayCalendar> {
  const years: CalendarYear[] = [];
  for (const year of [2025, 2026]) {
    const { state } = (await operator.get<{ state: Omit<CalendarYear, 'year'> }>(`/api/organisations/calendars/${year}`)).body;
    years.push({ year, notice: state.notice, daysOff: state.daysOff, makeUpWorkdays: state.makeUpWorkdays });
  }
  return installationCalendar(policyReader({ area: AREA, mode: 'demo', on: FIRST_DAY }), years);
}
