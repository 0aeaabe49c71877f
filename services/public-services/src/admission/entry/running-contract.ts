import type { IsoDate } from '@yimen/kernel';
import type { AdmittedClass, Contract, Entry } from '../state.js';

/** Whether a contract carries its matter on a day: not over, and within its term where finance told it. */
export const runs = (contract: Contract | null, on: IsoDate): boolean =>
  contract !== null && !contract.over && (contract.from ?? on) <= on && on <= (contract.to ?? on);

/** A matter that is bought cannot go on without a contract that runs. */
export const contractMissing = (
  { class: of, entry }: { readonly class: AdmittedClass; readonly entry: Pick<Entry, 'contract'> },
  on: IsoDate,
): boolean => of === 'PURCHASE' && !runs(entry.contract, on);
