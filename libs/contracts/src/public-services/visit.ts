import { z } from 'zod';
import { event } from '../event.js';
import { account, sample, ticketNumber, windowNumber } from './shared.js';

// The stream's item id is uuid v5 of queue and ticket, see `visitId` of services/public-services.
const visit = { context: 'public-services', subject: 'visit', version: 1, visibility: 'internal' } as const;
const moment = '2026-03-02T01:15:00.000Z';

export const visitOpened = event('VisitOpened', {
  ...visit,
  zh: '来访接待开始',
  en: 'A ticket was served: one visitor received (R-220)',
  schema: z
    .object({
      hall: z.uuid(),
      organisation: z.uuid(),
      queue: z.string(),
      ticket: ticketNumber,
      window: windowNumber,
      clerk: account,
      person: z.uuid().nullable(),
      on: z.iso.date(),
      at: z.iso.datetime(),
    })
    .strict(),
  samples: [
    {
      hall: sample.hall,
      organisation: sample.organisation,
      queue: `${sample.hall}~2026-03-02~social`,
      ticket: 'A001',
      window: '1',
      clerk: 'clerk-1',
      person: sample.person,
      on: '2026-03-02',
      at: moment,
    },
  ],
});

export const visitorIdentified = event('VisitorIdentified', {
  ...visit,
  zh: '来访人表明身份',
  en: 'The visitor identified himself at the window',
  schema: z.object({ person: z.uuid() }).strict(),
  samples: [{ person: sample.person }],
});

export const matterConsulted = event('MatterConsulted', {
  ...visit,
  zh: '事项咨询',
  en: 'A matter was asked about, and what came of it; restricted matters never stand here',
  schema: z.object({ item: z.uuid(), outcome: z.enum(['informed', 'case-submitted', 'referred', 'cannot-do']) }).strict(),
  samples: [{ item: sample.item, outcome: 'informed' }],
});

export const visitClosed = event('VisitClosed', {
  ...visit,
  zh: '来访接待结束',
  en: 'Hand-over at the window: the visit is over and may be rated once (现场一次一评)',
  schema: z.object({ on: z.iso.date(), at: z.iso.datetime() }).strict(),
  samples: [{ on: '2026-03-02', at: moment }],
});

export const visitEvents = [visitOpened, visitorIdentified, matterConsulted, visitClosed] as const;
