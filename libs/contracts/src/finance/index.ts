import type { EventContract } from '../event.js';
import { bookEvents } from './fund-source.js';
import {
  agreementMoneyCommitted,
  agreementMoneyRefused,
  commitmentClosed,
  instalmentPaid,
  instalmentRefunded,
  matterMoneyEvents,
  moneyGivenBack,
} from './matter-money.js';
import { itemPaid, itemRefunded, projectEvents } from './project.js';
import { grantEvents, purchaseGuideAdopted, purchaseSteps } from './purchase.js';
import {
  purchaseClaimPaid,
  purchaseClaimRefunded,
  purchaseMoneyAsked,
  purchaseMoneyBound,
  purchaseMoneyEnded,
  purchaseRefunded,
  purchaseWorkAdmitted,
} from './purchase-money.js';
import {
  carryOverRepeated,
  leavingAuditAsked,
  moneyCarriedIn,
  moneyCarriedOver,
  sourceAudited,
  sourceClosed,
  surplusFound,
  surplusRecovered,
} from './year-end.js';

export * from './fund-source.js';
export * from './matter-money.js';
export * from './project.js';
export * from './purchase.js';
export * from './purchase-money.js';
export * from './year-end.js';

/** Events of a source and year: its books, and the money of agreements that is bound and paid there. */
export const fundSourceEvents = [
  ...bookEvents,
  leavingAuditAsked,
  sourceAudited,
  sourceClosed,
  agreementMoneyCommitted,
  agreementMoneyRefused,
  commitmentClosed,
  instalmentPaid,
  instalmentRefunded,
  moneyGivenBack,
  itemPaid,
  itemRefunded,
  purchaseWorkAdmitted,
  purchaseClaimPaid,
  purchaseClaimRefunded,
  moneyCarriedOver,
  carryOverRepeated,
  surplusRecovered,
  moneyCarriedIn,
  surplusFound,
] as const;

/** Events of a purchase contract: its steps, and what it binds in the books of its buyer. */
export const purchaseContractEvents = [
  ...purchaseSteps,
  purchaseMoneyAsked,
  purchaseMoneyBound,
  purchaseRefunded,
  purchaseMoneyEnded,
] as const;

/** Every event of the finance context. */
export const financeEvents: readonly EventContract[] = [
  ...fundSourceEvents,
  ...matterMoneyEvents,
  ...projectEvents,
  ...purchaseContractEvents,
  ...grantEvents,
  purchaseGuideAdopted,
];
