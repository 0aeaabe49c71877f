/** Names of organisations as they were known at an instant. */
export interface OrganisationNames {
  /**
   * Names by id, as recorded until `recordedAt` (ISO instant): what was renamed later keeps its name on what was recorded before.
   * Throws FactsNotReady while what was recorded until then may not all be here.
   */
  at(organisations: readonly string[], recordedAt: string): Promise<ReadonlyMap<string, string>>;
}
