import {
  queueClosed,
  queueOpened,
  ticketCalled,
  ticketCancelled,
  ticketIssued,
  ticketMissed,
  ticketRequeued,
  ticketServed,
} from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';

export interface QueueRow {
  readonly queue: string;
  readonly hall: string;
  readonly organisation: string;
  readonly on: string;
  readonly class: string;
  readonly className: string;
  readonly closed: boolean;
}

export interface TicketRow {
  readonly queue: string;
  readonly ticket: string;
  readonly hall: string;
  readonly on: string;
  readonly class: string;
  readonly state: 'waiting' | 'called' | 'served' | 'missed' | 'cancelled';
  /** 1 called now, 2 waiting with priority, 3 waiting; in it tickets stand by `place`. */
  readonly rank: number;
  /** Ordinal of issue, or the new place after it was missed. */
  readonly place: number;
  readonly priority: boolean;
  readonly window: string | null;
  readonly calls: number;
}

const tables = {
  queues: table<QueueRow>('queue', {
    columns: {
      queue: { type: 'text' },
      hall: { type: 'uuid' },
      organisation: { type: 'uuid' },
      on: { type: 'date' },
      class: { type: 'text' },
      className: { type: 'text' },
      closed: { type: 'boolean' },
    },
    key: ['queue'],
  }),
  tickets: table<TicketRow>('ticket', {
    columns: {
      queue: { type: 'text' },
      ticket: { type: 'text' },
      hall: { type: 'uuid' },
      on: { type: 'date' },
      class: { type: 'text' },
      state: { type: 'text' },
      rank: { type: 'int' },
      place: { type: 'int' },
      priority: { type: 'boolean' },
      window: { type: 'text', nullable: true },
      calls: { type: 'int' },
    },
    key: ['queue', 'ticket'],
    indices: [['hall', 'on', 'state']],
  }),
};

const called = 1;
const waiting = (priority: boolean) => (priority ? 2 : 3);

/** Tickets of every queue: numbers only. Who holds a ticket stands in no row here. */
export const hallQueue = projection('hall-queue', 1, tables, (on) => {
  on(queueOpened, ({ queues }, { event, item }) => {
    const { hall, organisation, on: day, class: key, className } = event;
    queues.put({ queue: item, hall, organisation, on: day, class: key, className, closed: false });
  });
  on(ticketIssued, ({ queues, tickets }, { event, item }) => {
    const queue = queues.get(item);
    if (!queue) throw new Error('a ticket before its queue was opened');
    const { hall, on: day, class: key } = queue;
    const priority = event.priority !== null;
    tickets.put({
      queue: item,
      ticket: event.ticket,
      hall,
      on: day,
      class: key,
      state: 'waiting',
      rank: waiting(priority),
      place: event.ordinal,
      priority,
      window: null,
      calls: 0,
    });
  });
  on(ticketCalled, ({ tickets }, { event, item }) =>
    tickets.patch([item, event.ticket], { state: 'called', rank: called, window: event.window, calls: event.call }),
  );
  on(ticketServed, ({ tickets }, { event, item }) => tickets.patch([item, event.ticket], { state: 'served', window: event.window }));
  on(ticketMissed, ({ tickets }, { event, item }) => tickets.patch([item, event.ticket], { state: 'missed', window: null }));
  on(ticketRequeued, ({ tickets }, { event, item }) => {
    const ticket = tickets.get(item, event.ticket);
    if (!ticket) throw new Error(`no ticket ${event.ticket}`);
    tickets.put({ ...ticket, state: 'waiting', rank: waiting(ticket.priority), place: event.place, window: null, calls: 0 });
  });
  on(ticketCancelled, ({ tickets }, { event, item }) => tickets.patch([item, event.ticket], { state: 'cancelled', window: null }));
  on(queueClosed, ({ queues }, { item }) => queues.patch([item], { closed: true }));
});
