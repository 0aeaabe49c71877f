import type { ServiceDefinition } from '@yimen/service-shell';
import { fundSource } from './fund-source/fund-source.js';

/** Money: sources with their budget lines, commitments and payments. */
export const finance: ServiceDefinition = {
  context: 'finance',
  label: { zh: '经费', en: 'finance' },
  slices: [fundSource],
  processes: [],
  facts: [],
};

export { fundSource };
