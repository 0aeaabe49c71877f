import { itemsView } from './items.js';

test('R-221 · the procedure of every matter is public, with its whole guide', () => {
  expect(itemsView.public).toBe(true);
  expect(Object.keys(itemsView.columns)).toContain('guide');
});
