import { randomUUID } from 'node:crypto';
import type { NewEvent } from './port.js';

/** Events for specs: what they carry does not matter to the store. */
export function sampleEvent(over: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    type: 'TicketIssued',
    schemaVersion: 1,
    happenedOn: '2026-03-02',
    meta: Buffer.from('{"actor":"窗口一","move":"issue"}', 'utf8'),
    payload: Buffer.from('{"number":"A001"}', 'utf8'),
    ...over,
  };
}

export const sampleEvents = (count: number): NewEvent[] => Array.from({ length: count }, () => sampleEvent());

export const freshStream = (subject = 'ticket'): string => `${subject}/${randomUUID()}`;
