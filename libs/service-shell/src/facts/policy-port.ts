import { isInArea, type IsoDate } from '@yimen/kernel';
import { describeRule, installationCalendar, policyReader, UnknownRule, type CalendarYear, type LoadedCalendar } from '@yimen/policy';
import type { StoreMode } from '../provision/stamp.js';
import type { PolicyPort } from '../runner/port.js';

/** The policy sets as one installation reads them, with its calendar. */
export interface InstallationPolicy extends PolicyPort {
  calendar(on: IsoDate): LoadedCalendar;
}

/**
 * Reads the sets from the installation's area (12 digits), with those of demonstration stores where it is one, and working days from the
 * shipped notices and the years that were loaded here. `years` answers the same list as long as nothing was loaded.
 */
export function policyPort({
  area,
  mode,
  years,
}: {
  readonly area: string;
  readonly mode: StoreMode;
  readonly years: () => readonly CalendarYear[];
}): InstallationPolicy {
  const within = (place: string | undefined) => (place !== undefined && isInArea(place, area) ? place : area);
  const reader = (on: IsoDate, place?: string) => policyReader({ area: within(place), mode, on });
  let made: { readonly on: IsoDate; readonly of: readonly CalendarYear[]; readonly calendar: LoadedCalendar } | undefined;
  return {
    reader,
    calendar: (on) => {
      const of = years();
      if (made?.on !== on || made.of !== of) made = { on, of, calendar: installationCalendar(reader(on), of) };
      return made.calendar;
    },
    describe: (rule, on, place) => {
      try {
        return describeRule(rule, within(place), on);
      } catch (error) {
        if (error instanceof UnknownRule) return undefined;
        throw error;
      }
    },
  };
}
