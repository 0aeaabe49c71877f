import { z } from 'zod';
import { event } from '../event.js';
import { areaCode } from '../fields.js';

/** From the province down to the room (domain-rules 1.1); each has one parent of a level above it. */
export const areaLevels = ['PROVINCE', 'CITY', 'COUNTY', 'TOWN', 'COMMUNITY', 'GRID', 'BUILDING', 'UNIT', 'ROOM'] as const;
export type AreaLevel = (typeof areaLevels)[number];

/** 12 digits, or the community's 12 and the grid's 3; buildings, units and rooms have none. */
export const areaOrGridCode = z.union([areaCode, z.string().regex(/^\d{15}$/)]);

/** Number of the decision or notice that changed the area (A3). */
export const decisionNo = z.string().min(1).max(120);

const of = { context: 'organisations', subject: 'area', version: 1, visibility: 'published' } as const;
const area = '01981f00-0000-7000-8000-000000000001';
const other = '01981f00-0000-7000-8000-000000000002';
const change = { effectiveOn: '2026-03-02', decisionNo: '张政发〔2026〕1号' };

export const areaRegistered = event('AreaRegistered', {
  ...of,
  zh: '区划登记',
  en: 'An area was entered in the book of areas, valid from a date.',
  schema: z
    .object({
      level: z.enum(areaLevels),
      name: z.string().min(1).max(80),
      code: areaOrGridCode.nullable(),
      /** Id of the parent area; null for a province and for the top area of this installation. */
      parent: z.uuid().nullable(),
      /** Organisation that keeps this part of the book. */
      keeper: z.uuid(),
      validFrom: z.iso.date(),
      decisionNo: decisionNo.nullable(),
      /** Areas that this one came from by merger or split (lineage). */
      cameFrom: z.array(z.uuid()).max(50),
    })
    .strict(),
  samples: [
    {
      level: 'COMMUNITY',
      name: '示例社区',
      code: '320582001001',
      parent: other,
      keeper: other,
      validFrom: '2026-03-02',
      decisionNo: null,
      cameFrom: [],
    },
  ],
});

export const areaRenamed = event('AreaRenamed', {
  ...of,
  zh: '区划更名',
  en: 'An area got another name by a decision.',
  schema: z.object({ name: z.string().min(1).max(80), effectiveOn: z.iso.date(), decisionNo }).strict(),
  samples: [{ name: '新示例社区', ...change }],
});

export const areaCodeChanged = event('AreaCodeChanged', {
  ...of,
  zh: '区划代码变更',
  en: 'An area got another statistical code; the old one is free again.',
  schema: z.object({ from: areaOrGridCode, to: areaOrGridCode, effectiveOn: z.iso.date(), decisionNo }).strict(),
  samples: [{ from: '320582001001', to: '320582001002', ...change }],
});

export const areaMoved = event('AreaMoved', {
  ...of,
  zh: '区划隶属变更',
  en: 'An area was put under another parent; it has one parent at a time (A1).',
  schema: z.object({ from: z.uuid(), to: z.uuid(), effectiveOn: z.iso.date(), decisionNo }).strict(),
  samples: [{ from: area, to: other, ...change }],
});

export const areaMerged = event('AreaMerged', {
  ...of,
  zh: '区划并入',
  en: 'An area ended by merger into another one.',
  schema: z.object({ into: z.uuid(), code: areaOrGridCode.nullable(), effectiveOn: z.iso.date(), decisionNo }).strict(),
  samples: [{ into: other, code: '320582001001', ...change }],
});

export const areaSplit = event('AreaSplit', {
  ...of,
  zh: '区划拆分',
  en: 'An area ended by division into several.',
  schema: z
    .object({ into: z.array(z.uuid()).min(2).max(50), code: areaOrGridCode.nullable(), effectiveOn: z.iso.date(), decisionNo })
    .strict(),
  samples: [{ into: [area, other], code: null, ...change }],
});

export const areaAbolished = event('AreaAbolished', {
  ...of,
  zh: '区划撤销',
  en: 'An area ended without a successor.',
  schema: z.object({ code: areaOrGridCode.nullable(), effectiveOn: z.iso.date(), decisionNo }).strict(),
  samples: [{ code: '320582001001', ...change }],
});

export const areaEvents = [areaRegistered, areaRenamed, areaCodeChanged, areaMoved, areaMerged, areaSplit, areaAbolished];

const register = { context: 'organisations', subject: 'area-code', version: 1, visibility: 'internal' } as const;

export const areaCodeReserved = event('AreaCodeReserved', {
  ...register,
  zh: '区划代码预占',
  en: 'A code was reserved for an area that is about to be recorded under it.',
  schema: z.object({ area: z.uuid(), until: z.iso.date() }).strict(),
  samples: [{ area, until: '2026-03-03' }],
});

export const areaCodeTaken = event('AreaCodeTaken', {
  ...register,
  zh: '区划代码启用',
  en: 'The area was recorded; the code is its own until it ends or gets another.',
  schema: z.object({ area: z.uuid() }).strict(),
  samples: [{ area }],
});

export const areaCodeReleased = event('AreaCodeReleased', {
  ...register,
  zh: '区划代码释放',
  en: 'The code is free again.',
  schema: z.object({ area: z.uuid(), because: z.enum(['unused', 'changed', 'ended']) }).strict(),
  samples: [{ area, because: 'unused' }],
});

export const areaCodeEvents = [areaCodeReserved, areaCodeTaken, areaCodeReleased];
