import type { ServiceDefinition } from '@yimen/service-shell';
import { fundSource } from './fund-source/fund-source.js';
import { grant } from './grant/grant.js';
import { purchaseContract } from './purchase-contract/purchase-contract.js';

/** Money: sources with their budget lines, commitments and payments; grants; contracts of purchase. */
export const finance: ServiceDefinition = {
  context: 'finance',
  label: { zh: '经费', en: 'finance' },
  slices: [fundSource, grant, purchaseContract],
  processes: [],
  facts: [],
};

export { fundSource, grant, purchaseContract };
