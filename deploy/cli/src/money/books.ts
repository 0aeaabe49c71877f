/** A book of a source and year as the view `money-sources` shows it; amounts in fen as decimal strings. */
export interface Book {
  readonly source: string;
  readonly year: number;
  readonly kind: string;
  readonly name: string;
  readonly area: string;
  readonly payer: string;
  readonly owner: string;
  readonly received: string;
  readonly paid: string;
  readonly committed: string;
  readonly free: string;
}

/** Sums of a payer, year and kind as the view `money-district` shows them. */
export interface DistrictBook {
  readonly area: string;
  readonly year: number;
  readonly payer: string;
  readonly kind: string;
  readonly sources: number;
  readonly received: string;
  readonly paid: string;
  readonly committed: string;
  readonly free: string;
}

/** A paper of treasury or bank in the books, as the view `money-vouchers` shows it. */
export interface Voucher {
  readonly source: string;
  readonly system: string;
  readonly number: string;
  readonly direction: 'in' | 'out' | 'back' | 'recovered';
  readonly amount: string;
  readonly date: string;
  readonly payee: string | null;
  readonly owner: string;
}

/** What does not agree, in words: a source or sum, what it should be and what it is. */
export interface Difference {
  readonly where: string;
  readonly zh: string;
  readonly en: string;
}

/** Money that a department has paid to a community and that the community has not confirmed; in fen. */
export interface UnderWay {
  readonly community: string;
  readonly number: string;
  readonly amount: bigint;
}

export interface BooksReport {
  readonly differences: readonly Difference[];
  readonly underWay: readonly UnderWay[];
}

const columns = ['received', 'paid', 'committed', 'free'] as const;
const sum = (of: readonly bigint[]): bigint => of.reduce((total, each) => total + each, 0n);
const differs = (where: string, what: string, expected: bigint, came: bigint): Difference[] =>
  expected === came
    ? []
    : [{ where, zh: `${what}应为${expected}分，账为${came}分`, en: `${what}: ${expected} fen expected, ${came} in the books` }];

/** Whether a book holds within itself and agrees with its papers (6.4): received = paid + committed + free, none negative, paid as the papers say. */
function within(book: Book, vouchers: readonly Voucher[]): Difference[] {
  const [received, paid, committed, free] = columns.map((name) => BigInt(book[name])) as [bigint, bigint, bigint, bigint];
  const negative = columns.filter((name) => BigInt(book[name]) < 0n);
  const of = (direction: Voucher['direction']) =>
    sum(vouchers.filter((each) => each.direction === direction).map(({ amount }) => BigInt(amount)));
  return [
    ...differs(book.source, 'paid + committed + free', received, paid + committed + free),
    ...negative.map((name) => ({ where: book.source, zh: `${name}为负`, en: `${name} is negative` })),
    ...differs(book.source, 'paid', of('out') - of('back'), paid),
    ...differs(book.source, 'received', of('in') - of('recovered'), received),
  ];
}

/** District = sum of its communities: by area, year, payer and kind. */
function ofDistricts(books: readonly Book[], districts: readonly DistrictBook[]): Difference[] {
  const key = ({ area, year, payer, kind }: Pick<Book, 'area' | 'year' | 'payer' | 'kind'>) => `${area} ${year} ${payer} ${kind}`;
  const unknown = books.filter((book) => !districts.some((each) => key(each) === key(book)));
  return [
    ...unknown.map(({ source }) => ({ where: source, zh: '未计入区县账', en: 'not in the books of the district' })),
    ...districts.flatMap((district) => {
      const own = books.filter((book) => key(book) === key(district));
      return [
        ...differs(key(district), 'sources', BigInt(own.length), BigInt(district.sources)),
        ...columns.flatMap((name) => differs(key(district), name, sum(own.map((book) => BigInt(book[name]))), BigInt(district[name]))),
      ];
    }),
  ];
}

/** What a department paid by agreements stands in the books of the communities, paper by paper; what is not confirmed yet is under way. */
function betweenBooks(vouchers: readonly Voucher[]): BooksReport {
  const paid = vouchers.filter(({ direction, payee }) => direction === 'out' && payee !== null);
  const differences: Difference[] = [];
  const underWay: UnderWay[] = [];
  for (const { number, amount, payee, source } of paid) {
    const received = vouchers.find((each) => each.direction === 'in' && each.number === number && each.owner === payee);
    if (!received) underWay.push({ community: payee ?? '', number, amount: BigInt(amount) });
    else differences.push(...differs(`${source} → ${received.source} ${number}`, 'received', BigInt(amount), BigInt(received.amount)));
  }
  return { differences, underWay };
}

/** Every check of the books against each other: nothing is looked up, nothing is recorded. */
export function checkBooks(books: readonly Book[], districts: readonly DistrictBook[], vouchers: readonly Voucher[]): BooksReport {
  const between = betweenBooks(vouchers);
  const alone = books.flatMap((book) =>
    within(
      book,
      vouchers.filter(({ source }) => source === book.source),
    ),
  );
  return { differences: [...alone, ...ofDistricts(books, districts), ...between.differences], underWay: between.underWay };
}
