import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { clerk, ids, on } from '../hall.sample.js';
import { tally, type TallyEvent } from './tally.js';

const day = '2026-03-02';
const counted: TallyEvent = {
  type: 'RestrictedMatterCounted',
  hall: ids.hall,
  organisation: ids.community,
  on: day,
  item: ids.item,
  kind: 'handled',
};
const facts = { organisation: ids.community, restricted: true };
const count = (told: object, id = `${ids.hall}~${day}`) =>
  scenario(tally)
    .given()
    .when('count', { hall: ids.hall, item: ids.item, kind: 'handled' }, on(day, clerk, { id, facts: { ...facts, ...told } }));

test('the table of the tally holds', () => {
  expect(checkSlice(tally as never, { histories: [[counted]] })).toEqual([]);
});

test('13.9 · a restricted matter is counted by hall and day, without a person', () => {
  const { state } = count({}).then(counted);
  expect(state).toMatchObject({ counts: { [`${ids.item}/handled`]: 1 } });
  expect(scenario(tally).given(counted, counted).state).toMatchObject({ counts: { [`${ids.item}/handled`]: 2 } });
});

test('only restricted matters, only a hall that exists, only today', () => {
  count({ restricted: false }).then({ refused: 'not-restricted', rule: 'D-restricted-matter' });
  count({ organisation: null }).then({ refused: 'hall-unknown', rule: 'D-hall' });
  count({}, `${ids.hall}~2026-03-01`).then({ refused: 'not-of-today', rule: 'R-220' });
});
