import type { MoveContext, Refusal } from '@yimen/kernel';

/** An overridable refusal, or undefined where a second person has set it aside for this move. */
export function unlessOverridden(refusal: Refusal, { overridden }: Pick<MoveContext, 'overridden'>): Refusal | undefined {
  return overridden?.has(refusal.code) ? undefined : refusal;
}

/** Marks a refusal under a rule that is not binding law here (13.8). */
export const overridable = { overridable: true } as const;
