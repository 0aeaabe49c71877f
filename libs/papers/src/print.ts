import { admissionApplication, type AdmissionApplication } from './kinds/admission-application.js';
import { acceptanceNotice, supplementNotice, type AcceptanceNotice, type SupplementNotice } from './kinds/case-notices.js';
import { entrustmentAgreement, type EntrustmentAgreement } from './kinds/entrustment-agreement.js';
import { membershipLetter, type MembershipLetter } from './kinds/membership-letter.js';

/** A numbered paper and what it tells, taken from recorded events alone. */
export type Paper =
  | { readonly kind: 'acceptance-notice'; readonly of: AcceptanceNotice }
  | { readonly kind: 'supplement-notice'; readonly of: SupplementNotice }
  | { readonly kind: 'membership-letter'; readonly of: MembershipLetter }
  | { readonly kind: 'admission-application'; readonly of: AdmissionApplication }
  | { readonly kind: 'entrustment-agreement'; readonly of: EntrustmentAgreement };

/**
 * The paper as PDF (A4). The same paper gives the same bytes, on every machine and in every year: see docs/adr/0027-papers-and-files.md.
 * Throws CharacterNotPrintable where the type lacks a character.
 */
export async function print(paper: Paper): Promise<Uint8Array> {
  switch (paper.kind) {
    case 'acceptance-notice':
      return await acceptanceNotice(paper.of);
    case 'supplement-notice':
      return await supplementNotice(paper.of);
    case 'membership-letter':
      return await membershipLetter(paper.of);
    case 'admission-application':
      return await admissionApplication(paper.of);
    case 'entrustment-agreement':
      return await entrustmentAgreement(paper.of);
  }
}
