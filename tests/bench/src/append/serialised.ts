import { randomUUID } from 'node:crypto';
import type { NewEvent } from '@yimen/event-store';
import type { CaseEvent } from '../cases/case-event.js';

/** The bytes of an event. Inside the measured time on every side, as Emmett serialises inside its append. */
export function serialised({ type, version, happenedOn, data, meta }: CaseEvent): NewEvent {
  return {
    id: randomUUID(),
    type,
    schemaVersion: version,
    happenedOn,
    meta: Buffer.from(JSON.stringify(meta), 'utf8'),
    payload: Buffer.from(JSON.stringify(data), 'utf8'),
  };
}
