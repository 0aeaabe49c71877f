/** Who keeps the book of residents in a community, or above it. */
export const communityRoles = ['community-worker', 'director', 'secretary', 'sub-district'] as const;
/** Who collects a person's fields at a service hall: once, for everybody (P1). */
export const hallRoles = ['window-clerk', 'case-handler', 'hall-manager'] as const;
/** Who seals, holds and destroys records. */
export const recordsRoles = ['records-officer'] as const;
