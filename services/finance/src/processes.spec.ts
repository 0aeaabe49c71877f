import { registry, type EventContract } from '@yimen/contracts';
import type { AnyEvent } from '@yimen/kernel';
import type { EffectPorts, ProcessMove } from '@yimen/service-shell';
import { ids } from './fund-source/fund-source.sample.js';
import { finance } from './index.js';

const application = ids.agreement;

/** What the processes do about an event with these fields; finance has no effect besides its moves. */
async function reactions(type: string, change: object = {}, item = application): Promise<ProcessMove[]> {
  const contract = registry.get(type) as EventContract;
  const event = { ...(contract.samples[0] as object), ...change, type } as AnyEvent;
  const cause = { event, eventId: ids.payer, stream: `${contract.subject}/${item}`, item, revision: 1n, happenedOn: '2026-04-01' };
  const answers: (ProcessMove | undefined)[] = [];
  for (const { reactions: on } of finance.processes) answers.push(await on.get(type)?.react(cause as never, {} as EffectPorts));
  return answers.filter((answer) => answer !== undefined);
}

/** The one move that an event leads to: it exists, is the system's, takes the input, and its item's id fits. */
async function move(type: string, change: object = {}, item = application): Promise<ProcessMove> {
  const [only, ...more] = await reactions(type, change, item);
  if (!only) throw new Error(`nothing follows ${type}`);
  expect(more).toEqual([]);
  const slice = finance.slices.find(({ name }) => name === only.slice)!;
  expect(slice.moves[only.move]?.by).toBe('system');
  expect(slice.moves[only.move]?.input.safeParse(only.input)).toMatchObject({ success: true });
  if (slice.ids instanceof RegExp) expect(only.id).toMatch(slice.ids);
  return only;
}

test('RCL25 43 · an agreement asks for its money, in the stream of its matter', async () => {
  await expect(move('AgreementSigned')).resolves.toMatchObject({
    slice: 'matter-money',
    id: application,
    move: 'ask',
    input: { budgetLine: '2026-MZ-03', plan: [{ on: '2026-05-01', amount: '375000' }] },
  });
});

test('6.1, D-finance-earmark · the purpose goes with the money, from the agreement to the books', async () => {
  const purpose = 'training';
  await expect(move('AgreementSigned', { purpose })).resolves.toMatchObject({ move: 'ask', input: { purpose } });
  await expect(move('CommitmentAsked', { source: ids.source, purpose })).resolves.toMatchObject({
    move: 'commitAgreement',
    input: { purpose },
  });
});

test('a commitment that was asked for is made in the source that it names', async () => {
  await expect(move('CommitmentAsked', { source: ids.source })).resolves.toMatchObject({
    slice: 'fund-source',
    id: ids.source,
    move: 'commitAgreement',
    input: { application, line: '2026-MZ-03', amount: '375000' },
  });
});

test.each(['MatterExited', 'MatterExpired'])('%s ends the money of the matter', async (type) => {
  await expect(move(type)).resolves.toMatchObject({ slice: 'matter-money', id: application, move: 'end' });
});

test('what a matter bound is released in its source, by the process that bound it: never before', async () => {
  await expect(move('CommitmentEnded', { source: ids.source })).resolves.toMatchObject({ id: ids.source, move: 'releaseAgreement' });
  const binding = finance.processes.filter(({ reactions: on }) => on.has('CommitmentAsked') || on.has('CommitmentEnded'));
  expect(binding).toHaveLength(1);
});

test('a confirmed receipt goes into the community’s own books of the bank’s year', async () => {
  const receipt = { community: ids.owner, voucher: '银9', amount: '200000', bankDate: '2027-01-04' };
  await expect(move('ReceiptConfirmed', receipt)).resolves.toMatchObject({
    slice: 'fund-source',
    id: `${ids.owner}~2027`,
    move: 'receiveInstalment',
    input: { amount: '200000', voucher: { system: 'bank', number: '银9', date: '2027-01-04' } },
  });
});

test('what a community had confirmed leaves its books when it goes back; what it had not confirmed never stood there', async () => {
  const paper = (number: string, date: string) => ({ system: 'treasury', number, date });
  const back = { community: ids.owner, amount: '1000', paid: paper('国9', '2026-12-30'), voucher: paper('国12', '2027-01-20') };
  await expect(move('InstalmentReturned', back)).resolves.toMatchObject({
    slice: 'fund-source',
    id: `${ids.owner}~2026`,
    move: 'giveBackInstalment',
    input: { amount: '1000', paid: { number: '国9' }, voucher: { number: '国12', date: '2027-01-20' } },
  });
  await expect(reactions('InstalmentReturned', { ...back, confirmed: false })).resolves.toEqual([]);
});

