import type { AnyAggregate } from '@yimen/service-shell';
import { residents } from './index.js';

/** `slice deadline: rule`, as an overdue list and a late answer tell it. */
const told = (residents.slices as readonly AnyAggregate[]).flatMap(({ name, deadlines }) =>
  Object.entries(deadlines ?? {}).map(([deadline, { rule }]) => `${name} ${deadline}: ${rule}`),
);

test('every deadline tells the rule that sets it', () => {
  expect(told).toEqual(
    expect.arrayContaining([
      'person tags: PIPL 19',
      'person retention: D-retention',
      'person waiting: D-retention',
      'identity reservation: D-reservation',
      'mandatory-report report: D-mandatory-report',
    ]),
  );
});
