import type { ServiceDefinition } from '@yimen/service-shell';
import { fundSource } from './fund-source/fund-source.js';
import { grant } from './grant/grant.js';
import { matterFacts } from './matter-facts.js';
import { matterMoney } from './matter-money/matter-money.js';
import { processes } from './processes.js';
import { project } from './project/project.js';
import { purchaseContract } from './purchase-contract/purchase-contract.js';
import { purchaseGuide } from './purchase-guide/purchase-guide.js';

/** Money: sources with their budget lines, commitments and payments; the money of matters; grants; contracts of purchase. */
export const finance: ServiceDefinition = {
  context: 'finance',
  label: { zh: '经费', en: 'finance' },
  slices: [fundSource, matterMoney, project, grant, purchaseGuide, purchaseContract],
  processes,
  facts: [matterFacts],
  deadlinesVersion: 4,
  // Whatever a process could not do with money is for the people who keep it.
  taskOwner: () => ({ role: 'finance', organisation: null }),
};

export { fundSource, grant, matterMoney, project, purchaseContract, purchaseGuide };
