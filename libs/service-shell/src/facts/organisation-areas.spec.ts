import { areaOf } from '../runner/steps/place.js';
import { areaIn, areasOf } from './organisation-areas.js';
import { OrganisationTree } from './organisation-tree.js';
import { policyPort } from './policy-port.js';

const on = '2026-03-02';
const row = (organisation: string, areaCode: string | null) => ({ organisation, areaCode, revision: 2n, closedOn: null, successor: null });
const rows = [
  row('government', '320582000000'),
  row('bureau', null),
  row('hall', null),
  row('community', '320582100001'),
  row('lost', null),
];
const under = (organisation: string, parent: string | null) => ({ organisation, parent, fromOn: '2026-01-01' });
const parents = [under('bureau', 'government'), under('hall', 'bureau'), under('community', 'government'), under('lost', 'lost')];
const tree = new OrganisationTree(rows, parents);
const area = async (organisation: string) => areaIn(areasOf(rows), tree, organisation, on);

test('0.2 · a place is the area of its organisation, or of the nearest above it that has one; what told it is recorded', async () => {
  expect(await areaOf({ organisation: 'community' }, { area })).toEqual({
    area: '320582100001',
    reliedOn: [{ stream: 'organisation/community', revision: '2' }],
  });
  expect(await areaOf({ organisation: 'hall' }, { area })).toEqual({
    area: '320582000000',
    reliedOn: [{ stream: 'organisation/government', revision: '2' }],
  });
  expect(await areaOf({ area: '110102000000' }, { area })).toEqual({ area: '110102000000', reliedOn: [] });
});

test('a place that nobody knows, or whose line has no area or no end, is none', async () => {
  expect((await areaOf(undefined, { area })).area).toBeUndefined();
  expect((await areaOf({ organisation: 'nobody' }, { area })).area).toBeUndefined();
  expect((await areaOf({ organisation: 'lost' }, { area })).area).toBeUndefined();
});

test('0.2 · numbers and rules are those of the place, and those of the installation where it lies outside', () => {
  const port = policyPort({ area: '000000000000', mode: 'production', years: () => [] });
  const days = (place?: string) => port.reader(on, place).parameter('admission.decide_days');
  expect(days('110102000000')).toMatchObject({ value: 15, set: 'XICHENG-2018' });
  expect(days('320582000000')).toMatchObject({ value: 20, set: 'NATIONAL-2026' });
  const force = (place?: string) => port.describe('LZ24 15', on, place)?.force;
  expect([force('510504000000'), force('320582000000')]).toEqual(['binding', 'model']);
  const local = policyPort({ area: '320582000000', mode: 'production', years: () => [] });
  expect(local.reader(on, '110102000000').parameter('admission.decide_days')).toMatchObject({ set: 'NATIONAL-2026' });
});
