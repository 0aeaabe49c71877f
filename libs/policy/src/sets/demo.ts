import { parameterSet } from './parameter.js';

/** Short periods and test numbers for demonstration stores (13.11). At equal level it goes before the other sets. */
export const demo = parameterSet(
  'DEMO',
  [
    ['identity.number.test_profile', true, null, 'D-demo'],
    ['retention.identity.days', 30, 'CD', 'D-demo'],
    ['retention.contact.days', 30, 'CD', 'D-demo'],
    ['retention.hall.days', 30, 'CD', 'D-demo'],
    ['retention.destruction.wait_days', 3, 'CD', 'D-demo'],
    ['retention.backup.rotation_days', 7, 'CD', 'D-demo'],
    ['clock.adjustable', true, null, 'D-demo'],
    ['clock.start', '2026-03-02', null, 'D-demo'],
    ['calendar.weekday_years', '2026-2060', null, 'D-demo'],
  ],
  { stores: 'demo' },
);
