import type { AnyAggregate } from '@yimen/service-shell';
import { organisations } from './index.js';

/** `slice deadline: rule`, as an overdue list and a late answer tell it. */
const told = (organisations.slices as readonly AnyAggregate[]).flatMap(({ name, deadlines }) =>
  Object.entries(deadlines ?? {}).map(([deadline, { rule }]) => `${name} ${deadline}: ${rule}`),
);

test('every deadline tells the rule that sets it', () => {
  expect(told).toEqual(
    expect.arrayContaining([
      'area-code reservation: D-reservation',
      'party-organisation term: D-party-term',
      'party-organisation grace: D-party-grace',
      'party-organisation cadence: PMR19 16',
      'party-relationship must-transfer: PMR19 25',
      'party-relationship floating: PMR19 32',
      'party-relationship lost: PMR19 24',
      'party-relationship stopped: PMR19 24',
      'party-relationship abroad-stop: PMR19 24',
      'party-relationship abroad-contact: PMR19 33',
      'party-relationship graduate: PMR19 34',
      'party-relationship lapse-organisation-life: PMR19 31',
      'party-relationship lapse-dues: PMR19 31',
      'party-relationship lapse-work: PMR19 31',
      'party-relationship correction: PMR19 30',
      'party-relationship reminder-1: D-transfer-reminder',
      'party-relationship reminder-2: D-transfer-reminder',
      'party-relationship reminder-3: D-transfer-reminder',
      'party-relationship validity: TRANSFER page',
      'party-relationship decision: D-transfer-decision',
      'party-relationship appeal: D-transfer-appeal',
      'party-relationship turn-full: PROBATION page',
      'party-relationship stub: STUB page',
      'party-relationship destruction: D-retention',
      'letter-register reservation: D-letter-number',
      'party-identity reservation: D-reservation',
    ]),
  );
});
