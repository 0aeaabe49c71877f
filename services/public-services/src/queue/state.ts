import type { EventOf, queueEvents } from '@yimen/contracts';
import { model, refusals } from '@yimen/kernel';
import type { Ticket } from './waiting.js';

export type QueueEvent = EventOf<(typeof queueEvents)[number]>;

interface Line {
  readonly hall: string;
  readonly organisation: string;
  readonly on: string;
  readonly class: string;
  readonly prefix: string;
  readonly tickets: readonly Ticket[];
  /** Last place given out in the order of waiting. */
  readonly lastPlace: number;
}

export type Queue = { status: 'none' } | ({ status: 'open' } & Line) | ({ status: 'closed' } & Line);

export const { move } = model<Queue, QueueEvent, 'hall' | 'holder'>();

export const refuse = refusals({
  'queue-unknown': { ground: 'record', zh: '该大厅没有此排队', en: 'the hall has no such queue' },
  'not-of-today': { ground: 'record', zh: '只能取当日的号', en: 'tickets are for today only' },
  'hall-closed': { ground: 'rule', zh: '大厅未开放', en: 'the hall is not open' },
  'item-not-served': { ground: 'rule', zh: '该类别窗口不办理此事项', en: 'windows of this class do not serve this matter' },
  'item-restricted': { ground: 'protection', zh: '受限事项取号时不记录事项', en: 'a restricted matter is not written on a ticket' },
  'group-without-priority': { ground: 'rule', zh: '该人群不在优先范围', en: 'this group has no priority here' },
  'not-old-enough': {
    ground: 'rule',
    zh: '满{age}周岁优先，请刷证或由工作人员取号',
    en: 'priority from the age of {age}: use your card, or ask a clerk',
  },
  'person-waits': { ground: 'record', zh: '您已持有号票{ticket}', en: 'you already hold the ticket {ticket}' },
  'ticket-unknown': { ground: 'record', zh: '没有号票{ticket}', en: 'there is no ticket {ticket}' },
  'ticket-not-waiting': { ground: 'record', zh: '号票{ticket}不在等候', en: 'the ticket {ticket} does not wait' },
  'ticket-not-called': { ground: 'record', zh: '号票{ticket}未被呼叫', en: 'the ticket {ticket} is not being called' },
  'ticket-not-missed': { ground: 'record', zh: '号票{ticket}未过号', en: 'the ticket {ticket} was not missed' },
  'ticket-of-another': { ground: 'protection', zh: '号票{ticket}不属于您', en: 'the ticket {ticket} is not yours' },
  'called-elsewhere': {
    ground: 'record',
    zh: '号票{ticket}由窗口{window}呼叫',
    en: 'the ticket {ticket} is called by the window {window}',
  },
  'nobody-waits': { ground: 'record', zh: '无人等候', en: 'nobody waits' },
  'window-not-serving': {
    ground: 'record',
    zh: '窗口{window}未开放或不办理该类别',
    en: 'the window {window} is closed or does not serve this class',
  },
  'window-busy': { ground: 'record', zh: '窗口{window}正在呼叫{ticket}', en: 'the window {window} is calling {ticket}' },
  'calls-left': { ground: 'rule', zh: '呼叫{calls}次后方可过号，已呼叫{made}次', en: 'missed only after {calls} calls, so far {made}' },
  'calls-used': { ground: 'rule', zh: '已呼叫{calls}次', en: 'called {calls} times already' },
  'requeued-before': { ground: 'rule', zh: '过号只能重排{times}次', en: 'a missed ticket waits again {times} time(s) only' },
});
