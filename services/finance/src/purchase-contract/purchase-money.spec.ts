import { fold, type AnyEvent } from '@yimen/kernel';
import type { EffectPorts } from '@yimen/service-shell';
import { decide } from '@yimen/testing';
import { committed, free } from '../fund-source/books.js';
import { fundSource } from '../fund-source/fund-source.js';
import { account, ids, line, money, on, open, voucher } from '../fund-source/fund-source.sample.js';
import { finance } from '../index.js';
import { purchaseContract } from './purchase-contract.js';

const contract = '0198a3f0-0000-7000-8000-000000000309';
const secured = { budget: true, contentFixed: false, continuous: false, moneyStable: false, priceStable: false };
const paper = { quantity: '1项', quality: '按规范', settlement: '按季', rightsAndDuties: '见附件', liability: '违约金', secured };

/** A buyer's books and its contract, with the processes of finance between them: what is recorded in one reaches the other. */
class Between {
  readonly #told: Record<string, AnyEvent[]> = { [contract]: [], [ids.source]: [] };
  /** What the processes were refused. */
  readonly refused: string[] = [];

  async says(item: string, name: string, input: object, today: string, actor = 'department-1'): Promise<string | undefined> {
    const slice = (item === contract ? purchaseContract : fundSource) as unknown as typeof fundSource;
    const before = this.#told[item] ?? [];
    const told = { ...on(today, actor), id: item, facts: { area: '320582000000', found: { code: 'A0201', name: '养老服务' } } };
    const { events, refusal } = decide(slice, fold(slice, before as never), name, input, told);
    this.#told[item] = [...before, ...events];
    for (const event of events) await this.#follow(event, item, today);
    return refusal?.code;
  }

