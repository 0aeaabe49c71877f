import { registry, type EventContract } from '@yimen/contracts';
import type { AnyEvent } from '@yimen/kernel';
import type { AnyAggregate, EffectPorts, NoticeOrder, ProcessMove } from '@yimen/service-shell';
import { ids } from './hall.sample.js';
import { publicServices } from './index.js';
import { noticeId, ratingCaseId, visitId } from './ids.js';

const sent: NoticeOrder[] = [];
const ports: EffectPorts = {
  sendNotice: async (order) => {
    sent.push(order);
    return { receipt: `outbox-${sent.length}` };
  },
  destroyKeys: async () => undefined,
  bindIdentity: async () => undefined,
};
const causing = '0198a3f0-0000-7000-8000-0000000000aa';

/** What the processes do about an event with these fields. */
async function reactions(type: string, change: object = {}, item: string = ids.case): Promise<ProcessMove[]> {
  const contract = registry.get(type) as EventContract;
  const event = { ...(contract.samples[0] as object), ...change, type } as AnyEvent;
  const cause = { event, eventId: causing, stream: `${contract.subject}/${item}`, item, revision: 1n, happenedOn: '2026-03-02' };
  const answers: ProcessMove[] = [];
  for (const { reactions: on } of publicServices.processes) {
    const answer = await on.get(type)?.react(cause as never, ports);
    if (answer) answers.push(answer);
  }
  return answers;
}

/** A process may only ask for a move that exists, with an input that it takes, of an item whose id fits. */
function expectMovable({ slice: name, id, move, input }: ProcessMove): void {
  const slice = publicServices.slices.find((each: AnyAggregate) => each.name === name)!;
  expect(slice.moves[move]?.by).toBe('system');
  expect(slice.moves[move]?.input.safeParse(input)).toMatchObject({ success: true });
  if (slice.ids instanceof RegExp) expect(id).toMatch(slice.ids);
}

test('13.3 · a served ticket opens one visit, under an id of queue and ticket', async () => {
  const queue = `${ids.hall}~2026-03-02~social`;
  const [answer] = await reactions('TicketServed', {}, queue);
  expect(answer).toMatchObject({ slice: 'visit', move: 'open', id: visitId(queue, 'A001'), input: { queue, ticket: 'A001' } });
  expectMovable(answer!);
});

test('5.3.3 · a bad rating opens a rating case, a good one does not', async () => {
  const rating = `visit~${ids.visit}`;
  const [answer] = await reactions('ServiceRated', {}, rating);
  expect(answer).toMatchObject({ slice: 'rating-case', id: ratingCaseId(rating), input: { rating, level: 2 } });
  expectMovable(answer!);
  await expect(reactions('ServiceRated', { level: 3, bad: false }, rating)).resolves.toEqual([]);
});

test('HC19 · a rating struck on recheck leaves the figures, a kept one stays', async () => {
  const [answer] = await reactions('BadRatingRechecked', {}, ids.ratingCase);
  expect(answer).toMatchObject({ slice: 'rating', id: `visit~${ids.visit}`, move: 'strike' });
  expectMovable(answer!);
  await expect(reactions('BadRatingRechecked', { outcome: 'kept' }, ids.ratingCase)).resolves.toEqual([]);
});

test.each([
  ['SupplementRequested', 'supplement'],
  ['SupplementExpired', 'supplement-expired'],
  ['CaseAccepted', 'accepted'],
  ['CaseNotAccepted', 'not-accepted'],
  ['CasePaused', 'paused'],
  ['CaseResumed', 'resumed'],
  ['CaseExtended', 'extended'],
  ['CaseDecided', 'decision'],
  ['ResultReady', 'result-ready'],
  ['ToleranceUnfulfilled', 'tolerance-overdue'],
  ['CannotDoAnswered', 'cannot-do-answer'],
  ['RectificationReported', 'rating-feedback'],
])('%s orders the notice %s, once per event', async (type, kind) => {
  const [answer, ...more] = await reactions(type);
  expect(more).toEqual([]);
  expect(answer).toMatchObject({ slice: 'notice', move: 'order', id: noticeId(causing), input: { about: { kind } } });
  expectMovable(answer!);
});

test('HC19 · a rating that is struck ends with a word to the person, one that is kept with its feedback', async () => {
  const [, told, ...more] = await reactions('BadRatingRechecked', { words: '误触终端' }, ids.ratingCase);
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    ...{ slice: 'notice', move: 'order', id: noticeId(causing) },
    input: { case: null, ratingCase: ids.ratingCase, about: { kind: 'rating-feedback', words: '误触终端', struck: true } },
  });
  expectMovable(told!);
});

test('what is done at once is told at the desk', async () => {
  await expect(reactions('CaseAccepted', { way: 'at-once' })).resolves.toEqual([]);
});

test('an ordered notice goes to its channel; sent again by another it is another paper', async () => {
  const [first] = await reactions('NoticeOrdered', {}, ids.notice);
  const [again] = await reactions('NoticeRerouted', {}, ids.notice);
  expect(first).toMatchObject({ slice: 'notice', id: ids.notice, move: 'markSent', input: { receipt: 'outbox-1' } });
  expect(again).toMatchObject({ input: { receipt: 'outbox-2' } });
  expect(new Set(sent.map(({ noticeId: id }) => id)).size).toBe(2);
  expectMovable(first!);
});

