import { z } from 'zod';
import { event } from '../../event.js';
import { due } from '../../fields.js';
import { burdenCategory } from './reports.js';

const day = z.iso.date();
const key = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{1,20}$/);
const planner = '0198a3f0-0000-7000-8000-000000000001';
const overseer = '0198a3f0-0000-7000-8000-000000000005';

// Streams `clean-up-plan/{organisation}~{year}`: what a community, town or department takes away, item by item.
const of = { context: 'public-services', subject: 'clean-up-plan', version: 1, visibility: 'internal' } as const;

/** Whose plan it is: 社区, 乡镇, 部门. */
export const cleanUpLevel = z.enum(['community', 'town', 'department']);
/** 取消, 合并, 压减. */
export const cleanUpAction = z.enum(['remove', 'merge', 'reduce']);

export const cleanUpItemPlanned = event('CleanUpItemPlanned', {
  ...of,
  zh: '清理事项列入',
  en: 'Something that burdens communities stands in the plan, with how many there are and how many may remain',
  schema: z
    .object({
      planner: z.uuid(),
      level: cleanUpLevel,
      /** Sub-district or office that oversees the plan. */
      overseer: z.uuid(),
      year: z.int().min(2000).max(2100),
      item: key,
      category: burdenCategory,
      name: z.string().trim().min(2).max(120),
      action: cleanUpAction,
      count: z.int().min(1),
      target: z.int().min(0),
      dueOn: day,
      on: day,
    })
    .strict(),
  samples: [
    {
      ...{ planner, level: 'community', overseer, year: 2026, item: 'L1', category: 'ledgers', name: '重复填报的台账', action: 'reduce' },
      ...{ count: 12, target: 4, dueOn: '2026-06-30', on: '2026-03-02' },
    },
  ],
});
export const cleanUpPlanAdopted = event('CleanUpPlanAdopted', {
  ...of,
  zh: '清理计划确定',
  en: 'The plan is adopted, with the decrease of each category that it sets itself, in percent',
  schema: z
    .object({
      document: z.string().trim().min(2).max(120),
      percents: z.partialRecord(burdenCategory, z.int().min(0).max(100)),
      /** The next item's day; null where none is open. */
      nextDue: due.nullable(),
      on: day,
    })
    .strict(),
  samples: [{ document: '清理计划〔2026〕1号', percents: { ledgers: 50 }, nextDue: { dueOn: '2026-06-30' }, on: '2026-03-05' }],
});
export const cleanUpItemDone = event('CleanUpItemDone', {
  ...of,
  zh: '清理完成',
  en: 'An item was carried out; so many remain',
  schema: z
    .object({
      item: key,
      remaining: z.int().min(0),
      evidence: z.string().trim().min(2).max(500),
      inTime: z.boolean(),
      nextDue: due.nullable(),
      on: day,
    })
    .strict(),
  samples: [{ item: 'L1', remaining: 4, evidence: '台账合并清单', inTime: true, nextDue: null, on: '2026-06-01' }],
});
export const cleanUpItemKept = event('CleanUpItemKept', {
  ...of,
  zh: '清理事项保留',
  en: 'The overseer took an item out of the plan, with the reason',
  schema: z.object({ item: key, reason: z.string().trim().min(2).max(500), nextDue: due.nullable(), on: day }).strict(),
  samples: [{ item: 'L1', reason: '法律要求保留', nextDue: null, on: '2026-06-01' }],
});
export const cleanUpPlanClosed = event('CleanUpPlanClosed', {
  ...of,
  zh: '清理计划办结',
  en: 'The plan is over; what was not carried out is named',
  schema: z.object({ open: z.array(key), on: day }).strict(),
  samples: [{ open: [], on: '2027-01-10' }],
});
export const cleanUpEvents = [cleanUpItemPlanned, cleanUpPlanAdopted, cleanUpItemDone, cleanUpItemKept, cleanUpPlanClosed] as const;
