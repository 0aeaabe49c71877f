import type { IsoDate } from '@yimen/kernel';
import { v5 as uuidv5 } from 'uuid';

/** Namespace of the ids that this service derives (v5): the same fact always leads to the same item. */
const namespace = '2c8e6f3b-0b9a-5c1e-8d57-9f0a4be1c6d2';

/** The source of money of an organisation and year that goes with its matters (费随事转); a day or a year of it. */
export const ownSource = (organisation: string, of: IsoDate | number): string => `${organisation}~${String(of).slice(0, 4)}`;

/** Commitment for the instalments of one year of an agreement. */
export const agreementCommitment = (application: string, community: string, year: string): string =>
  uuidv5(`${application}:${community}:${year}`, namespace);
