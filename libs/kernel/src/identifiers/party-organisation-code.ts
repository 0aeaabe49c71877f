/** Party organisation code: twelve digits, kept as text (1.5; its inner structure is inferred, not verified). */
export function isPartyOrganisationCode(text: string): boolean {
  return /^\d{12}$/.test(text);
}
