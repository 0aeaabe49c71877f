import type { EventContract } from './event.js';

/** Every event of the system by type; types are unique across the services. */
export const registry: ReadonlyMap<string, EventContract> = new Map(([] as EventContract[]).map((contract) => [contract.type, contract]));
