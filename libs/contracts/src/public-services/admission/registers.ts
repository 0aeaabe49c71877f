import { z } from 'zod';
import { event } from '../../event.js';
import { areaCode } from '../../fields.js';
import { applicationNumber } from './application.js';
import { matterListName } from './entry.js';

const day = z.iso.date();
const application = '0198a3f0-0000-7000-8000-000000000004';
const department = '0198a3f0-0000-7000-8000-000000000002';
const number = '320582000000-2026-0001';

// Streams `application-number/{county}~{year}`: numbers run through, voided ones stay listed with their reason.
const numbers = { context: 'public-services', subject: 'application-number', version: 1, visibility: 'internal' } as const;

export const numberReserved = event('ApplicationNumberReserved', {
  ...numbers,
  zh: '准入编号预占',
  en: 'The next number of the county and year is held for an application',
  schema: z
    .object({
      number: applicationNumber,
      holder: z.uuid(),
      until: day,
      /** When the first reservation that waits runs out; this one's `until` where none waits longer. */
      nextUntil: day,
    })
    .strict(),
  samples: [{ number, holder: application, until: '2026-03-05', nextUntil: '2026-03-04' }],
});
export const numberUsed = event('ApplicationNumberUsed', {
  ...numbers,
  zh: '准入编号启用',
  en: 'The application that held the number was recorded',
  schema: z.object({ number: applicationNumber, holder: z.uuid() }).strict(),
  samples: [{ number, holder: application }],
});
export const numbersChecked = event('ApplicationNumbersChecked', {
  ...numbers,
  zh: '准入编号清理',
  en: 'Reservations that ran out unused: their numbers are void and stay listed',
  schema: z
    .object({
      voided: z.array(applicationNumber),
      reason: z.literal('unused'),
      /** When the first reservation that still waits runs out. */
      openUntil: day.nullable(),
    })
    .strict(),
  samples: [{ voided: [number], reason: 'unused', openUntil: null }],
});
export const applicationNumberEvents = [numberReserved, numberUsed, numbersChecked] as const;

// Streams `task-list-row/{department}~{row}`: under which application a row of a department's task list stands, whoever of it imports the list.
export const taskListRowTaken = event('TaskListRowTaken', {
  ...{ context: 'public-services', subject: 'task-list-row', version: 1, visibility: 'internal' },
  zh: '任务清单行录入',
  en: 'An application is about to be drafted from this row of a task list; no other one is',
  schema: z.object({ application: z.uuid(), on: day }).strict(),
  samples: [{ application, on: '2026-03-02' }],
});
export const taskListRowEvents = [taskListRowTaken] as const;

// Streams `matter-register/{county}`: the four registers of a county, as of any day.
const registers = { context: 'public-services', subject: 'matter-register', version: 1, visibility: 'published' } as const;

export const catalogueAdopted = event('CatalogueAdopted', {
  ...registers,
  zh: '清单公布',
  en: 'The county adopted matters of the catalogue and of the negative list; duties that law gives directly need no application',
  schema: z
    .object({
      county: areaCode,
      office: z.uuid(),
      matters: z
        .array(z.string().regex(/^[SAF]\d{2}$/))
        .min(1)
        .max(120),
      approval: z.string().min(2).max(120),
      from: day,
    })
    .strict(),
  samples: [
    { county: '320582000000', office: department, matters: ['S01', 'A01', 'F01'], approval: '张政发〔2026〕5号', from: '2026-01-15' },
  ],
});
export const matterWithdrawnFromList = event('CatalogueMatterWithdrawn', {
  ...registers,
  zh: '清单调出',
  en: 'The county took a matter of the catalogue out of its list',
  schema: z.object({ matter: z.string().regex(/^[SAF]\d{2}$/), reason: z.string().min(2).max(500), to: day }).strict(),
  samples: [{ matter: 'A01', reason: '动态调整', to: '2026-06-30' }],
});
export const entryAdded = event('RegisterEntryAdded', {
  ...registers,
  zh: '登记增列',
  en: 'A listed matter of an application stands in its register',
  schema: z
    .object({
      county: areaCode,
      application: z.uuid(),
      matter: z.object({ id: z.string().nullable(), name: z.string() }).strict(),
      list: matterListName,
      communities: z.union([z.literal('all'), z.array(z.uuid())]),
      from: day,
      to: day.nullable(),
    })
    .strict(),
  samples: [
    {
      county: '320582000000',
      application,
      matter: { id: 'A50', name: '人口普查' },
      list: 'assist',
      communities: 'all',
      from: '2026-05-06',
      to: '2026-07-05',
    },
  ],
});
export const entryExtended = event('RegisterEntryExtended', {
  ...registers,
  zh: '登记延长',
  en: 'The matter was extended: the day is the last one on which it stands in the register now',
  schema: z.object({ application: z.uuid(), to: day }).strict(),
  samples: [{ application, to: '2026-10-05' }],
});
export const entryRemoved = event('RegisterEntryRemoved', {
  ...registers,
  zh: '登记移出',
  en: 'It left the register; the day is the last one on which it stood there',
  schema: z.object({ application: z.uuid(), to: day }).strict(),
  samples: [{ application, to: '2026-07-05' }],
});
export const matterRegisterEvents = [catalogueAdopted, matterWithdrawnFromList, entryAdded, entryExtended, entryRemoved] as const;

const refusal = { context: 'public-services', subject: 'task-refusal', version: 1, visibility: 'published' } as const;
export const taskRefused = event('TaskRefused', {
  ...refusal,
  zh: '社区拒绝事项',
  en: 'A community refused a task that stands on no list, or on the negative list; it lowers no score',
  schema: z
    .object({
      county: areaCode,
      community: z.uuid(),
      department: z.uuid(),
      task: z.string().min(2).max(200),
      matter: z
        .string()
        .regex(/^[SAEBF]\d{2}$/)
        .nullable(),
      application: z.uuid().nullable(),
      reason: z.enum(['NOT_ON_LIST', 'NEGATIVE_LIST']),
      /** A refusal may not lower any score. */
      countsAgainst: z.literal(false),
      on: day,
    })
    .strict(),
  samples: [
    {
      county: '320582000000',
      community: '0198a3f0-0000-7000-8000-000000000001',
      department,
      task: '每月住户报表',
      matter: null,
      application: null,
      reason: 'NOT_ON_LIST',
      countsAgainst: false,
      on: '2026-03-10',
    },
  ],
});
export const taskRefusalEvents = [taskRefused] as const;
