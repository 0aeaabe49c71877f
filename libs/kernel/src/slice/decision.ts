import type { AnyEvent, Decision, Warning } from './model.js';
import { isRefusal, type Refusal } from './refusal.js';

export interface Recorded<E extends AnyEvent> {
  readonly kind: 'recorded';
  readonly events: readonly E[];
  readonly warnings: readonly Warning[];
}

/** A decision in one shape: the refusal, or its events with its warnings. */
export function recorded<E extends AnyEvent>(decision: Decision<E>): Refusal | Recorded<E> {
  if (isRefusal(decision)) return decision;
  if (Array.isArray(decision)) return { kind: 'recorded', events: decision as readonly E[], warnings: [] };
  if ('events' in decision && 'warnings' in decision && !('type' in decision))
    return { kind: 'recorded', events: decision.events, warnings: decision.warnings };
  return { kind: 'recorded', events: [decision as E], warnings: [] };
}
