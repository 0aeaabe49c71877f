import { priorityGroup, ticketNumber } from '@yimen/contracts';
import type { MoveContext, Reader } from '@yimen/kernel';
import { z } from 'zod';
import { hall } from '../hall/hall.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { serviceItem } from '../service-item/service-item.js';
import { move, refuse, type Queue, type QueueEvent } from './state.js';
import { ticketOf, waits, type PriorityGroup, type Ticket } from './waiting.js';

/** What the hall says about the queue; the class's letter is recorded when the queue opens and does not change that day. */
export interface Advice {
  readonly organisation: string | null;
  readonly open: boolean;
  readonly class: { readonly class: string; readonly name: string; readonly prefix: string; readonly items: readonly string[] } | null;
  readonly restricted: boolean;
}

async function advise(read: Reader, id: string, item: string | null): Promise<Advice> {
  const [hallId = '', , key] = id.split('~');
  const at = await read.state(hall, hallId);
  const matter = item ? await read.state(serviceItem, item) : undefined;
  const restricted = matter !== undefined && matter.status !== 'none' && matter.guide.restricted;
  if (at.status === 'none') return { organisation: null, open: false, class: null, restricted };
  return {
    organisation: at.organisation,
    open: at.status === 'open',
    class: at.classes.find((each) => each.class === key) ?? null,
    restricted,
  };
}

interface Wish {
  readonly priority: PriorityGroup | null;
  readonly item: string | null;
  readonly person: string | null;
  readonly channel: 'kiosk' | 'clerk' | 'online';
}

/** That a person who is named is disabled, pregnant or a soldier is none of the queue's business: the order needs only that he is called first. */
const recorded = ({ priority, person }: Wish): Ticket['priority'] => (priority !== null && person !== null ? 'granted' : priority);

function issue(state: Extract<Queue, { status: 'none' | 'open' }>, wish: Wish, context: MoveContext<Advice>) {
  const { id, today, now, policy, facts } = context;
  const [hallId = '', on = ''] = id.split('~');
  if (!facts.organisation || !facts.class) return refuse('queue-unknown', rules.queue);
  if (on !== today) return refuse('not-of-today', rules.queue);
  if (!facts.open && stands('hall-closed', context)) return refuse('hall-closed', rules.hall);
  if (wish.item && facts.restricted) return refuse('item-restricted', rules.restricted);
  if (wish.item && !facts.class.items.includes(wish.item) && stands('item-not-served', context))
    return refuse('item-not-served', rules.queue);
  const groups = policy.text(parameters.ticketPriorityGroups).split(',');
  if (wish.priority && !groups.includes(wish.priority) && stands('group-without-priority', context))
    return refuse('group-without-priority', rules.priority);
  const tickets = state.status === 'open' ? state.tickets : [];
  const held = wish.person ? tickets.find((each) => each.person === wish.person && (waits(each) || each.state === 'called')) : undefined;
  if (held) return refuse('person-waits', rules.queue, { ticket: held.ticket });
  const ordinal = tickets.length + 1;
  const prefix = state.status === 'open' ? state.prefix : facts.class.prefix;
  const issued: QueueEvent = {
    type: 'TicketIssued',
    ticket: ticketOf(prefix, ordinal),
    ordinal,
    ...wish,
    priority: recorded(wish),
    at: now,
  };
  if (state.status === 'open') return issued;
  const { class: key, name } = facts.class;
  return [
    { type: 'QueueOpened', hall: hallId, organisation: facts.organisation, on, class: key, className: name, prefix } as const,
    issued,
  ];
}

/** Ends a ticket that waits or is called. */
function cancelled(tickets: readonly Ticket[], number: string, ground: 'holder' | 'not-needed', person: string | null, now: string) {
  const found = tickets.find((each) => each.ticket === number);
  if (!found) return refuse('ticket-unknown', rules.queue, { ticket: number });
  if (person !== null && found.person !== person) return refuse('ticket-of-another', rules.queue, { ticket: number });
  if (!waits(found) && found.state !== 'called' && found.state !== 'missed')
    return refuse('ticket-not-waiting', rules.queue, { ticket: number });
  return { type: 'TicketCancelled', ticket: number, ground, at: now } as const;
}

