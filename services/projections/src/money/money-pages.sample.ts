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
        given: '19999998',
        received: '19999998',
        lastYear: '19999999',
        upperGiven: '5',
        lowerGiven: '19999998',
      },
      ...{ entitled: '20000000', missing: '2', ratio: null, grew: false },
    });
    expect(of(above)).toMatchObject({ upper: true, lastYear: null, grew: null });
  });

  test('6.2, R-279 · what units gave a community in the year: by papers of a bank, less what went back of it, and nothing that came over', async () => {
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
      told(at(451), 'SurplusRecovered', { amount: '50', voucher: paper('帮2') }),
      told(at(452), 'FundSourceOpened', opened(other, 'units')),
      told(at(452), 'MoneyReceived', { amount: '500', voucher: paper('帮3') }),
      told(at(452), 'SurplusRecovered', { amount: '200', voucher: paper('帮5') }),
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
          { payer: giver, given: '3000' },
          { payer: other, given: '300' },
        ],
      },
    ]);
    const { body: district } = await world.get('/api/views/money-district?year=2026&kind=units', 'finance');
    expect(district.rows.map(({ payer, received, help }: Record<string, unknown>) => [payer, received, help])).toEqual([
      [giver, '3020', ['3300']],
      [other, '300', ['3300']],
    ]);
  });

  test('6.2, R-270, R-284 · what a payer gave in a year is compared: paid in full stays so after a carry-over, which is no growth', async () => {
    const world = given();
    const [source, payer] = [at(461), at(462)];
    const told = (year: number, type: string, fields: object = {}): Said => ({
      stream: `fund-source/${source}~${year}`,
      event: sampled(type, fields),
    });
    const opened = (year: number) =>
      told(year, 'FundSourceOpened', { kind: 'appropriation', area: '320582000000', payer, owner: committee, agency: town, year });
    const inYear = async (year: number, ...said: readonly Said[]) => {
      const readAfter = await world.say(...said);
      const { body } = await world.get(`/api/views/money-district?year=${year}&payer=${payer}`, 'finance', { 'Read-After': readAfter });
      return body.rows[0];
    };
    const paper = (number: string) => ({ system: 'treasury', number, date: '2027-03-01' });
    const carried = { line: 'L1', amount: '10000000' };
    const full = await inYear(2027, opened(2027), told(2027, 'MoneyReceived', { amount: '40000000', voucher: paper('国1') }));
    expect(full).toMatchObject({ communities: 2, entitled: '40000000', missing: '0', lowerGiven: '40000000' });
    const after = { received: '30000000', given: '40000000', missing: '0', lowerGiven: '40000000' };
    expect(await inYear(2027, told(2027, 'MoneyCarriedOver', { ...carried, to: 2028, on: '2028-01-05' }))).toMatchObject(after);

    const less = [opened(2028), told(2028, 'MoneyReceived', { amount: '30000000', voucher: paper('国2') })];
    const short = { given: '30000000', lastYear: '40000000', missing: '10000000', grew: false, lowerGiven: '30000000' };
    const carriedIn = told(2028, 'MoneyCarriedIn', { ...carried, from: 2027, on: '2028-01-05' });
    expect(await inYear(2028, ...less, carriedIn)).toMatchObject({ ...short, received: '40000000' });
    // BUD18 42: what came over and goes back takes nothing from what was given this year; what goes back beyond it does.
    const recovered = (number: string, amount: string) => told(2028, 'SurplusRecovered', { line: 'L1', amount, voucher: paper(number) });
    expect(await inYear(2028, recovered('国3', '10000000'))).toMatchObject({ ...short, received: '30000000' });
    expect(await inYear(2028, recovered('国4', '1'))).toMatchObject({ given: '29999999', missing: '10000001' });
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
      {
        stream: `project/${at(434)}`,
        event: sampled('ProjectMoneyRefused', { community: of, source: `${of}~2026` }),
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
    const [agreement, project] = [at(431), at(434)].map((on) => [on, 'not-enough-money']);
    expect(tasks).toEqual([[agreement], [project, agreement]]);
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
