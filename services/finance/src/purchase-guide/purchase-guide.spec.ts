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
/** The finance organ works in Zhangjiagang: the catalogue of Suzhou is that of an area above it. */
const guide = '320500000000';
const told = (today: string, area: string | null = '320582000000', id = guide) => on(today, 'finance-1', { id, facts: { area } });
const history = (...editions: readonly ReturnType<typeof edition>[]): PurchaseGuideEvent[] =>
  editions.reduce<PurchaseGuideEvent[]>(
    (events, input) => [...events, ...decide(purchaseGuide, fold(purchaseGuide, events), 'adopt', input, told('2025-01-01')).events],
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
  const adopting = (change: object) => given.when('adopt', { ...edition('2026-01-01', 'A0203'), ...change }, told('2026-02-01'));
  adopting({ issuer: ids.owner }).then({ refused: 'other-issuer', rule: 'GPS20 11' });
  adopting({ items: edition('', 'A1', 'A1', 'A2').items }).then({ refused: 'code-twice', rule: 'GPS20 11', facts: { codes: ['A1'] } });
  adopting({ from: '2025-12-31' }).then({ refused: 'edition-earlier', rule: 'GPS20 11', facts: { from: '2026-01-01' } });
  expect(adopting({}).result.refusal).toBeUndefined();
});

test('GPS20 11 · a finance organ adopts the catalogue of its own area or of one above it, no other', async () => {
  const adopting = (id: string, area: string | null) =>
    scenario(purchaseGuide)
      .given()
      .when('adopt', edition('2026-01-01', 'A0203'), told('2026-01-01', area, id));
  for (const id of ['320582000000', '320500000000', '320000000000'])
    expect(adopting(id, '320582000000').result.events).toMatchObject([{ type: 'PurchaseGuideAdopted' }]);
  const elsewhere = { refused: 'issuer-elsewhere', rule: 'GPS20 11', overridable: false } as const;
  adopting('320583000000', '320582000000').then({ ...elsewhere, facts: { area: '320582000000' } });
  adopting('320582100000', '320582000000').then(elsewhere);
  adopting('320582000000', null).then({ ...elsewhere, facts: { area: '–' } });
  // Looked up in the book of organisations.
  const looked = (area: string | undefined) =>
    purchaseGuide.moves.adopt.gather?.(
      { area: (issuer: string) => Promise.resolve(issuer === ids.payer ? area : undefined) } as never,
      edition('2026-01-01', 'A0203'),
      { status: 'none' },
      { id: guide, today: '2026-01-01', derived: {}, alias: {} },
    );
  await expect(looked('320582000000')).resolves.toEqual({ area: '320582000000' });
  await expect(looked(undefined)).resolves.toEqual({ area: null });
});