test('D-finance-mirrored · a receipt by the treasury is booked as the treasury’s paper', async () => {
  await expect(move('ReceiptConfirmed', { system: 'treasury', community: ids.owner })).resolves.toMatchObject({
    input: { voucher: { system: 'treasury' } },
  });
});

test('6.4 · a project that is filed gets its money bound, hears of it and of what is paid, and gives the rest back when it is accepted', async () => {
  await expect(move('ProjectMoneyAsked', { source: ids.source })).resolves.toMatchObject({
    slice: 'fund-source',
    id: ids.source,
    move: 'commitProject',
    input: { project: application, community: expect.any(String), line: 'W1', amount: '600000' },
  });
  // What the books could not bind is not asked of them: the office asks again.
  for (const type of ['ProjectReviewed', 'ProjectMoneyRefused']) await expect(reactions(type)).resolves.toEqual([]);
  const reason = { kind: 'item', of: application };
  await expect(move('MoneyCommitted', { commitment: application, reason }, ids.source)).resolves.toMatchObject({
    slice: 'project',
    id: application,
    move: 'allocate',
  });
  await expect(reactions('MoneyCommitted', {}, ids.source)).resolves.toEqual([]);
  await expect(move('ItemPaid', { item: application }, ids.source)).resolves.toMatchObject({ id: application, move: 'spend' });
  await expect(move('ItemRefunded', { item: application }, ids.source)).resolves.toMatchObject({ id: application, move: 'refund' });
  await expect(move('ProjectAccepted', { source: ids.source })).resolves.toMatchObject({
    id: ids.source,
    move: 'releaseAgreement',
    input: { commitment: application },
  });
});

test('6.5 · a contract of purchase is bound where it asks, owed as it is accepted, told of what is paid, and gives the rest back at its end', async () => {
  await expect(move('PurchaseMoneyAsked', { source: ids.source })).resolves.toMatchObject({
    slice: 'fund-source',
    id: ids.source,
    move: 'commitPurchase',
    input: { contract: application, line: 'L1', amount: '10000000' },
  });
  const reason = { kind: 'contract', of: application };
  await expect(move('MoneyCommitted', { commitment: application, reason }, ids.source)).resolves.toMatchObject({
    slice: 'purchase-contract',
    id: application,
    move: 'noteBound',
    input: { source: ids.source },
  });
  await expect(reactions('MoneyCommitted', { reason }, ids.source)).resolves.toEqual([]);
  await expect(move('PerformanceAccepted', { source: ids.source })).resolves.toMatchObject({
    id: ids.source,
    move: 'admitWork',
    input: { commitment: application, amount: '2500000' },
  });
  const told = (type: string) => move(type, { commitment: application }, ids.source);
  await expect(told('PurchaseClaimPaid')).resolves.toMatchObject({ id: application, move: 'notePaid', input: { source: ids.source } });
  await expect(told('PurchaseClaimRefunded')).resolves.toMatchObject({
    id: application,
    move: 'noteRefund',
    input: { source: ids.source },
  });
  await expect(move('PurchaseMoneyEnded', { source: ids.source })).resolves.toMatchObject({
    id: ids.source,
    move: 'releaseAgreement',
    input: { commitment: application },
  });
});

test('R-292 · what was given for a purpose stays so in the next year', async () => {
  await expect(move('MoneyCarriedOver', { donated: '600' }, ids.source)).resolves.toMatchObject({ input: { donated: '600' } });
});

test('BUD18 42 · what is carried over arrives in the same source of the next year', async () => {
  await expect(move('MoneyCarriedOver', {}, ids.source)).resolves.toMatchObject({
    id: ids.source.replace('2026', '2027'),
    move: 'carryIn',
    input: { from: 2026, amount: '1000', unusedYears: 0, ordinal: 1 },
  });
  await expect(move('CarryOverRepeated', {}, ids.source)).resolves.toMatchObject({ move: 'carryIn', input: { from: 2026, ordinal: 1 } });
  await expect(move('FundSourceOpened', { year: 2027 }, ids.source.replace('2026', '2027'))).resolves.toMatchObject({
    id: ids.source,
    move: 'repeatCarryOver',
  });
});

test('RCL25 38 · a director who leaves is audited in the books of his committee and year; who held another role is not', async () => {
  const left = { role: 'director', organisation: ids.owner };
  await expect(move('RoleRevoked', left, 'director-1')).resolves.toMatchObject({
    slice: 'fund-source',
    id: `${ids.owner}~2026`,
    move: 'askLeavingAudit',
    input: { account: 'director-1' },
  });
  await expect(reactions('RoleRevoked', { ...left, role: 'community-worker' }, 'worker-1')).resolves.toEqual([]);
});

test('what a process of finance could not do is a task of finance', () => {
  expect(finance.taskOwner?.({} as never)).toEqual({ role: 'finance', organisation: null });
});
