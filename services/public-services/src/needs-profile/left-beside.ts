import type { ageBand, serviceGroup } from '@yimen/contracts';
import type { z } from 'zod';

type Figures<Part extends string> = Readonly<Partial<Record<Part, number | undefined>>>;

/** People of a service group whom no band of age counts. */
export interface Left {
  readonly group: 'elderly' | 'minors';
  readonly people: number;
  /** The bands that are told make up the group, so that nobody may be left. */
  readonly whole: boolean;
}

/**
 * What is left between the service groups that go by age and the bands of age that are told beside them: a figure as well, though nobody wrote
 * it down. The old are those of the two upper bands; the young are those up to 14 and some of the next band.
 */
export function leftBeside(ages: Figures<z.output<typeof ageBand>>, groups: Figures<z.output<typeof serviceGroup>>): Left[] {
  const { '0-14': children, '15-59': next, '60-79': old, '80+': oldest } = ages;
  const { elderly, minors } = groups;
  const left: Left[] = [];
  if (elderly !== undefined && (old !== undefined || oldest !== undefined)) {
    const whole = old !== undefined && oldest !== undefined;
    left.push({ group: 'elderly', people: elderly - (old ?? 0) - (oldest ?? 0), whole });
  }
  if (minors !== undefined && children !== undefined) {
    const youths = minors - children;
    left.push({ group: 'minors', people: youths, whole: false });
    // From 18 to 59.
    if (next !== undefined) left.push({ group: 'minors', people: next - youths, whole: false });
  }
  return left;
}
