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
  readonly contract: string | null;
  readonly owner: string;
}

/** A contract of purchase as the view `money-purchases` shows it; amounts in fen. */
export interface Purchase {
  readonly contract: string;
  readonly price: string;
  readonly bound: string;
  readonly accepted: string;
  readonly paid: string;
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

/** The same paper in the books of the community that it names: a number that comes again on another day is another (D-finance-mirrored). */
function inBooksOf(paper: Voucher, vouchers: readonly Voucher[]): Voucher | undefined {
  const direction = paper.direction === 'out' ? 'in' : 'recovered';
  return vouchers.find(
    ({ direction: of, owner, system, number, date }) =>
      of === direction && owner === paper.payee && system === paper.system && number === paper.number && date === paper.date,
  );
}

/**
 * What departments paid by agreements, less what came back, stands in the books of each community, paper by paper and as a sum; what the
 * community has not confirmed yet is under way. A community never has more of it than was paid.
 */
function betweenBooks(vouchers: readonly Voucher[]): BooksReport {
  const differences: Difference[] = [];
  const underWay: UnderWay[] = [];
  const told = vouchers.filter(({ direction, payee }) => payee !== null && (direction === 'out' || direction === 'back'));
  for (const community of new Set(told.map(({ payee }) => payee ?? ''))) {
    const papers = told
      .filter(({ payee }) => payee === community)
      .map((paper) => ({
        paper,
        sign: paper.direction === 'out' ? 1n : -1n,
        amount: BigInt(paper.amount),
        booked: inBooksOf(paper, vouchers),
      }));
    const paid = sum(papers.map(({ sign, amount }) => sign * amount));
    const received = sum(papers.map(({ sign, booked }) => sign * BigInt(booked?.amount ?? 0)));
    const waiting = papers.filter(({ booked }) => !booked);
    const unlike = papers.flatMap(({ paper, amount, booked }) =>
      booked ? differs(`${paper.source} → ${booked.source} ${paper.number}`, 'received', amount, BigInt(booked.amount)) : [],
    );
    // What went back before the community had confirmed it never stood in its books: it confirmed that much less.
    const less = sum(papers.map(({ sign, amount, booked }) => (booked ? sign * (amount - BigInt(booked.amount)) : 0n)));
    const unbooked = sum(waiting.map(({ sign, amount }) => (sign < 0n ? amount : 0n)));
    const settled = unbooked > 0n && less === unbooked;
    if (!settled) differences.push(...unlike);
    if (received > paid) differences.push(...differs(community, 'received less given back', paid, received));
    for (const { paper, sign, amount } of waiting)
      if (received <= paid && !(settled && sign < 0n)) underWay.push({ community, number: paper.number, amount: sign * amount });
  }
  return { differences, underWay };
}

/** 6.5: what the books paid for a contract is what the contract says, paper by paper; no more is paid than was accepted, no more accepted than bound. */
function ofPurchases(purchases: readonly Purchase[], vouchers: readonly Voucher[]): Difference[] {
  const paidFor = (contract: string) =>
    sum(
      vouchers
        .filter((paper) => paper.contract === contract)
        .map(({ direction, amount }) => (direction === 'out' ? BigInt(amount) : direction === 'back' ? -BigInt(amount) : 0n)),
    );
  const named = new Set(vouchers.flatMap(({ contract }) => (contract === null ? [] : [contract])));
  const unknown = [...named].filter((contract) => !purchases.some((each) => each.contract === contract));
  return [
    ...unknown.map((where) => ({ where, zh: '账上有支付，没有该购买合同', en: 'paid in the books, and no such contract of purchase' })),
    ...purchases.flatMap(({ contract, price, bound, accepted, paid }) => {
      const within = BigInt(paid) <= BigInt(accepted) && BigInt(accepted) <= BigInt(bound) && BigInt(bound) <= BigInt(price);
      const order = {
        where: contract,
        zh: `支付${paid}分、验收${accepted}分、承诺${bound}分、价款${price}分依次不得超过`,
        en: `paid ${paid}, accepted ${accepted}, bound ${bound}, price ${price} fen: none may exceed the next`,
      };
      return [...differs(contract, 'paid', paidFor(contract), BigInt(paid)), ...(within ? [] : [order])];
    }),
  ];
}

/** Every check of the books against each other: nothing is looked up, nothing is recorded. */
export function checkBooks(
  books: readonly Book[],
  districts: readonly DistrictBook[],
  vouchers: readonly Voucher[],
  purchases: readonly Purchase[] = [],
): BooksReport {
  const between = betweenBooks(vouchers);
  const alone = books.flatMap((book) =>
    within(
      book,
      vouchers.filter(({ source }) => source === book.source),
    ),
  );
  const differences = [...alone, ...ofDistricts(books, districts), ...between.differences, ...ofPurchases(purchases, vouchers)];
  return { differences, underWay: between.underWay };
}
