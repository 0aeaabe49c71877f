import { nationalArea } from '@yimen/kernel';
import { parameterSets, policyReader, recording, type ParameterSet, type PolicyParameter } from '@yimen/policy';
import type { AnyAggregate } from '@yimen/service-shell';
import { decide, scenario } from '@yimen/testing';
import { admission } from './admission/admission.js';
import { bodies, census, history, on } from './admission/admission.sample.js';
import { burden, type BurdenEvent } from './burden/burden.js';
import { ids, on as onDay } from './hall.sample.js';
import { publicServices } from './index.js';

const [xicheng, zhangjiagang] = ['110102000000', '320582000000'] as const;
const [ofXicheng, ofZhangjiagang] = ['110102001001', '320582100001'] as const;

/** What one place sets for itself. */
const own = (name: string, key: string, value: number, jurisdiction: string): ParameterSet => {
  const found = parameterSets.flatMap(({ parameters }) => parameters).find((each) => each.key === key) as PolicyParameter;
  return { name, stores: 'any', parameters: [{ ...found, value, jurisdiction }] };
};
const nationwide = (...sets: readonly ParameterSet[]) =>
  recording(policyReader({ area: nationalArea, mode: 'production', on: '2026-03-02', sets: [...parameterSets, ...sets] }));

/** The application of a department of a county, submitted under the sets of the whole country. */
function submittedIn(county: string) {
  const { reader, lookups } = nationwide();
  const told = on('2026-03-02', { facts: { year: '2026', untold: [], county, department: county, communities: 0, elsewhere: [] } });
  const draft = history(['draft', { department: bodies.department, office: bodies.office, form: census({ county }) }, told]);
  const { events } = decide(admission, scenario(admission).given(draft).state, 'submit', {}, { ...told, policy: reader });
  return { event: events[0], lookups };
}

test('0.2, 13.8 · the same application in two counties: each has the limit of its own set, and names it', () => {
  const here = submittedIn(zhangjiagang);
  const there = submittedIn(xicheng);
  expect(here.event).toMatchObject({ type: 'ApplicationSubmitted', decisionDue: { dueOn: '2026-03-30' } });
  expect(there.event).toMatchObject({ type: 'ApplicationSubmitted', decisionDue: { dueOn: '2026-03-23' } });
  expect(here.lookups).toContain('admission.decide_days@NATIONAL-2026');
  expect(there.lookups).toContain('admission.decide_days@XICHENG-2018');
});

test('0.2 · a community’s own set goes before that of its county: the burden of two communities is measured by two targets', () => {
  const categories = ['organisations', 'venues', 'inspections', 'ledgers', 'stamps', 'meetings', 'reports'] as const;
  const closedAt = (area: string) => {
    const events: BurdenEvent[] = categories.map((category) => ({
      ...{ type: 'BurdenRecorded', community: ids.community, subDistrict: ids.other, year: 2026, category, count: 9, on: '2026-03-10' },
    }));
    const { reader, lookups } = nationwide(own('COMMUNITY', 'burden.decrease_percent', 20, ofXicheng));
    const last = Object.fromEntries(categories.map((each) => [each, 10]));
    const told = { ...onDay('2027-01-20'), id: `${ids.community}~2026`, facts: { last }, areas: { [ids.community]: area }, policy: reader };
    const { events: after } = scenario(burden).given(events).when('close', {}, told).result;
    return { missed: (after[0] as Extract<BurdenEvent, { type: 'BurdenYearClosed' }>).missed, lookups };
  };
  expect(closedAt(ofZhangjiagang)).toEqual({ missed: [], lookups: ['burden.decrease_percent@NATIONAL-2026'] });
  expect(closedAt(ofXicheng)).toEqual({ missed: [...categories], lookups: ['burden.decrease_percent@COMMUNITY'] });
});

test('0.2 · every slice that looks up a number says where its item belongs', () => {
  const places = ({ place, moves }: AnyAggregate) => [place, ...Object.values(moves).map((move) => (move as { place?: unknown }).place)];
  const placed = publicServices.slices.filter((slice) => places(slice).some((each) => each !== undefined)).map(({ name }) => name);
  expect(placed.sort()).toEqual([
    'admission',
    'application-number',
    'burden',
    'clean-up-plan',
    'correction-notice',
    'matter-register',
    'needs-profile',
    'queue',
    'rating',
    'rating-case',
    'service-case',
    'service-item',
    'task-report',
    'yearly-assessment',
  ]);
});
