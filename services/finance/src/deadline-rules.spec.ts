import type { AnyAggregate } from '@yimen/service-shell';
import { finance } from './index.js';

/** `slice deadline: rule`, as an overdue list and a late answer tell it. */
const told = (finance.slices as readonly AnyAggregate[]).flatMap(({ name, deadlines }) =>
  Object.entries(deadlines ?? {}).map(([deadline, { rule }]) => `${name} ${deadline}: ${rule}`),
);

test('every deadline tells the rule that sets it', () => {
  expect(told).toEqual(
    expect.arrayContaining([
      'fund-source final-account: D-finance-publication',
      'fund-source surplus: BUD18 42',
      'fund-source audit: RCL25 38',
      'fund-source leaving-audit: RCL25 38',
    ]),
  );
});
