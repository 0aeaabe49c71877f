import { z } from 'zod';
import { event } from '../event.js';
import { fen, positiveFen } from '../fields.js';
import { mirrored } from './fund-source.js';
import { sourceId } from './matter-money.js';

// Streams `project/{id}`: a people-service project of a community (为民服务专项, 6.4).
const of = { context: 'finance', subject: 'project', version: 1, visibility: 'internal' } as const;
const day = z.iso.date();
const words = z.string().min(2).max(1000);
const community = '0198a3f0-0000-7000-8000-000000000001';
const office = '0198a3f0-0000-7000-8000-000000000002';

/** What a project costs; all but the first are on the negative list of 6.4. */
export const projectCost = z.enum(['service', 'office-cost', 'staff-pay', 'debts', 'private-cost', 'already-funded', 'own-premises']);

export const projectProposed = event('ProjectProposed', {
  ...of,
  zh: '项目提出',
  en: 'A community proposes a project: what for, what it costs in fen, and the line of its source that is to pay',
  schema: z
    .object({
      community: z.uuid(),
      /** Sub-district or town that reviews and files it. */
      office: z.uuid(),
      source: sourceId,
      line: z.string().min(1).max(60),
      name: z.string().min(2).max(120),
      content: words,
      costs: z
        .array(z.object({ kind: projectCost, what: z.string().min(1).max(200), amount: positiveFen }).strict())
        .min(1)
        .max(30),
      amount: fen,
      on: day,
    })
    .strict(),
  samples: [
    {
      community,
      office,
      source: `${community}~2026`,
      line: 'W1',
      name: '楼道照明改造',
      content: '更换十二栋楼道灯具',
      costs: [{ kind: 'service', what: '灯具及安装', amount: '600000' }],
      amount: '600000',
      on: '2026-03-02',
    },
  ],
});
export const projectHeard = event('ProjectHeard', {
  ...of,
  zh: '项目议定',
  en: 'The residents were heard: agreed, or not done',
  schema: z
    .object({
      publishedOn: day,
      heldOn: day,
      residents: z.int().min(0),
      agree: z.int().min(0),
      outcome: z.enum(['accepted', 'rejected']),
      minutes: words,
      on: day,
    })
    .strict(),
  samples: [
    {
      publishedOn: '2026-03-02',
      heldOn: '2026-03-09',
      residents: 24,
      agree: 15,
      outcome: 'accepted',
      minutes: '听证会纪要',
      on: '2026-03-09',
    },
  ],
});
export const projectReviewed = event('ProjectReviewed', {
  ...of,
  zh: '审核备案',
  en: 'The sub-district or town reviewed the project: filed, or sent back to the community with its reason',
  schema: z
    .object({
      outcome: z.enum(['filed', 'rejected']),
      reason: words.nullable(),
      /** Whose project it is: its money is the community's own. */
      community: z.uuid().optional(),
      source: sourceId,
      line: z.string().min(1).max(60),
      amount: fen,
      on: day,
    })
    .strict(),
  samples: [{ outcome: 'filed', reason: null, community, source: `${community}~2026`, line: 'W1', amount: '600000', on: '2026-03-12' }],
});
export const projectMoneyAsked = event('ProjectMoneyAsked', {
  ...of,
  zh: '请求项目资金',
  en: 'The source is asked to bind the money of a project that was filed, out of the line named',
  schema: z.object({ community: z.uuid(), source: sourceId, line: z.string().min(1).max(60), amount: fen, on: day }).strict(),
  samples: [{ community, source: `${community}~2026`, line: 'W1', amount: '600000', on: '2026-03-12' }],
});
export const projectMoneyRefused = event('ProjectMoneyRefused', {
  ...of,
  zh: '项目资金未能承诺',
  en: 'The source could not bind the money of a project when it was filed: not open, no such line, a frozen one, beyond its budget, or not enough free money. A task of the office that filed it until the money is bound',
  schema: z
    .object({
      community: z.uuid(),
      source: sourceId,
      line: z.string().min(1).max(60),
      amount: fen,
      /** The refusal of the books. */
      code: z.string().min(1).max(60),
      detail: z.object({ zh: z.string(), en: z.string() }).strict(),
      /** Whose task it is, and until when. */
      owner: z.object({ role: z.literal('sub-district'), organisation: z.uuid() }).strict(),
      dueOn: day,
      on: day,
    })
    .strict(),
  samples: [
    {
      community,
      source: `${community}~2026`,
      line: 'W1',
      amount: '600000',
      code: 'not-enough-money',
      detail: { zh: '可用资金不足，尚余100000分', en: 'only 100000 fen are free' },
      owner: { role: 'sub-district', organisation: office },
      dueOn: '2026-03-19',
      on: '2026-03-12',
    },
  ],
});
export const projectAllocated = event('ProjectAllocated', {
  ...of,
  zh: '资金拨付',
  en: 'The money of the project is bound in its source',
  schema: z.object({ amount: fen, on: day }).strict(),
  samples: [{ amount: '600000', on: '2026-03-12' }],
});
export const projectStarted = event('ProjectStarted', {
  ...of,
  zh: '项目推进',
  en: 'Work began; a named person is in charge (R-290)',
  schema: z.object({ inCharge: z.string().min(1).max(100), on: day }).strict(),
  samples: [{ inCharge: 'worker-1', on: '2026-03-16' }],
});
export const projectSpent = event('ProjectSpent', {
  ...of,
  zh: '支出报销',
  en: 'An expense of the project was paid out of its source',
  schema: z.object({ claim: z.string().min(1).max(60), amount: fen, on: day }).strict(),
  samples: [{ claim: 'P1', amount: '590000', on: '2026-04-20' }],
});
export const projectRefunded = event('ProjectRefunded', {
  ...of,
  zh: '项目支出退回',
  en: 'Money that was paid for the project came back, by the voucher named',
  schema: z.object({ claim: z.string().min(1).max(60), amount: fen, voucher: mirrored, on: day }).strict(),
  samples: [{ claim: 'P1', amount: '10000', voucher: { system: 'bank', number: '银〔2026〕6', date: '2026-04-27' }, on: '2026-04-27' }],
});
export const projectAccepted = event('ProjectAccepted', {
  ...of,
  zh: '项目验收',
  en: 'Accepted by the office and the residents; what was bound and not spent is released (process)',
  schema: z.object({ evidence: words, source: sourceId, spent: fen, on: day }).strict(),
  samples: [{ evidence: '验收单1号', source: `${community}~2026`, spent: '590000', on: '2026-05-06' }],
});
export const projectPublished = event('ProjectPublished', {
  ...of,
  zh: '公示备案',
  en: 'Result and spending were published until the day named, and filed',
  schema: z.object({ until: day, spent: fen, on: day }).strict(),
  samples: [{ until: '2026-05-22', spent: '590000', on: '2026-05-07' }],
});
export const projectEvents = [
  projectProposed,
  projectHeard,
  projectReviewed,
  projectMoneyAsked,
  projectMoneyRefused,
  projectAllocated,
  projectStarted,
  projectSpent,
  projectRefunded,
  projectAccepted,
  projectPublished,
] as const;

