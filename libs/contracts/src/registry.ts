import type { EventContract } from './event.js';
import { financeEvents } from './finance/index.js';
import { organisationsEvents } from './organisations/index.js';
import { publicServicesEvents } from './public-services/index.js';
import { residentsEvents } from './residents/index.js';
import { processEvents } from './shared/process.js';

const events: readonly EventContract[] = [
  ...organisationsEvents,
  ...residentsEvents,
  ...publicServicesEvents,
  ...financeEvents,
  ...processEvents,
];

/** Every event of the system by type; types are unique across the services (the test of this file holds it). */
export const registry: ReadonlyMap<string, EventContract> = new Map(events.map((contract) => [contract.type, contract]));

export { events as allEvents };
