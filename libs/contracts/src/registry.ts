import type { EventContract } from './event.js';
import { organisationsEvents } from './organisations/index.js';
import { processEvents } from './shared/process.js';

const events: readonly EventContract[] = [...organisationsEvents, ...processEvents];

/** Every event of the system by type; types are unique across the services (the test of this file holds it). */
export const registry: ReadonlyMap<string, EventContract> = new Map(events.map((contract) => [contract.type, contract]));

export { events as allEvents };
