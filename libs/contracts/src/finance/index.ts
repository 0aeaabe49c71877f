import type { EventContract } from '../event.js';
import { fundSourceEvents } from './fund-source.js';

export * from './fund-source.js';

/** Every event of the finance context. */
export const financeEvents: readonly EventContract[] = [...fundSourceEvents];
