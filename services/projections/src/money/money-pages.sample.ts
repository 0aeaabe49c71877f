import { expect, test } from '@jest/globals';
import { at, committee, department, sampled } from '../service/story.sample.js';
import type { Said, World } from '../service/world.sample.js';

/** What the pages of money answer in a world with this town and an account of finance in it: one world serves all views. */
export function moneyPages(given: () => World, town: string): void {
  test('6.2 · a district’s money: communities of its area alone, the year before, and the payer above apart', async () => {
    const world = given();
    const [above, inside, outside, later] = [at(401), at(402), at(403), at(404)];
    const established = (organisation: string, areaCode: string, kind: string, happenedOn = '2025-12-01'): Said => ({
      stream: `organisation/${organisation}`,
      event: sampled('OrganisationEstablished', { organisation, areaCode, kind, parent: null, ancestors: [] }),
      happenedOn,
    });
    const book = (source: string, payer: string, year: number, amount: string): Said[] => {
      const stream = `fund-source/${source}~${year}`;
      const opened = { kind: 'appropriation', area: '320582000000', payer, owner: committee, agency: town, year };
      const told = (type: string, fields: object): Said => ({ stream, event: sampled(type, fields) });
      return [told('FundSourceOpened', opened), told('MoneyReceived', { amount })];
    };
    const readAfter = await world.say(
      established(above, '320500000000', 'department'),
      established(inside, '320582001001', 'community-committee'),
      established(outside, '320583001001', 'community-committee'),
      established(later, '320582002001', 'community-committee', '2026-04-15'),
      ...book(at(411), town, 2025, '19999999'),
      ...book(at(412), town, 2026, '19999998'),
      ...book(at(413), above, 2026, '5'),
    );
    const { body } = await world.get('/api/views/money-district?year=2026&kind=appropriation', 'finance', { 'Read-After': readAfter });
    const of = (payer: string) => body.rows.find((row: { payer: string }) => row.payer === payer);
    expect(of(town)).toMatchObject({
      ...{
        communities: 1,
        months: [
          { months: 8, communities: 1 },
          { months: 12, communities: 1 },
        ],
        upper: false,
        received: '19999998',
        lastYear: '19999999',
        upperReceived: '5',
        lowerReceived: '19999998',
      },
      ...{ entitled: '20000000', missing: '2', ratio: null, grew: false },
    });
    expect(of(above)).toMatchObject({ upper: true, lastYear: null, grew: null });
  });

  test('6.2, R-279 · what units gave a community in the year: by papers of a bank, less what went back, and nothing that came over', async () => {
    const world = given();
    const [of, giver, other] = [at(441), at(442), at(443)];
    const told = (source: string, type: string, fields: object = {}): Said => ({
      stream: `fund-source/${source}~2026`,
      event: sampled(type, fields),
    });
    const paper = (number: string) => ({ system: 'bank', number, date: '2026-03-01' });
    const opened = (payer: string, kind: string) => ({ kind, area: '320582000000', payer, owner: of, agency: town, year: 2026 });
    await world.organisation(of, town);
    const readAfter = await world.say(
      told(at(451), 'FundSourceOpened', opened(giver, 'units')),
      told(at(451), 'MoneyReceived', { amount: '3000', voucher: paper('帮1') }),
      told(at(451), 'MoneyCarriedIn', { amount: '70', from: 2025 }),
      told(at(451), 'MoneyGivenBack', { amount: '200', paid: paper('帮1'), voucher: paper('帮2') }),
      told(at(452), 'FundSourceOpened', opened(other, 'units')),
      told(at(452), 'MoneyReceived', { amount: '500', voucher: paper('帮3') }),
      told(at(453), 'FundSourceOpened', opened(other, 'social')),
      told(at(453), 'MoneyReceived', { amount: '9', voucher: paper('帮4') }),
    );
    const { body } = await world.get(`/api/views/money-community?community=${of}`, 'finance', { 'Read-After': readAfter });
    expect(body.rows).toMatchObject([
      {
        year: 2026,
        area: '320582000000',
        helped: '3300',
        helpDue: null,
        help: [
          { payer: giver, given: '2800' },
          { payer: other, given: '500' },
        ],
      },
    ]);
    const { body: district } = await world.get('/api/views/money-district?year=2026&kind=units', 'finance');
    expect(district.rows.map(({ payer, received, help }: Record<string, unknown>) => [payer, received, help])).toEqual([
      [giver, '2870', ['3300']],
      [other, '500', ['3300']],
    ]);
  });

  test('5c · what departments promised a community for each year, what of it arrived, and what is late today; to the fen', async () => {
    const world = given();
    const of = at(421);
    const agreed = (
      application: string,
      plan: readonly (readonly [on: string, amount: string])[],
      ...more: readonly (readonly [string, object])[]
    ): Said[] => {
      const told = (type: string, fields: object): Said => ({ stream: `admission/${application}`, event: sampled(type, fields) });
      const promised = plan.map(([on, amount]) => ({ on, amount }));
      return [
        told('MatterListed', {}),
        told('AgreementSigned', {
          community: of,
          plan: promised,
          amount: promised.reduce((sum, { amount }) => sum + Number(amount), 0).toString(),
        }),
        ...more.map(([type, fields]) => told(type, fields)),
      ];
    };
    await world.organisation(of, town);
    const readAfter = await world.say(
      ...agreed(
        at(431),
        [
          ['2025-09-01', '100'],
          ['2026-02-01', '200'],
          ['2026-03-01', '7'],
          ['2026-12-01', '300'],
        ],
        ['InstalmentReceived', { community: of, amount: '150' }],
      ),
      ...agreed(at(432), [['2026-03-02', '1000']]),
      {
        stream: `fund-source/${department}~2026`,
        event: sampled('AgreementMoneyRefused', { application: at(431), community: of }),
      },
      ...agreed(at(433), [['2026-01-05', '5000']], ['MatterExited', {}]),
    );
    const { body } = await world.get(`/api/views/money-community?community=${of}`, 'finance', { 'Read-After': readAfter });
    expect(body.rows).toMatchObject([
      { year: 2025, promised: '100', promisedReceived: '100', late: '0', sources: [], dutiesOpen: 0 },
      { year: 2026, promised: '6507', promisedReceived: '50', late: '157', received: '0', granted: '0', purchases: [] },
    ]);
    expect(body.rows[1].matters.map(({ promised, late }: Record<string, string>) => [promised, late]).sort()).toEqual([
      ['1000', '0'],
      ['5000', '0'],
      ['507', '157'],
    ]);
    // What people have to do about the money of the year stands beside it.
    const tasks = body.rows.map(({ tasks: told }: { tasks: Record<string, string>[] }) => told.map(({ item: on, code }) => [on, code]));
    expect(tasks).toEqual([[[at(431), 'not-enough-money']], [[at(431), 'not-enough-money']]]);
  });

  test('5.1.4 · of the money of one matter each community reads its own: what was refused another is no task on its page', async () => {
    const world = given();
    const [matter, bound, refused] = [at(461), at(462), at(463)];
    const told = (type: string, fields: object): Said => ({ stream: `admission/${matter}`, event: sampled(type, fields) });
    const plan = [{ on: '2026-05-01', amount: '375000' }];
    await world.organisation(bound, town);
    await world.organisation(refused, town);
    const readAfter = await world.say(
      told('MatterListed', {}),
      ...[bound, refused].map((community) => told('AgreementSigned', { community, plan })),
      {
        stream: `fund-source/${at(464)}~2026`,
        event: sampled('AgreementMoneyRefused', {
          ...{ commitment: at(465), application: matter, community: refused, because: 'over-budget' },
        }),
      },
      // What concerns the matter as a whole stands with both.
      {
        stream: `process/money-of-matters/${at(466)}`,
        event: sampled('ProcessTaskRaised', { by: 'process:money-of-matters', slice: 'matter-money', item: matter, move: 'end' }),
        context: 'finance',
      },
    );
    const tasks = async (community: string) => {
      const { body } = await world.get(`/api/views/money-community?community=${community}`, 'finance', { 'Read-After': readAfter });
      return body.rows.map(({ tasks: shown }: { readonly tasks: readonly { readonly move: string }[] }) => shown.map(({ move }) => move));
    };
    expect(await tasks(bound)).toEqual([['end']]);
    expect((await tasks(refused)).flat().sort()).toEqual(['askAgain', 'end']);
  });
}
