import { callers } from '@yimen/cli';
import { addDays } from '@yimen/kernel';
import { clear, command, dataFolder, freePort, Start } from '@yimen/testing/servers';

const LIMIT = 600_000;
type Row = Readonly<Record<string, string | null>>;

let data: readonly [string, string];
let systems: readonly [Start, Start];
beforeAll(async () => {
  data = [await dataFolder(), await dataFolder()];
  systems = [new Start(data[0], await freePort()), new Start(data[1], await freePort())];
  await Promise.all(systems.map((system) => system.ready(LIMIT)));
}, LIMIT);
afterAll(() => Promise.all(data.map((folder, at) => clear(folder, systems[at]))), LIMIT);

const rows = async (at: 0 | 1, account: string, path: string): Promise<readonly Row[]> =>
  (await callers(systems[at].url)(account).get<{ rows: readonly Row[] }>(`/api/views/${path}`)).body.rows;

test(
  'issue 5 point 7, 13.2 · a transfer between two installations that really run: the same letter in both books, one responsible branch on every date',
  async () => {
    const { code, output } = await command(data[0], 'demo', '--other', systems[1].url);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('All as expected') });

    const [sent] = (await rows(0, 'party-2', 'transfer-outbox?state=closed&sort=arrival')).filter(
      ({ direction }) => direction === 'outgoing',
    );
    const [received] = await rows(1, 'party-3', 'transfer-inbox?state=closed');
    expect(sent?.['letterNo']).toMatch(/^2026-\d{4}$/);
    expect([received?.['letterNo'], received?.['receiptNo'], received?.['issuedOn']]).toEqual([
      sent?.['letterNo'],
      sent?.['receiptNo'],
      sent?.['issuedOn'],
    ]);
    // The member is known to each book under an id of its own.
    expect(received?.['person']).not.toBe(sent?.['person']);

    const here = await rows(0, 'party-2', `member-history?person=${sent?.['person']}`);
    const there = await rows(1, 'party-3', `member-history?person=${received?.['person']}`);
    const [first, last] = [String(here[0]?.['fromOn']), addDays(String(received?.['assignedOn']), 3)];
    const wrong: string[] = [];
    for (let day = first; day <= last; day = addDays(day, 1)) {
      const answering = [...here, ...there].filter(
        ({ branch, fromOn, untilOn }) =>
          branch !== null && String(fromOn) <= day && (untilOn === null || untilOn === undefined || untilOn >= day),
      );
      if (answering.length !== 1) wrong.push(`${day}: ${answering.length}`);
    }
    expect(wrong).toEqual([]);
    expect(there.map(({ fromOn }) => fromOn)).toEqual([received?.['assignedOn']]);
    expect(here.map(({ branch, elsewhere }) => (branch === null ? elsewhere : 'here'))).toEqual(['here', '金港街道社区党支部']);
  },
  LIMIT,
);
