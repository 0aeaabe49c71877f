import { checkBooks, type Book, type DistrictBook, type Purchase, type Voucher } from './books.js';

const [bureau, department, community] = ['finance-bureau', 'department', 'community'];
const base = { year: 2026, kind: 'with-the-matter', name: '委托经费', area: '320582000000', payer: bureau };
const pot: Book = { ...base, source: 'pot', owner: department, received: '800000', paid: '400000', committed: '300000', free: '100000' };
const own: Book = { ...base, source: 'own', owner: community, received: '400000', paid: '0', committed: '0', free: '400000' };
const district: DistrictBook = { ...base, sources: 2, received: '1200000', paid: '400000', committed: '300000', free: '500000' };
const paper = (source: string, number: string, direction: Voucher['direction'], amount: string, payee: string | null = null): Voucher => ({
  ...{ source, system: 'bank', number, direction, amount, date: '2026-05-01', payee, contract: null },
  owner: source === 'pot' ? department : community,
});
const treasury = paper('pot', '国1', 'in', '800000');
const paid = paper('pot', '银1', 'out', '400000', community);
const received = paper('own', '银1', 'in', '400000');
const check = (
  change: { readonly pot?: Partial<Book>; readonly own?: Partial<Book>; readonly district?: Partial<DistrictBook> } = {},
  vouchers = [treasury, paid, received],
) =>
  checkBooks(
    [
      { ...pot, ...change.pot },
      { ...own, ...change.own },
    ],
    [{ ...district, ...change.district }],
    vouchers,
  );
const found = (...of: Parameters<typeof check>) => check(...of).differences.map(({ where, en }) => `${where}: ${en}`);

test('books that agree have no difference, and nothing is under way', () => {
  expect(check()).toEqual({ differences: [], underWay: [] });
});

test('6.4 · received = paid + committed + free, to the fen', () => {
  expect(found({ pot: { free: '99999' }, district: { free: '499999' } })).toEqual([
    'pot: paid + committed + free: 800000 fen expected, 799999 in the books',
  ]);
  expect(found({ pot: { committed: '-1', free: '400001' }, district: { committed: '-1', free: '800001' } })).toEqual([
    'pot: committed is negative',
  ]);
});

test('6.4 · what is paid and received is what the papers say', () => {
  const refunded = [treasury, paid, received, paper('pot', '银2', 'back', '1')];
  expect(found({}, refunded)).toEqual(['pot: paid: 399999 fen expected, 400000 in the books']);
  expect(found({}, [{ ...treasury, amount: '799999' }, paid, received])).toEqual([
    'pot: received: 799999 fen expected, 800000 in the books',
  ]);
});

test('the books of a district are the sum of the books below it; a book that the sums leave out is named', () => {
  expect(found({ district: { received: '1200001' } })).toEqual([
    '320582000000 2026 finance-bureau with-the-matter: received: 1200000 fen expected, 1200001 in the books',
  ]);
  expect(found({ own: { year: 2027 } })).toContain('own: not in the books of the district');
});

test('what a department paid is what its community received, paper by paper; not confirmed yet is under way', () => {
  const short = { ...received, amount: '399999' };
  expect(
    found({ own: { received: '399999', free: '399999' }, district: { received: '1199999', free: '499999' } }, [treasury, paid, short]),
  ).toEqual(['pot → own 银1: received: 400000 fen expected, 399999 in the books']);
  const none = { received: '0', free: '0' };
  expect(check({ own: none, district: { received: '800000', free: '100000' } }, [treasury, paid])).toEqual({
    differences: [],
    underWay: [{ community, number: '银1', amount: 400_000n }],
  });
});

describe('6.4 · what came back', () => {
  const back = paper('pot', '银8', 'back', '50000', community);
  const given = paper('own', '银8', 'recovered', '50000');
  const less = { paid: '350000', free: '150000' };
  const left = { received: '350000', free: '350000' };
  const sums = { received: '1150000', paid: '350000', free: '500000' };

  test('paid net is received net', () => {
    expect(check({ pot: less, own: left, district: sums }, [treasury, paid, received, back, given])).toEqual({
      differences: [],
      underWay: [],
    });
  });

  test('a community that still has in its books what went back is told', () => {
    const { differences } = check({ pot: less, district: { paid: '350000', free: '550000' } }, [treasury, paid, received, back]);
    expect(differences).toEqual([
      { where: community, zh: expect.any(String), en: 'received less given back: 350000 fen expected, 400000 in the books' },
    ]);
  });

  test('what went back before it was confirmed is under way with the payment', () => {
    const none = { received: '0', free: '0' };
    const district = { received: '800000', paid: '350000', free: '150000' };
    expect(check({ pot: less, own: none, district }, [treasury, paid, back])).toEqual({
      differences: [],
      underWay: [
        { community, number: '银1', amount: 400_000n },
        { community, number: '银8', amount: -50_000n },
      ],
    });
  });

  test('what went back before it was confirmed is confirmed no more: the books agree', () => {
    const rest = { ...received, amount: '350000' };
    expect(check({ pot: less, own: left, district: sums }, [treasury, paid, back, rest])).toEqual({ differences: [], underWay: [] });
  });

  test('D-finance-mirrored · a paper of the same number from elsewhere or of another day is another paper', () => {
    for (const other of [{ system: 'treasury' }, { date: '2026-05-02' }])
      expect(check({}, [treasury, paid, { ...received, ...other }]).underWay).toMatchObject([{ number: '银1' }]);
  });
});

test('6.5 · a contract of purchase is paid as the papers say, within what was accepted, bound and agreed', () => {
  const bought: Purchase = { contract: 'K', price: '300', bound: '300', accepted: '200', paid: '150' };
  const of = (paper: Voucher): Voucher => ({ ...paper, contract: 'K' });
  const papers = [of(paper('pot', '支1', 'out', '160')), of(paper('pot', '支2', 'back', '10'))];
  const differing = (change: Partial<Purchase>, vouchers = papers) =>
    checkBooks([], [], vouchers, [{ ...bought, ...change }]).differences.map(({ where, en }) => `${where}: ${en}`);
  expect(differing({})).toEqual([]);
  expect(differing({ paid: '151' })).toEqual(['K: paid: 150 fen expected, 151 in the books']);
  expect(differing({}, papers.slice(0, 1))).toEqual(['K: paid: 160 fen expected, 150 in the books']);
  const order = 'none may exceed the next';
  expect([differing({ accepted: '149' }), differing({ bound: '199' }), differing({ price: '299' })]).toMatchObject([
    [expect.stringContaining(order)],
    [expect.stringContaining(order)],
    [expect.stringContaining(order)],
  ]);
  expect(differing({ contract: 'L', paid: '0' })).toEqual(['K: paid in the books, and no such contract of purchase']);
});
