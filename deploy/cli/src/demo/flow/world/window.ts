import { visitId } from '@yimen/public-services';
import type { Answer } from '../../../door/door.js';
import type { Step } from '../told/story.js';
import { queueOf, type Matter, type Place } from './places.js';
import { eventually, type Moved, type Row, type World } from './world.js';

/** A window, who serves there and which class of tickets he calls. */
export interface Window {
  readonly hall: Place;
  readonly window: string;
  readonly clerk: string;
  readonly kiosk: string;
  readonly windowClass: string;
}

export const windowsOf = ({ places }: World) => {
  const city = { hall: places.hall, kiosk: 'kiosk-1', windowClass: 'social' } as const;
  return {
    first: { ...city, window: '1', clerk: 'clerk-1' },
    second: { ...city, window: '2', clerk: 'clerk-2' },
    community: { hall: places.communityHall, kiosk: 'kiosk-2', windowClass: 'general', window: '1', clerk: 'clerk-3' },
  } as const satisfies Record<string, Window>;
};

export interface Ticketed {
  readonly ticket: string;
  readonly readAfter: string | undefined;
}

/** A ticket from the kiosk for a matter. */
export async function takeTicket(world: World, { hall, kiosk, windowClass }: Window, matter: Matter): Promise<Ticketed> {
  const queue = queueOf(hall, world.today, windowClass);
  const input = { item: world.places.items[matter], priority: null, age: null };
  return ticketed(world, kiosk, queue, await world.move(kiosk, `queues/${queue}/take`, input));
}

/** The next ticket is called to the window. */
export async function callNext(world: World, { hall, window, clerk, windowClass }: Window): Promise<Ticketed> {
  const queue = queueOf(hall, world.today, windowClass);
  return ticketed(world, clerk, queue, await world.move(clerk, `queues/${queue}/call`, { window }));
}

/** The called ticket is served: the process opens the visit, whose id follows from queue and ticket. Counts one visitor. */
export async function serve(world: World, at: Window, ticket: string, person: string | null): Promise<string> {
  const queue = queueOf(at.hall, world.today, at.windowClass);
  await world.move(at.clerk, `queues/${queue}/serve`, { ticket, window: at.window, person });
  const visit = visitId(queue, ticket);
  await eventually(`visit of ${ticket}`, () => world.item(at.clerk, `public-services/visits/${visit}`));
  if (at.hall === world.places.hall) world.expected.visitors += 1;
  return visit;
}

/** Ticket, call and service in one go. */
export async function comeToWindow(world: World, step: Step, at: Window, matter: Matter, person: string): Promise<string> {
  await takeTicket(world, at, matter);
  const { ticket } = await callNext(world, at);
  const visit = await serve(world, at, ticket, person);
  step.show(`号票 ticket ${ticket} → ${at.window} 号窗口 window；来访 visit ${visit.slice(0, 8)}`);
  return visit;
}

/** Tickets on the board of the hall, as `A001 waiting` or `A002 called 1`. */
export async function board(world: World, { hall }: Window, readAfter: string | undefined): Promise<readonly string[]> {
  const rows = await world.rows('kiosk-1', 'hall-board', { hall: hall.id }, readAfter);
  return rows.map(({ ticket, state, window }) => [ticket, state, window].filter((part) => part !== null).join(' '));
}

/** One row of the desk list in words. */
export function deskLine(row: Row): string {
  const label = row['stateLabel'] as { readonly zh: string; readonly en: string };
  const due = row['dueOn'] === null ? '' : ` · 期限 due ${String(row['dueOn'])}`;
  const next = row['nextStep'] as { readonly zh: string; readonly en: string } | null;
  return `待办清单 desk: ${label.zh} ${label.en}${due}${next ? ` · 下一步 next: ${next.zh} ${next.en}` : ''}`;
}

/** The number of the ticket that a move names: the answer tells the revision, the queue's history what happened there. */
async function ticketed(world: World, account: string, queue: string, { body, readAfter }: Answer<Moved>): Promise<Ticketed> {
  const { history } = await world.item(account, `public-services/queues/${queue}`);
  const ticket = history.find(({ revision }) => revision === body.revision)?.event['ticket'];
  if (typeof ticket !== 'string') throw new Error(`no ticket in revision ${body.revision} of ${queue}`);
  return { ticket, readAfter };
}
