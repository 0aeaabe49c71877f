import type { Refusal, WorkdayCalendar, IsoDate, PolicyReader } from '@yimen/kernel';
import { checkAhead, checkMatter, checkMoney, checkPeriod, gapsOf } from '../admission/applying/form-checks.js';
import { ends, hitsOf } from '../admission/applying/guards.js';
import type { Form, Hit } from '../admission/state.js';

/** What would become of an application if it were submitted today. */
export interface Foreseen {
  /** Rejected at once; refused, but open to a second person; returned to fill in; refused for its dates; or taken in. */
  readonly outcome: 'rejected' | 'overridable' | 'incomplete' | 'refused' | 'accepted';
  /** Every guard it meets, also where something else comes first. */
  readonly hits: readonly Hit[];
  readonly gaps: readonly string[];
  /** What its id, its money and its dates run against. */
  readonly refusals: readonly Refusal[];
}

/** Told by the checks that `submit` itself makes, in its order; nothing is recorded. */
export function foresee(
  form: Form,
  given: { readonly today: IsoDate; readonly policy: PolicyReader; readonly calendar: WorkdayCalendar },
): Foreseen {
  const hits = hitsOf(form, given.today);
  const gaps = gapsOf(form);
  const refusals = [checkMatter(form), checkMoney(form), checkPeriod(form, given), checkAhead(form, given)].filter(
    (each) => each !== undefined,
  );
  return { outcome: outcomeOf(hits, gaps, refusals), hits, gaps, refusals };
}

function outcomeOf(hits: readonly Hit[], gaps: readonly string[], refusals: readonly Refusal[]): Foreseen['outcome'] {
  if (gaps.length > 0) return 'incomplete';
  if (hits.some(ends)) return 'rejected';
  if (hits.length > 0) return 'overridable';
  return refusals.length > 0 ? 'refused' : 'accepted';
}
