export type { AdmissionApplication } from './kinds/admission-application.js';
export type { AcceptanceNotice, SupplementNotice } from './kinds/case-notices.js';
export type { EntrustmentAgreement } from './kinds/entrustment-agreement.js';
export type { MembershipLetter } from './kinds/membership-letter.js';
export { CharacterNotPrintable } from './layout/type.js';
export { print, type Paper } from './print.js';
