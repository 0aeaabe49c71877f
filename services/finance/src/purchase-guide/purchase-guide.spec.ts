import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { decide, scenario } from '@yimen/testing';
import { ids, on } from '../fund-source/fund-source.sample.js';
import { itemOn, purchaseGuide, type PurchaseGuideEvent } from './purchase-guide.js';

const edition = (from: string, ...codes: readonly string[]) => ({
  issuer: ids.payer,
  document: '苏财购〔2025〕8号',
  from,
  items: codes.map((code) => ({ code, name: `服务${code}` })),
});
const history = (...editions: readonly ReturnType<typeof edition>[]): PurchaseGuideEvent[] =>
  editions.reduce<PurchaseGuideEvent[]>(
    (events, input) => [...events, ...decide(purchaseGuide, fold(purchaseGuide, events), 'adopt', input, on('2025-01-01')).events],
    [],
  );
const two = history(edition('2025-01-01', 'A0201'), edition('2026-01-01', 'A0202'));

test('the table of a guide catalogue holds', () => {
  expect(checkSlice(purchaseGuide as never, { histories: [two] })).toEqual([]);
});

test('GPS20 11 · an item stands in the catalogue of its day: not before it, and not after it was left out', () => {
  const state = fold(purchaseGuide, two);
  const found = (code: string, day: string) => itemOn(state, code, day)?.name;
  expect([found('A0201', '2024-12-31'), found('A0201', '2025-01-01'), found('A0201', '2025-12-31')]).toEqual([
    undefined,
    '服务A0201',
    '服务A0201',
  ]);
  expect([found('A0201', '2026-01-01'), found('A0202', '2026-01-01'), found('A0202', '2025-12-31')]).toEqual([
    undefined,
    '服务A0202',
    undefined,
  ]);
  expect(itemOn({ status: 'none' }, 'A0201', '2026-01-01')).toBeUndefined();
});

test('GPS20 11 · one organ makes the catalogue of an area public, each code once, and no day that is over is changed', () => {
  const given = scenario(purchaseGuide).given(two);
  const adopting = (change: object) => given.when('adopt', { ...edition('2026-01-01', 'A0203'), ...change }, on('2026-02-01'));
  adopting({ issuer: ids.owner }).then({ refused: 'other-issuer', rule: 'GPS20 11' });
  adopting({ items: edition('', 'A1', 'A1', 'A2').items }).then({ refused: 'code-twice', rule: 'GPS20 11', facts: { codes: ['A1'] } });
  adopting({ from: '2025-12-31' }).then({ refused: 'edition-earlier', rule: 'GPS20 11', facts: { from: '2026-01-01' } });
  expect(adopting({}).result.refusal).toBeUndefined();
});
