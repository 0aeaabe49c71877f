import { z } from 'zod';
import { event } from '../event.js';

const day = z.iso.date();
const community = '0198a3f0-0000-7000-8000-000000000001';

/** Full years of age, in the bands in which statistics are published. */
export const ageBand = z.enum(['0-14', '15-59', '60-79', '80+']);
/** Large groups of GB/T 6565, and those outside them. */
export const occupationGroup = z.enum([
  'heads-of-bodies',
  'professionals',
  'clerks',
  'services',
  'agriculture',
  'manufacturing',
  'students',
  'retired',
  'not-working',
  'other',
]);
/**
 * 四类服务人群 of R-009: the old (60 and more), the young (under 18), those with special needs (disabled, minimum living allowance, extreme poverty,
 * preferential treatment, unemployed) and new citizens. One person may be in several.
 */
export const serviceGroup = z.enum(['elderly', 'minors', 'special', 'newcomers']);
/** 统计资料来源 */
export const statisticsSource = z.enum(['census', 'statistics-office', 'household-register', 'anonymous-survey']);

// Streams `needs-profile/{community}~{year}`: statistics of a community, never of a person (R-008, 13.9).
export const needsProfileRecorded = event('NeedsProfileRecorded', {
  context: 'public-services',
  subject: 'needs-profile',
  version: 1,
  visibility: 'internal',
  zh: '社区需求画像登记',
  en: 'What a community knows of its residents from statistics before it plans a year; the latest one of the year stands',
  schema: z
    .object({
      community: z.uuid(),
      year: z.int().min(2000).max(2100),
      source: statisticsSource,
      /** Table or report from which the figures were taken, and the day for which they stand. */
      document: z.string().trim().min(2).max(200),
      asOf: day,
      ages: z.partialRecord(ageBand, z.int().min(0)),
      occupations: z.partialRecord(occupationGroup, z.int().min(0)),
      /** Beside the bands of age and never added up: the groups overlap. */
      serviceGroups: z.partialRecord(serviceGroup, z.int().min(0)).optional(),
      /** Customs, habits and ways of life of the community as a whole, each in a few words. */
      customs: z.array(z.string().trim().min(2).max(20)).max(20),
      on: day,
    })
    .strict(),
  samples: [
    {
      ...{ community, year: 2026, source: 'statistics-office', document: '2025年社区统计年报表3', asOf: '2025-12-31' },
      ...{ ages: { '0-14': 310, '15-59': 1480, '60-79': 520, '80+': 64 }, occupations: { services: 420, retired: 480 } },
      ...{ customs: ['端午龙舟', '早市'], on: '2026-01-12' },
    },
    {
      ...{ community, year: 2026, source: 'household-register', document: '2025年度人口统计表', asOf: '2025-12-31', customs: [] },
      ...{ ages: { '0-14': 310, '15-59': 1480, '60-79': 520, '80+': 64 }, occupations: {}, on: '2026-01-12' },
      serviceGroups: { elderly: 584, minors: 362, special: 96, newcomers: 210 },
    },
  ],
});
