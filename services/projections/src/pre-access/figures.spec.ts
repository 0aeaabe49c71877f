import { expect, test } from '@jest/globals';
import { guardHit } from '@yimen/contracts';
import { presented } from './figures-view.js';
import { admissionMeasures } from './rows.js';

const row = (fields: object) => ({
  ...Object.fromEntries([...admissionMeasures, ...guardHit.shape.guard.options].map((name) => [name, 0])),
  ...{ department: 'd', year: 2026, rejected: 2, G10: 2, reports: 5, reportsConfirmed: 4 },
  ...fields,
});
const sent = (shown: object) => JSON.parse(JSON.stringify(shown)) as Record<string, unknown>;

test('13.3 · reports are told from five on', () => {
  expect(presented(row({}), 5, 2027)).toMatchObject({ reportFigures: { shown: true, counts: { reports: 5, confirmed: 4 } } });
  const few = sent(presented(row({ reports: 4 }), 5, 2027));
  expect(few['reportFigures']).toEqual({ shown: false, minimum: 5 });
  expect(few).not.toHaveProperty('reports');
});

test('5.1 · reports are told after their year: a count that moves would tell when somebody reported', () => {
  expect(sent(presented(row({ reports: 9 }), 5, 2026))['reportFigures']).toEqual({ shown: false, minimum: 5 });
});

test('5b · refused applications are told as counts, with the guards they met', () => {
  expect(sent(presented(row({}), 5, 2026))).toMatchObject({ rejected: 2, guards: { G10: 2 } });
});
