import type { EventContract } from '../event.js';
import { bookEvents } from './fund-source.js';
import { agreementMoneyCommitted, agreementMoneyRefused, instalmentPaid, instalmentRefunded, matterMoneyEvents } from './matter-money.js';
import { itemPaid, itemRefunded, projectEvents } from './project.js';
import { grantEvents, purchaseContractEvents } from './purchase.js';
import { moneyCarriedIn, surplusFound } from './year-end.js';

export * from './fund-source.js';
export * from './matter-money.js';
export * from './project.js';
export * from './purchase.js';
export * from './year-end.js';

/** Events of a source and year: its books, and the money of agreements that is bound and paid there. */
export const fundSourceEvents = [
  ...bookEvents,
  agreementMoneyCommitted,
  agreementMoneyRefused,
  instalmentPaid,
  instalmentRefunded,
  itemPaid,
  itemRefunded,
  moneyCarriedIn,
  surplusFound,
] as const;

/** Every event of the finance context. */
export const financeEvents: readonly EventContract[] = [
  ...fundSourceEvents,
  ...matterMoneyEvents,
  ...projectEvents,
  ...purchaseContractEvents,
  ...grantEvents,
];
