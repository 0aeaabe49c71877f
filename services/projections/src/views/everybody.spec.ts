import { views } from '../projections.js';

/** Names that a place of household registration (户籍地) could have as a field, a filter or a column. */
const registered = /hukou|domicile|household.?registration|registered(At|In|Address|Place)|户籍地/i;

test('R-004 · the floating population stands in every list: none is filtered, sorted or shown by where a household is registered', () => {
  const names = [...views.values()].flatMap(({ name, filters, columns, sorts }) => [
    ...Object.keys(filters.shape).map((filter) => `${name}?${filter}`),
    ...Object.entries(columns).map(([column, { label }]) => `${name}.${column} ${label}`),
    ...Object.keys(sorts).map((sort) => `${name} by ${sort}`),
  ]);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => registered.test(name))).toEqual([]);
});
