import { z } from 'zod';
import { event } from '../event.js';

const of = { context: 'residents', subject: 'housing-area', version: 1, visibility: 'internal' } as const;
const organisation = '01981f00-0000-7000-8000-000000000011';
const households = z.int().min(0).max(1_000_000);

/** Who looks after a new housing area until it has a committee: 居民小组, or 相邻社区代管. */
export const interimBodies = ['residents-group', 'caretaker-committee'] as const;

export const housingAreaRegistered = event('HousingAreaRegistered', {
  ...of,
  zh: '新建住宅区登记',
  en: 'A new housing area with the households that are planned.',
  schema: z.object({ name: z.string().min(1).max(80), subDistrict: z.uuid(), planned: households.min(1) }).strict(),
  samples: [{ name: '示例新城一期', subDistrict: organisation, planned: 1480 }],
});

export const occupancyRecorded = event('OccupancyRecorded', {
  ...of,
  zh: '入住户数登记',
  en: 'How many households have moved in, as of a day.',
  schema: z.object({ movedIn: households, planned: households.min(1), asOf: z.iso.date(), reached: z.boolean() }).strict(),
  samples: [{ movedIn: 740, planned: 1480, asOf: '2026-03-02', reached: true }],
});

export const interimBodyArranged = event('InterimBodyArranged', {
  ...of,
  zh: '过渡组织落实',
  en: 'Until a committee stands, a residents’ group or a neighbouring committee looks after the area.',
  schema: z.object({ body: z.enum(interimBodies), committee: z.uuid(), since: z.iso.date() }).strict(),
  samples: [{ body: 'caretaker-committee', committee: organisation, since: '2026-03-02' }],
});

export const committeeSetUpDue = event('CommitteeSetUpDue', {
  ...of,
  zh: '应当成立居民委员会',
  en: 'A task for the sub-district: enough households have moved in. Nothing is set up by itself.',
  schema: z.object({ subDistrict: z.uuid(), rule: z.string().min(1).max(60), movedIn: households, planned: households.min(1) }).strict(),
  samples: [{ subDistrict: organisation, rule: 'R-001', movedIn: 740, planned: 1480 }],
});

export const housingAreaCovered = event('HousingAreaCovered', {
  ...of,
  zh: '新建住宅区纳入居民委员会',
  en: 'The area has its committee.',
  schema: z.object({ committee: z.uuid(), decisionNo: z.string().min(1).max(120) }).strict(),
  samples: [{ committee: organisation, decisionNo: '张政发〔2026〕1号' }],
});

export const housingAreaEvents = [housingAreaRegistered, occupancyRecorded, interimBodyArranged, committeeSetUpDue, housingAreaCovered];
