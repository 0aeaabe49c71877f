import { noticeChannel, noticeDelivered, noticeFailed, type EventOf, type noticeEvents } from '@yimen/contracts';
import { model, refusals, type Reader, type When } from '@yimen/kernel';
import { z } from 'zod';
import { ratingCase } from '../rating-case/rating-case.js';
import { rules } from '../rules.js';
import { serviceCase } from '../service-case/service-case.js';
import { back, front } from '../service-case/state.js';
import { about, noticeTexts } from './texts.js';

export type NoticeEvent = EventOf<(typeof noticeEvents)[number]>;
type Ordered = Extract<NoticeEvent, { type: 'NoticeOrdered' }>;

interface Paper extends Omit<Ordered, 'type' | 'on'> {
  readonly attempt: number;
}

/** A notice to a person. What its delivery starts, starts at proved delivery and no earlier (D-notice-delivery). */
export type Notice =
  | { status: 'none' }
  | ({ status: 'ordered' } & Paper)
  | ({ status: 'sent'; sentOn: string } & Paper)
  | ({ status: 'delivered'; deliveredOn: string } & Paper)
  | ({ status: 'failed' } & Paper);
type Standing = Exclude<Notice, { status: 'none' }>;

/** To whom, by which channel, and about what matter; null where nobody is to be told. */
interface Addressee {
  readonly to: {
    readonly person: string;
    readonly channel: Ordered['channel'];
    readonly organisation: string;
    readonly handledBy: string;
    /** Account whose work the feedback is about. */
    readonly handler?: string;
    readonly item: string;
  } | null;
}

const refuse = refusals({
  'delivered-before-sent': { ground: 'record', zh: '送达日期不得早于发出日期{sentOn}', en: 'delivered before it was sent on {sentOn}' },
  'delivered-in-future': { ground: 'record', zh: '送达日期不得晚于当日', en: 'the day of delivery lies in the future' },
});

const { move, aggregate } = model<Notice, NoticeEvent, 'window' | 'body' | 'supervisor' | 'person'>();
/** Feedback on a rating names the rater, so that no desk hands it over: the desks may be those who were rated (13.3). */
const by = { window: front, body: back, supervisor: ['rating-supervisor'] } as const;

async function addressee(read: Reader, caseId: string | null, rating: string | null): Promise<Addressee> {
  if (caseId) {
    const state = await read.state(serviceCase, caseId);
    // What is finished at the desk is told at the desk.
    if (state.status === 'none' || (state.mode === 'at-once' && 'outcome' in state)) return { to: null };
    const { applicant: person, noticeChannel: channel, organisation, handledBy, itemName: item } = state;
    return { to: { person, channel, organisation, handledBy, item } };
  }
  if (!rating) return { to: null };
  const state = await read.state(ratingCase, rating);
  if (state.status === 'none' || !state.named || !state.rater) return { to: null };
  const { rater: person, organisation, handler } = state;
  return { to: { person, channel: 'phone', organisation, handledBy: organisation, handler, item: '好差评' } };
}

export const notice = aggregate({
  context: 'public-services',
  name: 'notice',
  collection: 'notices',
  label: { zh: '通知', en: 'notice' },
  ids: /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as Notice,
  states: {
    none: { zh: '未拟发', en: 'not ordered' },
    ordered: { zh: '待发', en: 'ordered' },
    sent: { zh: '已发出', en: 'sent' },
    delivered: { zh: '已送达', en: 'delivered', final: true },
    failed: { zh: '未送达', en: 'not delivered' },
  },
  parties: (state) => {
    if (state.status === 'none') return {};
    const { kind, organisation, handledBy } = state;
    const person = { person: state.person };
    return kind === 'rating-feedback'
      ? { supervisor: { organisation }, person }
      : { window: { organisation }, body: { organisation: handledBy }, person };
  },
  readers: { window: ['auditor'], body: ['auditor'], supervisor: ['auditor'], person: ['resident'] },
  // A supervisor who was rated himself does not learn by whom (13.3).
  hiddenFrom: (state) => (state.status === 'none' || state.handler === undefined ? [] : [state.handler]),
  moves: {
    order: move({
      label: { zh: '拟发', en: 'order' },
      from: ['none'],
      by: 'system',
      input: z.object({ case: z.uuid().nullable(), ratingCase: z.uuid().nullable(), about }).strict(),
      gather: (read, { case: of, ratingCase: rating }) => addressee(read, of, rating),
      decide: (_none, { case: of, about: told }, { facts, today }) => {
        if (!facts.to) return [];
        const { item, ...to } = facts.to;
        return { type: 'NoticeOrdered', kind: told.kind, case: of, ...to, ...noticeTexts(item, told), on: today };
      },
    }),
    markSent: move({
      label: { zh: '登记发出', en: 'record that it was sent' },
      from: ['ordered'],
      by: 'system',
      input: z.object({ receipt: z.string().min(1).max(200) }).strict(),
      decide: ({ channel }, { receipt }, { today }) => ({ type: 'NoticeSent', channel, receipt, on: today }),
    }),
    deliver: move({
      label: { zh: '登记送达', en: 'record delivery' },
      from: ['sent'],
      by,
      input: noticeDelivered.schema.pick({ deliveredOn: true, proof: true }),
      happenedOn: ({ deliveredOn }) => deliveredOn,
      decide: ({ kind, case: of, sentOn }, { deliveredOn, proof }, { today }) => {
        if (deliveredOn < sentOn) return refuse('delivered-before-sent', rules.notice, { sentOn });
        if (deliveredOn > today) return refuse('delivered-in-future', rules.notice);
        return { type: 'NoticeDelivered', kind, case: of, deliveredOn, proof };
      },
    }),
    confirm: move({
      label: { zh: '确认收到', en: 'confirm receipt' },
      from: ['sent'],
      by: { person: ['resident'] },
      input: z.object({}).strict(),
      decide: ({ kind, case: of }, _input, { id, today }) => ({
        type: 'NoticeDelivered',
        kind,
        case: of,
        deliveredOn: today,
        proof: { kind: 'read-online', reference: id },
      }),
    }),
    fail: move({
      label: { zh: '登记未送达', en: 'record that it did not arrive' },
      from: ['sent'],
      by,
      input: noticeFailed.schema.pick({ reason: true }),
      decide: (_sent, { reason }, { today }) => ({ type: 'NoticeFailed', reason, on: today }),
    }),
    reroute: move({
      label: { zh: '改道重发', en: 'send by another channel' },
      from: ['sent', 'failed'],
      by,
      input: z.object({ channel: noticeChannel }).strict(),
      decide: ({ person, subject, body, attempt }, { channel }, { today }) => ({
        type: 'NoticeRerouted',
        person,
        channel,
        subject,
        body,
        attempt: attempt + 1,
        on: today,
      }),
    }),
  },
  on: {
    NoticeOrdered: (_none, { type: _type, on: _on, ...paper }) => ({ status: 'ordered', ...paper, attempt: 1 }),
    NoticeSent: (state: Standing, { on }) => ({ ...state, status: 'sent', sentOn: on }),
    NoticeDelivered: (state: When<Notice, 'sent'>, { deliveredOn }) => ({ ...state, status: 'delivered', deliveredOn }),
    NoticeFailed: (state: When<Notice, 'sent'>) => ({ ...state, status: 'failed' }),
    NoticeRerouted: (state: Standing, { channel, attempt }) => ({ ...state, status: 'ordered', channel, attempt }),
  },
});