const item = z.uuid().nullable();
/** A queue that opens with its first ticket stands where its hall does. */
const placed = (_input: unknown, { organisation }: Advice) => (organisation ? { organisation } : undefined);

export const ticketMoves = {
  take: move({
    label: { zh: '取号', en: 'take a ticket' },
    from: ['none', 'open'],
    by: { hall: ['kiosk'] },
    /** `age` as the card reader tells it; looked at for elderly, not recorded. */
    input: z.object({ item, priority: priorityGroup.nullable(), age: z.int().min(0).max(150).nullable() }).strict(),
    gather: (read, input, _state, { id }) => advise(read, id, input.item),
    parties: (_input, { organisation }) => (organisation ? { hall: { organisation } } : {}),
    place: placed,
    decide: (state, { item, priority, age }, context) => {
      const elderly = context.policy.number(parameters.ticketPriorityAge);
      if (priority === 'elderly' && (age === null || age < elderly) && stands('not-old-enough', context))
        return refuse('not-old-enough', rules.priority, { age: elderly });
      return issue(state, { item, priority, person: null, channel: 'kiosk' }, context);
    },
  }),
  takeFor: move({
    label: { zh: '代为取号', en: 'take a ticket for a visitor' },
    from: ['none', 'open'],
    by: { hall: ['window-clerk', 'hall-manager'] },
    /** `person` only where he identified himself. */
    input: z.object({ item, priority: priorityGroup.nullable(), person: z.uuid().nullable() }).strict(),
    gather: (read, input, _state, { id }) => advise(read, id, input.item),
    parties: (_input, { organisation }) => (organisation ? { hall: { organisation } } : {}),
    place: placed,
    decide: (state, input, context) => issue(state, { ...input, channel: 'clerk' }, context),
  }),
  takeOnline: move({
    label: { zh: '线上取号', en: 'take a ticket online' },
    from: ['none', 'open'],
    by: { holder: ['resident'] },
    input: z.object({ item, person: z.uuid() }).strict(),
    gather: (read, input, _state, { id }) => advise(read, id, input.item),
    parties: ({ person }, { organisation }) => ({ holder: { person }, ...(organisation ? { hall: { organisation } } : {}) }),
    place: placed,
    // Priority is seen at the hall, by kiosk or clerk: a claim made from afar cannot be checked.
    decide: (state, input, context) => issue(state, { ...input, priority: null, channel: 'online' }, context),
  }),
  requeue: move({
    label: { zh: '过号重排', en: 'wait again' },
    from: ['open'],
    by: { hall: ['kiosk', 'window-clerk', 'hall-manager'] },
    input: z.object({ ticket: ticketNumber }).strict(),
    decide: (state, { ticket }, context) => {
      const { policy, now } = context;
      const found = state.tickets.find((each) => each.ticket === ticket);
      if (!found) return refuse('ticket-unknown', rules.queue, { ticket });
      if (found.state !== 'missed') return refuse('ticket-not-missed', rules.missed, { ticket });
      const times = policy.number(parameters.ticketRequeues);
      if (found.requeues >= times && stands('requeued-before', context)) return refuse('requeued-before', rules.missed, { times });
      return { type: 'TicketRequeued', ticket, place: state.lastPlace + 1, at: now };
    },
  }),
  cancel: move({
    label: { zh: '弃号', en: 'cancel a ticket' },
    from: ['open'],
    by: { hall: ['kiosk', 'window-clerk', 'hall-manager'] },
    input: z.object({ ticket: ticketNumber, ground: z.enum(['holder', 'not-needed']) }).strict(),
    decide: ({ tickets }, { ticket, ground }, { now }) => cancelled(tickets, ticket, ground, null, now),
  }),
  cancelOnline: move({
    label: { zh: '线上弃号', en: 'cancel my ticket' },
    from: ['open'],
    by: { holder: ['resident'] },
    input: z.object({ ticket: ticketNumber, person: z.uuid() }).strict(),
    parties: ({ person }) => ({ holder: { person } }),
    decide: ({ tickets }, { ticket, person }, { now }) => cancelled(tickets, ticket, 'holder', person, now),
  }),
};
