import type { priorityGroup, recordedPriority } from '@yimen/contracts';
import type { z } from 'zod';

export type PriorityGroup = z.output<typeof priorityGroup>;

/** A ticket as its queue holds it. `order` is its place among the waiting: ordinal first, a new place after it was missed. */
export interface Ticket {
  readonly ticket: string;
  readonly ordinal: number;
  readonly order: number;
  readonly priority: z.output<typeof recordedPriority> | null;
  readonly item: string | null;
  readonly person: string | null;
  readonly state: 'issued' | 'called' | 'served' | 'missed' | 'requeued' | 'cancelled';
  /** Calls since it last began to wait, and how often it waited again after being missed. */
  readonly calls: number;
  readonly requeues: number;
  readonly window: string | null;
}

export const waits = ({ state }: Ticket): boolean => state === 'issued' || state === 'requeued';

/** Waiting tickets in the order in which they are called: priority groups first, each in its order of waiting. */
export function callingOrder(tickets: readonly Ticket[]): readonly Ticket[] {
  return tickets.filter(waits).sort((a, b) => Number(b.priority !== null) - Number(a.priority !== null) || a.order - b.order);
}

/** How many tickets that wait longer are passed over by calling this one: stated with the call, shown on the board. */
export function passedOver(tickets: readonly Ticket[], next: Ticket): number {
  return tickets.filter((other) => waits(other) && other.order < next.order).length;
}

/** Number of a ticket: the letter of its class and three digits (four after 999). */
export function ticketOf(prefix: string, ordinal: number): string {
  return `${prefix}${String(ordinal).padStart(3, '0')}`;
}
