import type { EventContract } from '../event.js';
import { fundSourceEvents } from './fund-source.js';
import { grantEvents, purchaseContractEvents } from './purchase.js';

export * from './fund-source.js';
export * from './purchase.js';

/** Every event of the finance context. */
export const financeEvents: readonly EventContract[] = [...fundSourceEvents, ...purchaseContractEvents, ...grantEvents];
