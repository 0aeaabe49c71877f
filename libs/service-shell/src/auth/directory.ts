import type { Grant } from '@yimen/kernel';

/** What the local facts know about an account. */
export interface AccountFacts {
  /** The registered person it belongs to, for a resident's own matters. */
  readonly person: string | null;
  readonly grants: readonly Grant[];
  readonly active: boolean;
}

/** Accounts, grants and the organisation trees, as mirrored here. Throws FactsNotReady while the mirror lags behind its bound. */
export interface AccountDirectory {
  find(accountId: string): Promise<AccountFacts | undefined>;
  /** Whether `organisation` is `ancestor` or stands below it today, in any of the trees. */
  isWithin(organisation: string, ancestor: string): Promise<boolean>;
}
