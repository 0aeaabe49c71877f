import { z } from 'zod';
import { event } from '../event.js';
import { areaCode } from '../fields.js';
import { sample, windowNumber } from './shared.js';

const hall = { context: 'public-services', subject: 'hall', version: 1, visibility: 'published' } as const;

/** Key of a window class within its hall, as it stands in queue ids. */
export const windowClass = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/);

export const hallEstablished = event('HallEstablished', {
  ...hall,
  zh: '服务大厅设立',
  en: 'A service hall was set up by its organisation',
  schema: z
    .object({
      organisation: z.uuid(),
      name: z.string().min(2).max(100),
      area: areaCode,
      place: z.string().min(2).max(200),
      on: z.iso.date(),
    })
    .strict(),
  samples: [
    { organisation: sample.organisation, name: '示例社区便民服务中心', area: '320582100001', place: '示例路1号', on: '2026-03-02' },
  ],
});

export const windowClassDefined = event('WindowClassDefined', {
  ...hall,
  zh: '窗口类别设置',
  en: 'A class of windows with the letter of its tickets and the matters it serves; a later one replaces it',
  schema: z
    .object({ class: windowClass, name: z.string().min(2).max(50), prefix: z.string().regex(/^[A-Z]$/), items: z.array(z.uuid()) })
    .strict(),
  samples: [{ class: 'social', name: '社会救助', prefix: 'A', items: [sample.item] }],
});

export const windowClassWithdrawn = event('WindowClassWithdrawn', {
  ...hall,
  zh: '窗口类别撤销',
  en: 'A class of windows is no longer served',
  schema: z.object({ class: windowClass }).strict(),
  samples: [{ class: 'social' }],
});

export const windowSetUp = event('WindowSetUp', {
  ...hall,
  zh: '窗口设置',
  en: 'A window with the classes it serves; a later one replaces it. Kind cannot-do is the window for what could not be done (办不成事)',
  schema: z.object({ window: windowNumber, kind: z.enum(['general', 'cannot-do']), classes: z.array(windowClass).min(1) }).strict(),
  samples: [{ window: '1', kind: 'general', classes: ['social'] }],
});

export const windowRemoved = event('WindowRemoved', {
  ...hall,
  zh: '窗口撤销',
  en: 'A window was removed',
  schema: z.object({ window: windowNumber }).strict(),
  samples: [{ window: '1' }],
});

export const windowOpened = event('WindowOpened', {
  ...hall,
  zh: '窗口开放',
  en: 'A window began to serve',
  schema: z.object({ window: windowNumber, clerk: z.string().min(1), at: z.iso.datetime() }).strict(),
  samples: [{ window: '1', clerk: 'clerk-1', at: '2026-03-02T01:00:00.000Z' }],
});

export const windowClosed = event('WindowClosed', {
  ...hall,
  zh: '窗口关闭',
  en: 'A window stopped serving',
  schema: z.object({ window: windowNumber, at: z.iso.datetime() }).strict(),
  samples: [{ window: '1', at: '2026-03-02T09:00:00.000Z' }],
});

export const hallOpened = event('HallOpened', {
  ...hall,
  zh: '服务大厅开放',
  en: 'The hall serves the public',
  schema: z.object({ on: z.iso.date() }).strict(),
  samples: [{ on: '2026-03-02' }],
});

export const hallClosed = event('HallClosed', {
  ...hall,
  zh: '服务大厅关闭',
  en: 'The hall does not serve until it is opened again',
  schema: z.object({ reason: z.string().min(2).max(200), on: z.iso.date() }).strict(),
  samples: [{ reason: '场所修缮', on: '2026-03-05' }],
});

/**
 * What a hall keeps to: one sign, unified windows and conduct of staff, open desks, everything at one stop, also for those who
 * live here without registration, the procedure in public, a hotline.
 */
export const hallStandards = ['sign', 'windows', 'conduct', 'open-desks', 'one-stop', 'procedure', 'hotline'] as const;

export const hallStandardsChecked = event('HallStandardsChecked', {
  ...hall,
  zh: '服务大厅规范检查',
  en: 'The hall was looked at against the standards; what it does not keep is listed',
  schema: z.object({ kept: z.array(z.enum(hallStandards)), lacking: z.array(z.enum(hallStandards)), on: z.iso.date() }).strict(),
  samples: [{ kept: ['sign', 'windows', 'conduct', 'open-desks', 'one-stop', 'procedure'], lacking: ['hotline'], on: '2026-03-02' }],
});

export const hallEvents = [
  hallEstablished,
  windowClassDefined,
  windowClassWithdrawn,
  windowSetUp,
  windowRemoved,
  windowOpened,
  windowClosed,
  hallOpened,
  hallClosed,
  hallStandardsChecked,
] as const;

export const restrictedMatterCounted = event('RestrictedMatterCounted', {
  context: 'public-services',
  subject: 'tally',
  version: 1,
  visibility: 'internal',
  zh: '受限事项计数',
  en: 'A restricted matter was handled: counted by hall, day and matter; no person, no ticket, no time of day (13.9)',
  schema: z
    .object({ hall: z.uuid(), organisation: z.uuid(), on: z.iso.date(), item: z.uuid(), kind: z.enum(['consulted', 'handled']) })
    .strict(),
  samples: [{ hall: sample.hall, organisation: sample.organisation, on: '2026-03-02', item: sample.item, kind: 'consulted' }],
});
