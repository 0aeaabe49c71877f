import { stateCouncilYears } from '@yimen/policy';
import { callers } from '../door/callers.js';
import type { Caller } from '../door/door.js';
import type { LocalSystem } from '../local/local-system.js';
import { demoAccounts } from './accounts.js';
import { establishBook, type Book } from './book.js';
import { enterPartyNetwork } from './party.js';
import { openHalls, type DemoHalls } from './halls.js';
import { demoItems } from './items.js';
import { demoPeople } from './people.js';
import { systemMoves } from './system.js';

export interface Demonstration {
  readonly book: Book;
  readonly items: Readonly<Record<string, string>>;
  readonly halls: DemoHalls;
  /** Person ids by account. */
  readonly residents: Readonly<Record<string, string>>;
}

/**
 * Loads the demonstration through the doors that everybody uses: the first administrator is opened by the system, everything else
 * comes over HTTP from the accounts whose business it is. Each step has a fixed key, so that a load that was interrupted goes on.
 */
export async function loadDemonstration(system: LocalSystem, tell: (line: string) => void): Promise<Demonstration> {
  const roots = await systemMoves(system.organisations);
  const as = callers(system.url, { retry: [403, 503] });
  const admin = as('admin');
  tell('区划与组织… areas and organisations …');
  const book = await establishBook(admin, roots);
  for (const { account, label, grants } of demoAccounts) {
    const [first] = grants;
    if (!first) throw new Error(`account ${account} has no grant`);
    await admin.post(
      `/api/organisations/accounts/${account}/open`,
      { post: label.zh, organisation: book.posts[first.at] },
      { key: `open:${account}` },
    );
    for (const { role, at } of grants) {
      const organisation = book.posts[at];
      await admin.post(`/api/organisations/accounts/${account}/grant`, { role, organisation }, { key: `grant:${account}:${role}:${at}` });
    }
  }
  for (const { year, notice, daysOff, makeUpWorkdays } of stateCouncilYears) {
    await as('operator-1').post(
      `/api/organisations/calendars/${year}/load`,
      { notice, daysOff, makeUpWorkdays },
      { key: `calendar:${year}` },
    );
  }
  await enterPartyNetwork(as('party-1'), book);
  tell('事项与大厅… items and halls …');
  const items = await publishItems(as, book);
  const halls = await openHalls(as, book, items);
  tell('居民… residents …');
  const residents = await registerPeople(as, admin, book);
  return { book, items, halls, residents };
}

async function publishItems(as: (account: string) => Caller, book: Book): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const [key, guide] of Object.entries(demoItems(book.bodies.civilAffairs, book.bodies.publicSecurity))) {
    const department = guide.body.organisation === book.bodies.publicSecurity.organisation ? 'department-2' : 'department-1';
    const answer = await as(department).post<{ id: string }>('/api/public-services/service-items', { guide }, { key: `item:${key}` });
    ids[key] = answer.body.id;
  }
  return ids;
}

async function registerPeople(as: (account: string) => Caller, admin: Caller, book: Book): Promise<Record<string, string>> {
  const community = book.posts.community;
  const ids: Record<string, string> = {};
  for (const [at, { account, name, identityNumber, phone, address }] of demoPeople.entries()) {
    const answer = await as('worker-1').post<{ id: string }>(
      '/api/residents/persons',
      {
        name,
        identityNumber,
        phone,
        residenceAddress: address,
        community,
        collector: community,
        residenceKind: 'registered-present',
        legalGround: 'legal-duty',
        noticeVersion: '2026-1',
      },
      { key: `person:${at}` },
    );
    if (account === null) continue;
    ids[account] = answer.body.id;
    await admin.post(
      `/api/organisations/accounts/${account}/open`,
      { post: '居民账户', organisation: book.posts.county, person: answer.body.id },
      { key: `open:${account}` },
    );
  }
  return ids;
}