  async #follow(event: AnyEvent, item: string, today: string): Promise<void> {
    for (const { reactions } of finance.processes) {
      const move = await reactions.get(event.type)?.react({ event, item } as never, {} as EffectPorts);
      if (!move?.id || !(move.id in this.#told)) continue;
      const code = await this.says(move.id, move.move, move.input as object, today, account('system').id);
      if (code !== undefined) this.refused.push(`${move.move} ${code}`);
    }
  }

  /** Claimed, checked and paid by three people; the answer of the claim. */
  async pays(claim: string, amount: string, today: string): Promise<string | undefined> {
    const refused = await this.says(ids.source, 'claim', { claim, commitment: contract, amount, document: '发票' }, today, 'worker-1');
    if (refused !== undefined) return refused;
    await this.says(ids.source, 'check', { claim }, today, 'director-1');
    const input = { claim, voucher: { ...voucher(`付${claim}`), date: today } };
    const alone = await this.says(ids.source, 'pay', input, today, 'cashier-1');
    if (alone !== 'second-signature') return alone;
    await this.says(ids.source, 'countersign', { claim }, today, 'secretary-1');
    return this.says(ids.source, 'pay', input, today, 'cashier-1');
  }

  get books() {
    const state = fold(fundSource, this.#told[ids.source] as never);
    if (state.status !== 'open') throw new Error('the books are open');
    const { books } = state;
    return { received: books.received, paid: books.paid, committed: committed(books), free: free(books) };
  }
  get contract() {
    return fold(purchaseContract, this.#told[contract] as never) as { status: string; paid: bigint };
  }
}

/** Signed in a source with 400,000 fen: the price of 300,000 is to be bound there. */
async function signed(price = '300000'): Promise<Between> {
  const between = new Between();
  for (const [move, input] of [open, line, money('400000')]) await between.says(ids.source, move, input as object, '2026-05-06');
  const term = { content: '居家养老服务', from: '2026-06-01', to: '2026-12-31', price };
  for (const [move, input] of [
    ['need', { buyer: ids.owner, buyerKind: 'state-organ', what: 'service', service: '居家养老服务', governmentDuty: true }],
    ['findInGuide', { item: 'A0201', guide: '320500000000' }],
    ['budget', { fundSource: ids.source, line: 'L1', amount: '500000' }],
    ['choose', { supplier: ids.agency, supplierKind: 'firm', way: 'open-tender', admission: null }],
    ['sign', { ...paper, ...term }],
  ] as const)
    await between.says(contract, move, input, '2026-05-07');
  return between;
}
async function performing(): Promise<Between> {
  const between = await signed();
  await between.says(contract, 'publish', {}, '2026-05-08');
  await between.says(contract, 'start', {}, '2026-06-01');
  return between;
}
const accepts = (between: Between, amount: string, today = '2026-07-01', last = false) =>
  between.says(contract, 'accept', { evidence: '验收单', amount, last }, today);

test('6.5, D-purchase-order · a contract is bound in its source, claimed as its work is accepted, paid by claims, and its end frees the rest', async () => {
  const between = await performing();
  expect(between.books).toEqual({ received: 400_000n, paid: 0n, committed: 300_000n, free: 100_000n });
  expect(await between.pays('P1', '1', '2026-06-15')).toBe('work-not-accepted');
  await accepts(between, '210000');
  expect(await between.pays('P1', '210001', '2026-07-02')).toBe('work-not-accepted');
  expect(await between.pays('P1', '210000', '2026-07-02')).toBeUndefined();
  expect(await between.pays('P2', '1', '2026-07-02')).toBe('work-not-accepted');
  expect(between.books).toEqual({ received: 400_000n, paid: 210_000n, committed: 90_000n, free: 100_000n });
  expect(between.contract).toMatchObject({ status: 'performing', paid: 210_000n });
  await accepts(between, '40000', '2026-12-31', true);
  await between.pays('P2', '40000', '2027-01-04');
  expect(between.contract.status).toBe('paid');
  await between.says(contract, 'evaluate', { result: '良好' }, '2027-01-10');
  await between.says(contract, 'close', {}, '2027-01-11');
  expect(between.books).toEqual({ received: 400_000n, paid: 250_000n, committed: 0n, free: 150_000n });
  expect(between.refused).toEqual([]);
});

test('D-finance-dual · above the limit a contract is paid with a second signature only', async () => {
  const between = await performing();
  await accepts(between, '200001');
  await between.says(
    ids.source,
    'claim',
    { claim: 'P1', commitment: contract, amount: '200001', document: '发票' },
    '2026-07-02',
    'worker-1',
  );
  await between.says(ids.source, 'check', { claim: 'P1' }, '2026-07-02', 'director-1');
  const paid = await between.says(ids.source, 'pay', { claim: 'P1', voucher: voucher('付1') }, '2026-07-02', 'cashier-1');
  expect([paid, between.contract.paid]).toEqual(['second-signature', 0n]);
});

test('6.5 · what came back is bound again, and paid again only after it is accepted again', async () => {
  const between = await performing();
  await accepts(between, '100000');
  await between.pays('P1', '100000', '2026-07-02');
  await between.says(ids.source, 'refund', { claim: 'P1', amount: '30000', voucher: voucher('退1') }, '2026-07-03', 'cashier-1');
  expect(between.books).toMatchObject({ paid: 70_000n, committed: 230_000n, free: 100_000n });
  expect(between.contract.paid).toBe(70_000n);
  expect(await between.pays('P2', '30000', '2026-07-04')).toBe('work-not-accepted');
  await accepts(between, '30000', '2026-07-05');
  expect(await between.pays('P2', '30000', '2026-07-06')).toBeUndefined();
  expect(between.contract.paid).toBe(100_000n);
});

test('6.5 · a contract that is terminated owes what was accepted, and nothing else stays bound', async () => {
  const between = await performing();
  await accepts(between, '100000');
  await between.says(contract, 'terminate', { reason: '严重违约' }, '2026-08-01');
  expect(between.books).toMatchObject({ paid: 0n, committed: 100_000n, free: 300_000n });
  expect(await between.pays('P1', '60000', '2026-08-02')).toBeUndefined();
  expect(between.contract).toMatchObject({ status: 'terminated', paid: 60_000n });
  // What is not claimed after all is let go by the buyer; while a contract runs, it is not.
  const release = { commitment: contract, amount: '40000', reason: '不再申请' };
  expect(await (await performing()).says(ids.source, 'release', release, '2026-08-03')).toBe('bound-by-process');
  expect(await between.says(ids.source, 'release', release, '2026-08-03')).toBeUndefined();
  expect(between.books).toMatchObject({ paid: 60_000n, committed: 0n, free: 340_000n });
});

test('GPS20 14 · what the source cannot bind is a task of finance, and the contract stays unpublished until it is asked for again', async () => {
  const between = await signed('400001');
  expect(between.refused).toEqual(['commitPurchase not-enough-money']);
  expect(await between.says(contract, 'publish', {}, '2026-05-08')).toBe('money-not-bound');
  await between.says(ids.source, 'receive', { amount: '1', voucher: voucher('银2'), donation: null }, '2026-05-09');
  await between.says(contract, 'askMoney', { source: ids.source, line: 'L1' }, '2026-05-09');
  expect(await between.says(contract, 'publish', {}, '2026-05-10')).toBeUndefined();
});

test('D-finance-earmark, D-finance-order, D-finance-ledger · a contract is bound in the books of its own buyer', async () => {
  const between = await signed();
  const input = { contract: ids.agreement, buyer: ids.payer, line: 'L1', amount: '1' };
  expect(await between.says(ids.source, 'commitPurchase', input, '2026-05-08')).toBe('not-its-owner');
  expect(await between.says(ids.source, 'admitWork', { commitment: ids.agreement, amount: '1' }, '2026-05-08')).toBe('commitment-unknown');
  expect(await between.says(ids.source, 'admitWork', { commitment: contract, amount: '300001' }, '2026-05-08')).toBe('beyond-commitment');
});
