import { z } from 'zod';
import { event } from '../event.js';
import { due } from '../fields.js';
import { cannotDoAnswered, cannotDoLogged } from './case-outcome.js';
import { account, sample, windowNumber } from './shared.js';

const trouble = { context: 'public-services', subject: 'trouble', version: 1, visibility: 'internal' } as const;
const day = z.iso.date();

export const troubleLogged = event('TroubleLogged', {
  ...trouble,
  zh: '来访“办不成事”登记',
  en: 'A visitor could not get it done and has no case: said at the window for it, answered within its limit',
  schema: z
    .object({
      hall: z.uuid(),
      organisation: z.uuid(),
      window: windowNumber,
      visit: z.uuid(),
      /** The visitor, where he identified himself. */
      person: z.uuid().nullable(),
      /** What he came for; null where the guide has no such matter. */
      item: z.uuid().nullable(),
      trouble: cannotDoLogged.schema.shape.trouble,
      due,
      by: account,
      on: day,
    })
    .strict(),
  samples: [
    {
      hall: sample.hall,
      organisation: sample.organisation,
      window: '9',
      visit: sample.visit,
      person: sample.person,
      item: sample.item,
      trouble: 'not-accepted-without-reason',
      due: { dueOn: '2026-03-13' },
      by: 'clerk-9',
      on: '2026-03-06',
    },
  ],
});

export const troubleRouted = event('TroubleRouted', {
  ...trouble,
  zh: '来访“办不成事”转办',
  en: 'Routed to the organisation that must answer; the limit goes on',
  schema: z.object({ to: z.uuid(), by: account, on: day }).strict(),
  samples: [{ to: sample.body, by: 'clerk-9', on: '2026-03-06' }],
});

export const troubleAnswered = event('TroubleAnswered', {
  ...trouble,
  zh: '来访“办不成事”答复',
  en: 'The visitor got an answer, in time or not',
  schema: z
    .object({
      outcome: cannotDoAnswered.schema.shape.outcome,
      answer: z.string().min(2).max(500),
      by: account,
      inTime: z.boolean().nullable(),
      on: day,
    })
    .strict(),
  samples: [{ outcome: 'explained', answer: '所缺材料可通过数据共享取得，可再次来办', by: 'handler-1', inTime: true, on: '2026-03-09' }],
});

export const troubleCalledBack = event('TroubleCalledBack', {
  ...trouble,
  zh: '来访“办不成事”回访',
  en: 'The supervisor asked the visitor whether the answer helped',
  schema: z.object({ reached: z.boolean(), satisfied: z.boolean().nullable(), by: account, on: day }).strict(),
  samples: [{ reached: true, satisfied: true, by: 'supervisor-1', on: '2026-03-10' }],
});

export const troubleDueComputed = event('TroubleDueComputed', {
  ...trouble,
  zh: '来访“办不成事”期限算定',
  en: 'Its limit waited for the calendar and is computed now',
  schema: z.object({ dueOn: day }).strict(),
  samples: [{ dueOn: '2027-01-08' }],
});

export const troubleEvents = [troubleLogged, troubleRouted, troubleAnswered, troubleCalledBack, troubleDueComputed] as const;
