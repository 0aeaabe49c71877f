import { z } from 'zod';
import { event } from '../event.js';
import { windowClass } from './hall.js';
import { account, recordedPriority, sample, ticketNumber, windowNumber } from './shared.js';

// The stream's item id is `{hallId}~{yyyy-mm-dd}~{class}`: one queue per hall, date and window class.
const queue = { context: 'public-services', subject: 'queue', version: 1, visibility: 'internal' } as const;
const at = z.iso.datetime();
const moment = '2026-03-02T01:10:00.000Z';

export const queueOpened = event('QueueOpened', {
  ...queue,
  zh: '排队开始',
  en: 'The first ticket of a hall, date and class opens its queue; stands before the first TicketIssued',
  schema: z
    .object({
      hall: z.uuid(),
      organisation: z.uuid(),
      on: z.iso.date(),
      class: windowClass,
      className: z.string(),
      prefix: z.string().regex(/^[A-Z]$/),
    })
    .strict(),
  samples: [
    { hall: sample.hall, organisation: sample.organisation, on: '2026-03-02', class: 'social', className: '社会救助', prefix: 'A' },
  ],
});

export const ticketIssued = event('TicketIssued', {
  ...queue,
  zh: '取号',
  en: 'A ticket was taken. Numbers restart daily; a person id stands only where he identified himself',
  schema: z
    .object({
      ticket: ticketNumber,
      /** 1, 2, 3 … in order of issue. */
      ordinal: z.int().positive(),
      priority: recordedPriority.nullable(),
      channel: z.enum(['kiosk', 'clerk', 'online']),
      item: z.uuid().nullable(),
      person: z.uuid().nullable(),
      at,
    })
    .strict(),
  samples: [{ ticket: 'A001', ordinal: 1, priority: null, channel: 'kiosk', item: sample.item, person: null, at: moment }],
});

export const ticketCalled = event('TicketCalled', {
  ...queue,
  zh: '叫号',
  en: 'A ticket was called to a window; `passed` earlier tickets wait on because this one has priority or was next in another order',
  schema: z
    .object({ ticket: ticketNumber, window: windowNumber, clerk: account, call: z.int().positive(), passed: z.int().min(0), at })
    .strict(),
  samples: [{ ticket: 'A001', window: '1', clerk: 'clerk-1', call: 1, passed: 0, at: moment }],
});

export const ticketServed = event('TicketServed', {
  ...queue,
  zh: '接待',
  en: 'The holder came to the window; a visit opens (process)',
  schema: z
    .object({
      hall: z.uuid(),
      organisation: z.uuid(),
      ticket: ticketNumber,
      window: windowNumber,
      clerk: account,
      person: z.uuid().nullable(),
      at,
    })
    .strict(),
  samples: [
    {
      hall: sample.hall,
      organisation: sample.organisation,
      ticket: 'A001',
      window: '1',
      clerk: 'clerk-1',
      person: sample.person,
      at: moment,
    },
  ],
});

export const ticketMissed = event('TicketMissed', {
  ...queue,
  zh: '过号',
  en: 'Nobody came after the last call',
  schema: z.object({ ticket: ticketNumber, calls: z.int().positive(), at }).strict(),
  samples: [{ ticket: 'A001', calls: 3, at: moment }],
});

export const ticketRequeued = event('TicketRequeued', {
  ...queue,
  zh: '过号重排',
  en: 'A missed ticket waits again, once, behind those waiting now (`place`: position in the order of waiting)',
  schema: z.object({ ticket: ticketNumber, place: z.int().positive(), at }).strict(),
  samples: [{ ticket: 'A001', place: 7, at: moment }],
});

export const ticketCancelled = event('TicketCancelled', {
  ...queue,
  zh: '弃号',
  en: 'A ticket ended without being served',
  schema: z.object({ ticket: ticketNumber, ground: z.enum(['holder', 'not-needed', 'day-closed']), at }).strict(),
  samples: [{ ticket: 'A001', ground: 'day-closed', at: moment }],
});

export const queueClosed = event('QueueClosed', {
  ...queue,
  zh: '当日排队结束',
  en: 'The day is over; TicketCancelled (day-closed) of every waiting or called ticket stands before it',
  schema: z.object({ on: z.iso.date(), at }).strict(),
  samples: [{ on: '2026-03-02', at: moment }],
});

export const queueEvents = [
  queueOpened,
  ticketIssued,
  ticketCalled,
  ticketServed,
  ticketMissed,
  ticketRequeued,
  ticketCancelled,
  queueClosed,
] as const;