// Of the stream of the source that pays.
const source = { context: 'finance', subject: 'fund-source', version: 1, visibility: 'internal' } as const;

export const itemPaid = event('ItemPaid', {
  ...source,
  zh: '项目支出已支付',
  en: 'The source has paid an expense of an item, such as a people-service project',
  schema: z
    .object({
      commitment: z.string().min(1).max(60),
      item: z.uuid(),
      claim: z.string().min(1).max(60),
      amount: fen,
      voucher: mirrored,
      on: day,
    })
    .strict(),
  samples: [
    {
      commitment: office,
      item: office,
      claim: 'P1',
      amount: '590000',
      voucher: { system: 'bank', number: '银〔2026〕5', date: '2026-04-20' },
      on: '2026-04-20',
    },
  ],
});
export const itemRefunded = event('ItemRefunded', {
  ...source,
  zh: '项目支出已退回',
  en: 'Money that had been paid for an item came back to its source',
  schema: z
    .object({
      commitment: z.string().min(1).max(60),
      item: z.uuid(),
      claim: z.string().min(1).max(60),
      amount: fen,
      voucher: mirrored,
      on: day,
    })
    .strict(),
  samples: [
    {
      commitment: office,
      item: office,
      claim: 'P1',
      amount: '10000',
      voucher: { system: 'bank', number: '银〔2026〕6', date: '2026-04-27' },
      on: '2026-04-27',
    },
  ],
});
