import type { AnyEvent, IsoDate, Text } from '@yimen/kernel';
import type { AnyAggregate } from '../definition.js';
import { applyChange, changeOf, ruleOf, type DeadlineRow, type PendingPeriod } from './work-tables.js';

/** Days that did not count: after `from` up to `until`; `until` null while the clock stands. */
export interface PausedDays {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

/** A deadline whose clock ran got a later day: on which legal date, and from which day to which; `until` null while it waits for the calendar. */
export interface Extended {
  readonly on: IsoDate;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

/** One deadline of one item as its own stream tells it (0.4). */
export interface ItemDeadline {
  readonly deadline: string;
  readonly label: Text;
  /** Rule id in libs/policy. */
  readonly rule: string;
  readonly state: DeadlineRow['state'];
  /** Legal date of the event that began it, and its type. */
  readonly from: IsoDate;
  readonly startedBy: string;
  /** End of that day; null while it waits for the calendar. */
  readonly until: IsoDate | null;
  readonly pending: PendingPeriod | null;
  readonly paused: readonly PausedDays[];
  readonly extended: readonly Extended[];
  readonly satisfiedOn: IsoDate | null;
}

/** An event of the item's history as one viewer gets it; `seen` false where it is not for him. */
export interface TimedEvent {
  readonly event: AnyEvent;
  readonly happenedOn: IsoDate;
  readonly seen: boolean;
}

export interface DeadlineViewer {
  /** He reads the item for an organisation, so that he also sees what members of staff owe each other. */
  readonly staff: boolean;
}

/**
 * The deadlines of an item in the order in which its slice declares them, satisfied ones included. One that an unseen event has begun, moved or
 * ended is left out: its date would tell of the event.
 */
export function itemDeadlines(slice: AnyAggregate, item: string, events: readonly TimedEvent[], { staff }: DeadlineViewer): ItemDeadline[] {
  return Object.entries(slice.deadlines ?? {}).flatMap(([deadline, rule]) => {
    if (rule.internal && !staff) return [];
    let row: DeadlineRow | undefined;
    let begun: { readonly from: IsoDate; readonly startedBy: string } | undefined;
    let paused: readonly PausedDays[] = [];
    let extended: readonly Extended[] = [];
    for (const { event, happenedOn, seen } of events) {
      const before = row;
      row = applyChange(row, changeOf(rule, event), { slice: slice.name, item, deadline, rule: ruleOf(rule, event) }, happenedOn);
      if (row === before || !row) continue;
      if (!seen) return [];
      if (!before || before.state === 'satisfied') {
        begun = { from: happenedOn, startedBy: event.type };
        paused = [];
        extended = [];
      } else if (row.state === 'paused') {
        paused = [...paused, { from: happenedOn, until: null }];
      } else if (before.state === 'paused') {
        paused = paused.map((each) => ({ ...each, until: each.until ?? happenedOn }));
      } else if (row.state !== 'satisfied' && before.dueOn !== null && (row.dueOn === null || row.dueOn > before.dueOn)) {
        extended = [...extended, { on: happenedOn, from: before.dueOn, until: null }];
      }
      const { dueOn } = row;
      if (row.state === 'running') extended = extended.map((each) => ({ ...each, until: each.until ?? dueOn }));
    }
    if (!row || !begun) return [];
    const { state, dueOn, pending, satisfiedOn } = row;
    return [{ deadline, label: rule.label, rule: row.rule, state, ...begun, until: dueOn, pending, paused, extended, satisfiedOn }];
  });
}