test('13.3 · a proved delivery of the supplement notice starts its period; other notices start none', async () => {
  const [answer] = await reactions('NoticeDelivered', {}, ids.notice);
  expect(answer).toMatchObject({
    slice: 'service-case',
    id: ids.case,
    move: 'recordNoticeDelivered',
    input: { notice: ids.notice, deliveredOn: '2026-03-03' },
  });
  expectMovable(answer!);
  await expect(reactions('NoticeDelivered', { kind: 'decision' }, ids.notice)).resolves.toEqual([]);
});

test('13.5 · the register of numbers confirms what was submitted, rejected at once, or registered afterwards', async () => {
  for (const type of ['ApplicationSubmitted', 'ApplicationRejected', 'ExemptMatterRegistered']) {
    const [answer] = await reactions(type, {}, ids.case);
    expect(answer).toMatchObject({ slice: 'application-number', id: '320582000000~2026', move: 'confirm', input: { holder: ids.case } });
    expectMovable(answer!);
  }
  await expect(reactions('ApplicationSubmitted', { version: 2 })).resolves.toEqual([]);
});

test('13.1 · the four registers follow a matter: in when it is listed, on when it is extended, out on the day before it expired or left', async () => {
  const [listed] = await reactions('MatterListed', {}, ids.case);
  expect(listed).toMatchObject({
    slice: 'matter-register',
    id: '320582000000',
    move: 'add',
    input: { application: ids.case, list: 'assist' },
  });
  expectMovable(listed!);
  const [extended] = await reactions('TemporaryExtended', { endsOn: '2026-10-05' }, ids.case);
  expect(extended).toMatchObject({ slice: 'matter-register', move: 'extend', input: { application: ids.case, to: '2026-10-05' } });
  expectMovable(extended!);
  for (const type of ['MatterExpired', 'MatterExited']) {
    const [gone] = await reactions(type, { on: '2026-07-06' }, ids.case);
    expect(gone).toMatchObject({ slice: 'matter-register', move: 'remove', input: { application: ids.case, to: '2026-07-05' } });
    expectMovable(gone!);
  }
});

test('5.1.4 · a confirmed report is put right in a stream of its own, an unfounded one is not', async () => {
  const [issue] = await reactions('ReportFound', {}, ids.case);
  expect(issue).toMatchObject({ slice: 'correction-notice', move: 'issue', input: { report: ids.case } });
  expectMovable(issue!);
  await expect(reactions('ReportFound', { finding: 'unfounded' }, ids.case)).resolves.toEqual([]);
  const [notice] = await reactions('CorrectionNoticeIssued', { report: ids.case }, ids.notice);
  expect(notice).toMatchObject({ slice: 'task-report', id: ids.case, move: 'recordNotice' });
  expectMovable(notice!);
  const [ended] = await reactions('CorrectionSettled', { report: ids.case }, ids.notice);
  expect(ended).toMatchObject({ slice: 'task-report', id: ids.case, move: 'conclude', input: { outcome: 'corrected' } });
  expectMovable(ended!);
});

const money = {
  application: ids.case,
  commitment: ids.notice,
  community: ids.visit,
  claim: 'P1',
  amount: '200000',
  voucher: { system: 'bank', number: '银9', date: '2026-05-01' },
};

test('5.1.4 · what finance binds, cannot bind or pays for an agreement reaches its matter, by number, bank date and amount', async () => {
  const source = `${ids.hall}~2026`;
  const [committed] = await reactions('AgreementMoneyCommitted', money, source);
  expect(committed).toMatchObject({
    slice: 'admission',
    id: ids.case,
    move: 'noteCommitment',
    input: { outcome: 'committed', because: null },
  });
  expectMovable(committed!);
  const [refused] = await reactions('AgreementMoneyRefused', money, source);
  expect(refused).toMatchObject({ id: ids.case, move: 'noteCommitment', input: { outcome: 'refused', because: 'not-enough-money' } });
  expectMovable(refused!);
  const [paid] = await reactions('InstalmentPaid', money, source);
  expect(paid).toMatchObject({
    id: ids.case,
    move: 'receiveInstalment',
    input: { community: ids.visit, amount: '200000', system: 'bank', voucher: '银9', bankDate: '2026-05-01' },
  });
  expectMovable(paid!);
  const back = { ...money, amount: '1000', paid: money.voucher, voucher: { ...money.voucher, number: '银12' } };
  const [returned] = await reactions('InstalmentRefunded', back, source);
  expect(returned).toMatchObject({
    id: ids.case,
    move: 'returnInstalment',
    input: { community: ids.visit, amount: '1000', paid: { number: '银9' }, voucher: { number: '银12' } },
  });
  expectMovable(returned!);
});

test('6.5 · a purchase contract that finance closed or terminated is over for the matter that rests on it', async () => {
  const contract = ids.other;
  for (const [type, how] of [
    ['PurchaseContractTerminated', 'terminated'],
    ['PurchaseContractClosed', 'closed'],
  ] as const) {
    const [answer] = await reactions(type, {}, contract);
    expect(answer).toMatchObject({ slice: 'contract-use', id: contract, move: 'end', input: { how } });
    expectMovable(answer!);
  }
  const [told] = await reactions('ContractOver', { application: ids.case }, contract);
  expect(told).toMatchObject({ slice: 'admission', id: ids.case, move: 'endContract', input: { contract, how: 'terminated' } });
  expectMovable(told!);
  await expect(reactions('ContractOver', { application: null }, contract)).resolves.toEqual([]);
});
