import type { When } from '@yimen/kernel';
import type { Queue, QueueEvent } from './state.js';
import type { Ticket } from './waiting.js';

type Open = When<Queue, 'open'>;
type Of<T extends QueueEvent['type']> = Extract<QueueEvent, { type: T }>;

function patch(queue: Open, number: string, change: Partial<Ticket>): Open {
  return { ...queue, tickets: queue.tickets.map((each) => (each.ticket === number ? { ...each, ...change } : each)) };
}

export const folds = {
  QueueOpened: (_none: Queue, { hall, organisation, on, class: key, prefix }: Of<'QueueOpened'>): Queue => ({
    status: 'open',
    hall,
    organisation,
    on,
    class: key,
    prefix,
    tickets: [],
    lastPlace: 0,
  }),
  TicketIssued: (queue: Open, { ticket, ordinal, priority, item, person }: Of<'TicketIssued'>): Queue => ({
    ...queue,
    lastPlace: queue.lastPlace + 1,
    tickets: [
      ...queue.tickets,
      { ticket, ordinal, order: queue.lastPlace + 1, priority, item, person, state: 'issued', calls: 0, requeues: 0, window: null },
    ],
  }),
  TicketCalled: (queue: Open, { ticket, window, call }: Of<'TicketCalled'>): Queue =>
    patch(queue, ticket, { state: 'called', window, calls: call }),
  TicketServed: (queue: Open, { ticket, person }: Of<'TicketServed'>): Queue => patch(queue, ticket, { state: 'served', person }),
  TicketMissed: (queue: Open, { ticket }: Of<'TicketMissed'>): Queue => patch(queue, ticket, { state: 'missed', window: null }),
  TicketRequeued: (queue: Open, { ticket, place }: Of<'TicketRequeued'>): Queue => {
    const requeues = (queue.tickets.find((each) => each.ticket === ticket)?.requeues ?? 0) + 1;
    return { ...patch(queue, ticket, { state: 'requeued', order: place, calls: 0, requeues }), lastPlace: place };
  },
  TicketCancelled: (queue: Open, { ticket }: Of<'TicketCancelled'>): Queue => patch(queue, ticket, { state: 'cancelled', window: null }),
  QueueClosed: (queue: Open): Queue => ({ ...queue, status: 'closed' }),
};
