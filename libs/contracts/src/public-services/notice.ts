import { z } from 'zod';
import { event } from '../event.js';
import { account, noticeChannel, sample, text } from './shared.js';

const notice = { context: 'public-services', subject: 'notice', version: 1, visibility: 'internal' } as const;

/** What a notice is about. */
export const noticeKind = z.enum([
  'supplement',
  'supplement-expired',
  'accepted',
  'not-accepted',
  'paused',
  'resumed',
  'extended',
  'decision',
  'result-ready',
  'tolerance-overdue',
  'cannot-do-answer',
  'rating-feedback',
]);

export const noticeOrdered = event('NoticeOrdered', {
  ...notice,
  zh: '通知拟发',
  en: 'A notice to a person with its texts, rendered from recorded facts; ordered by a process',
  schema: z
    .object({
      kind: noticeKind,
      /** Case it belongs to, or null for the feedback on a rating. */
      case: z.uuid().nullable(),
      /** Front desk and back office, either of which may hand it over. */
      organisation: z.uuid(),
      handledBy: z.uuid(),
      person: z.uuid(),
      /** Of feedback on a rating: the account whose work was rated. It never reads the notice, which names the rater. */
      handler: account.optional(),
      channel: noticeChannel,
      subject: text,
      body: text,
      on: z.iso.date(),
    })
    .strict(),
  samples: [
    {
      kind: 'supplement',
      case: sample.case,
      organisation: sample.organisation,
      handledBy: sample.body,
      person: sample.person,
      channel: 'sms',
      subject: { zh: '一次性告知书', en: 'Supplement notice' },
      body: { zh: '请补齐：家庭收入情况说明。', en: 'Please add: statement of household income.' },
      on: '2026-03-02',
    },
  ],
});

export const noticeSent = event('NoticeSent', {
  ...notice,
  zh: '通知发出',
  en: 'The channel took the notice and gave a receipt; periods do not start yet',
  schema: z.object({ channel: noticeChannel, receipt: z.string().min(1).max(200), on: z.iso.date() }).strict(),
  samples: [{ channel: 'sms', receipt: 'outbox-1', on: '2026-03-02' }],
});

export const noticeDelivered = event('NoticeDelivered', {
  ...notice,
  zh: '通知送达',
  en: 'Delivery is proved: the periods that the notice starts run from the next day',
  schema: z
    .object({
      kind: noticeKind,
      case: z.uuid().nullable(),
      deliveredOn: z.iso.date(),
      proof: z
        .object({
          kind: z.enum(['signature', 'channel-receipt', 'postal-receipt', 'call-record', 'read-online']),
          reference: z.string().min(1).max(100),
        })
        .strict(),
    })
    .strict(),
  samples: [
    { kind: 'supplement', case: sample.case, deliveredOn: '2026-03-03', proof: { kind: 'channel-receipt', reference: 'sms-9981' } },
  ],
});

export const noticeFailed = event('NoticeFailed', {
  ...notice,
  zh: '通知未送达',
  en: 'The channel could not deliver; a person chooses another',
  schema: z.object({ reason: z.enum(['unreachable', 'refused', 'address-unknown', 'channel-error']), on: z.iso.date() }).strict(),
  samples: [{ reason: 'unreachable', on: '2026-03-04' }],
});

export const noticeRerouted = event('NoticeRerouted', {
  ...notice,
  zh: '通知改道',
  en: 'A failed or unproved notice goes out again by another channel, with the same words',
  schema: z
    .object({ person: z.uuid(), channel: noticeChannel, subject: text, body: text, attempt: z.int().min(2), on: z.iso.date() })
    .strict(),
  samples: [
    {
      person: sample.person,
      channel: 'post',
      subject: { zh: '一次性告知书', en: 'Supplement notice' },
      body: { zh: '请补齐：家庭收入情况说明。', en: 'Please add: statement of household income.' },
      attempt: 2,
      on: '2026-03-04',
    },
  ],
});

export const noticeEvents = [noticeOrdered, noticeSent, noticeDelivered, noticeFailed, noticeRerouted] as const;
