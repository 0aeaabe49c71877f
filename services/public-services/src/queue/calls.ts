import { ticketNumber, windowNumber } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { z } from 'zod';
import { hall } from '../hall/hall.js';
import { actorId } from '../ids.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { move, refuse } from './state.js';
import { callingOrder, passedOver, waits, type Ticket } from './waiting.js';

const by = { hall: ['window-clerk'] } as const;

/** Whether the window is open and serves the queue's class. */
async function serving(read: Reader, id: string, window: string): Promise<{ serving: boolean }> {
  const [hallId = '', , key = ''] = id.split('~');
  const at = await read.state(hall, hallId);
  if (at.status !== 'open') return { serving: false };
  const found = at.windows.find((each) => each.window === window);
  return { serving: found !== undefined && found.clerk !== null && found.classes.includes(key) };
}

/** The ticket as called by this window, or why it is not. */
function calledBy(tickets: readonly Ticket[], number: string, window: string) {
  const found = tickets.find((each) => each.ticket === number);
  if (!found) return refuse('ticket-unknown', rules.queue, { ticket: number });
  if (found.state !== 'called') return refuse('ticket-not-called', rules.queue, { ticket: number });
  if (found.window !== window) return refuse('called-elsewhere', rules.queue, { ticket: number, window: found.window });
  return found;
}

const ticketAtWindow = z.object({ ticket: ticketNumber, window: windowNumber }).strict();

export const callMoves = {
  call: move({
    label: { zh: '叫号', en: 'call the next ticket' },
    from: ['open'],
    by,
    input: z.object({ window: windowNumber }).strict(),
    gather: (read, { window }, _state, { id }) => serving(read, id, window),
    decide: ({ tickets }, { window }, { actor, now, facts }) => {
      if (!facts.serving) return refuse('window-not-serving', rules.hall, { window });
      const busy = tickets.find((each) => each.state === 'called' && each.window === window);
      if (busy) return refuse('window-busy', rules.queue, { window, ticket: busy.ticket });
      const next = callingOrder(tickets)[0];
      if (!next) return refuse('nobody-waits', rules.queue);
      return {
        type: 'TicketCalled',
        ticket: next.ticket,
        window,
        clerk: actorId(actor),
        call: 1,
        passed: passedOver(tickets, next),
        at: now,
      };
    },
  }),
  recall: move({
    label: { zh: '重复叫号', en: 'call again' },
    from: ['open'],
    by,
    input: ticketAtWindow,
    decide: ({ tickets }, { ticket, window }, context) => {
      const { actor, policy, now } = context;
      const found = calledBy(tickets, ticket, window);
      if ('kind' in found) return found;
      const calls = policy.number(parameters.ticketCalls);
      if (found.calls >= calls && stands('calls-used', context)) return refuse('calls-used', rules.missed, { calls });
      return { type: 'TicketCalled', ticket, window, clerk: actorId(actor), call: found.calls + 1, passed: 0, at: now };
    },
  }),
  serve: move({
    label: { zh: '接待', en: 'serve the ticket' },
    from: ['open'],
    by,
    /** `person` where the visitor identifies himself. */
    input: ticketAtWindow.extend({ person: z.uuid().nullable() }).strict(),
    decide: ({ tickets, hall: at, organisation }, { ticket, window, person }, { actor, now }) => {
      const found = calledBy(tickets, ticket, window);
      if ('kind' in found) return found;
      return {
        type: 'TicketServed',
        hall: at,
        organisation,
        ticket,
        window,
        clerk: actorId(actor),
        person: person ?? found.person,
        at: now,
      };
    },
  }),
  miss: move({
    label: { zh: '过号', en: 'nobody came' },
    from: ['open'],
    by,
    input: ticketAtWindow,
    decide: ({ tickets }, { ticket, window }, context) => {
      const { policy, now } = context;
      const found = calledBy(tickets, ticket, window);
      if ('kind' in found) return found;
      const calls = policy.number(parameters.ticketCalls);
      if (found.calls < calls && stands('calls-left', context)) return refuse('calls-left', rules.missed, { calls, made: found.calls });
      return { type: 'TicketMissed', ticket, calls: found.calls, at: now };
    },
  }),
  close: move({
    label: { zh: '当日结束', en: 'end of the day' },
    from: ['open'],
    by: 'system',
    input: z.object({}).strict(),
    decide: ({ tickets, on }, _input, { now }) => [
      ...tickets
        .filter((each) => waits(each) || each.state === 'called')
        .map(({ ticket }) => ({ type: 'TicketCancelled' as const, ticket, ground: 'day-closed' as const, at: now })),
      { type: 'QueueClosed', on, at: now },
    ],
  }),
};
