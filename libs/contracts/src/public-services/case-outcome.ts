import { z } from 'zod';
import { event } from '../event.js';
import { due } from '../fields.js';
import { ofCase } from './case-submission.js';
import { account, noticeChannel, ruleId, sample } from './shared.js';

const day = z.iso.date();
const to = { applicant: z.uuid(), channel: noticeChannel };
const toSample = { applicant: sample.person, channel: 'sms' } as const;

export const caseDecided = event('CaseDecided', {
  ...ofCase,
  visibility: 'published',
  zh: '办结决定',
  en: 'Decided: 准予 granted, 不予 refused, 不属本单位 not-ours; the last two in writing with reason and remedy. `inTime` null: due date still pending',
  schema: z
    .object({
      outcome: z.enum(['granted', 'refused', 'not-ours']),
      reason: z.string().min(2).max(500).nullable(),
      remedy: z.string().min(2).max(500).nullable(),
      decidedBy: account,
      inTime: z.boolean().nullable(),
      deliveryDue: due,
      /** Rule of `deliveryDue`: law for a licence that is granted, local configuration for everything else. */
      deliveryRule: ruleId,
      ...to,
      on: day,
    })
    .strict(),
  samples: [
    {
      outcome: 'granted',
      reason: null,
      remedy: null,
      decidedBy: 'handler-1',
      inTime: true,
      deliveryDue: { dueOn: '2026-04-02' },
      deliveryRule: 'D-result-delivery',
      ...toSample,
      on: '2026-03-19',
    },
  ],
});

export const resultReady = event('ResultReady', {
  ...ofCase,
  visibility: 'internal',
  zh: '结果制作完成',
  en: 'The result document is ready, under its number',
  schema: z.object({ number: z.string().min(1).max(100), ...to, on: day }).strict(),
  samples: [{ number: '示字2026-1', ...toSample, on: '2026-03-20' }],
});

export const caseDelivered = event('CaseDelivered', {
  ...ofCase,
  visibility: 'published',
  zh: '结果送达',
  en: 'The result reached the applicant or his agent; the rating window runs until `archiveDue`',
  schema: z
    .object({
      way: z.enum(['window', 'post', 'online']),
      receivedBy: z.enum(['applicant', 'agent']),
      proof: z.string().min(1).max(100),
      /** Of a hand-over at a window: the visit that is rated for it (13.3). */
      visit: z.uuid().optional(),
      inTime: z.boolean().nullable(),
      archiveDue: due,
      on: day,
    })
    .strict(),
  samples: [
    {
      ...{ way: 'window', receivedBy: 'applicant', proof: '签收单1号', visit: sample.visit },
      ...{ inTime: true, archiveDue: { dueOn: '2026-04-07' }, on: '2026-03-23' },
    },
  ],
});

export const caseWithdrawn = event('CaseWithdrawn', {
  ...ofCase,
  visibility: 'published',
  zh: '撤回申请',
  en: 'The applicant withdrew before the decision; he may submit again',
  schema: z.object({ by: z.enum(['applicant', 'window']), on: day }).strict(),
  samples: [{ by: 'applicant', on: '2026-03-06' }],
});

export const caseArchived = event('CaseArchived', {
  ...ofCase,
  visibility: 'published',
  zh: '归档',
  en: 'The rating window is over; the case is closed for good. Not rated is never counted as good',
  schema: z.object({ on: day }).strict(),
  samples: [{ on: '2026-04-08' }],
});

export const cannotDoLogged = event('CannotDoLogged', {
  ...ofCase,
  visibility: 'internal',
  zh: '办不成事登记',
  en: 'The applicant could not get it done and said so at the window for it; answered within its limit',
  schema: z
    .object({
      trouble: z.enum(['not-accepted-without-reason', 'asked-again', 'overdue', 'passed-around', 'system-down', 'rule-unclear', 'other']),
      window: z.string(),
      due,
      by: account,
      on: day,
    })
    .strict(),
  samples: [{ trouble: 'passed-around', window: '9', due: { dueOn: '2026-03-13' }, by: 'clerk-9', on: '2026-03-06' }],
});

export const cannotDoRouted = event('CannotDoRouted', {
  ...ofCase,
  visibility: 'internal',
  zh: '办不成事转办',
  en: 'Routed to the organisation that must answer',
  schema: z.object({ to: z.uuid(), by: account, on: day }).strict(),
  samples: [{ to: sample.body, by: 'clerk-9', on: '2026-03-06' }],
});

export const cannotDoAnswered = event('CannotDoAnswered', {
  ...ofCase,
  visibility: 'internal',
  zh: '办不成事答复',
  en: 'The applicant got an answer',
  schema: z
    .object({
      outcome: z.enum(['done', 'under-way', 'explained']),
      answer: z.string().min(2).max(500),
      by: account,
      inTime: z.boolean().nullable(),
      ...to,
      on: day,
    })
    .strict(),
  samples: [{ outcome: 'under-way', answer: '已转承办单位办理', by: 'handler-1', inTime: true, ...toSample, on: '2026-03-09' }],
});
