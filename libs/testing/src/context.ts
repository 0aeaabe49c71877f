import type { PolicyReader, WorkdayCalendar } from '@yimen/kernel';

/** A calendar whose working days are Monday to Friday of the loaded years; other years are not loaded. */
export function weekdays(...years: readonly number[]): WorkdayCalendar {
  return {
    isWorkday: (date) => {
      if (!years.includes(Number(date.slice(0, 4)))) return undefined;
      const day = new Date(`${date}T00:00:00Z`).getUTCDay();
      return day !== 0 && day !== 6;
    },
  };
}

/** Numbers of law and policy from a plain record, for scenarios that do not need the real sets. A key that is not told throws. */
export function policyOf(values: PolicyReader | Readonly<Record<string, number | string | boolean>>): PolicyReader {
  if (isReader(values)) return values;
  const look = (key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`the scenario tells no parameter ${key}`);
    return value;
  };
  const reader: PolicyReader = {
    number: (key) => Number(look(key)),
    text: (key) => String(look(key)),
    flag: (key) => Boolean(look(key)),
    parameter: (key) => ({ key, value: look(key), unit: null, set: 'SCENARIO', jurisdiction: '320582', source: 'scenario' }),
    at: () => reader,
  };
  return reader;
}

/** The sets as seen from the place of an item; from where they were read where it lies outside, as the runner does. */
export function seenFrom(reader: PolicyReader, area: string | undefined): PolicyReader {
  if (area === undefined) return reader;
  try {
    return reader.at(area);
  } catch (error) {
    if (error instanceof RangeError) return reader;
    throw error;
  }
}

function isReader(values: object): values is PolicyReader {
  return typeof (values as { parameter?: unknown }).parameter === 'function';
}
