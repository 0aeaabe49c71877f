import { addDays, fold } from '@yimen/kernel';
import fc from 'fast-check';
import { partyRelationship, type PartyRelationship } from './party-relationship.js';
import { after, day, decisionNo, drafted, entering, id, member, office, outside, place, words } from './party-relationship.sample.js';
import { Book, facts, TwoInstallations } from './installations.sample.js';
import { receiptPending, responsibleAcross, responsibleOn } from './responsible.js';

const dates = (from: string, to: string) => {
  const all: string[] = [];
  for (let on = from; on <= to; on = addDays(on, 1)) all.push(on);
  return all;
};
/** Who answers only changes on the dates of the intervals: they and the days before them, from the beginning to today, stand for all dates. */
const turningDates = (states: readonly PartyRelationship[], today: string) => {
  const froms = states.flatMap((state) => (state.status === 'none' ? [] : state.responsible.map(({ from }) => from)));
  return [...new Set([...froms, ...froms.map((from) => addDays(from, -1)), today])].filter((on) => on >= day && on <= today);
};
test('13.2 · inside one installation, whatever happens: exactly one branch on every date, and no date is ever rewritten', () => {
  const names = [
    'draft',
    'submit',
    'branchApprove',
    'branchReturn',
    'rejectBySource',
    'issue',
    'withdraw',
    'expire',
    'reissue',
    'reportLost',
    'inquire',
  ];
  const more = [
    'arrive',
    'checkArchive',
    'suspend',
    'resume',
    'returnToSource',
    'accept',
    'assignBranch',
    'sendReceipt',
    'close',
    'appeal',
    'decideAppeal',
    'discard',
    'restore',
  ];
  // Possible in nearly every state: were they tried as often as the others, nobody would come to an assignment.
  const seldom = ['stop', 'sendLateReceipt', 'closeLate'];
  const step = fc.record({
    n: fc.nat(40),
    branch: fc.constantFrom(11, 12, 21, 22),
    days: fc.nat(9),
    coin: fc.boolean(),
    rare: fc.nat(29).map((one) => one === 0),
  });
  let moved = 0;
  let matched = 0;
  let turnedBack = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 120 }), (steps) => {
      const book = new Book('1', member);
      const told: string[] = [];
      let today = day;
      for (const { n, branch, days, coin, rare } of steps) {
        const { status } = book.state;
        const tried = [...names, ...more, ...(rare || status === 'assigned' || book.isUnmatched ? seldom : [])];
        const open = tried.filter((name) => (partyRelationship.moves[name as 'enter'].from as readonly string[]).includes(status));
        const move = open[n % open.length] ?? '';
        const before = today;
        today = addDays(today, days);
        // What was true of the days that passed is written down before anything else happens.
        for (const on of dates(addDays(before, told.length === 0 ? 0 : 1), addDays(today, -1)))
          told.push(`${on} ${book.state.status === 'none' ? '' : responsibleOn(book.state.responsible, on)}`);
        const number = book.letter?.number ?? '-';
        const own = book.state.status === 'none' || book.state.branch === null ? 11 : Number(book.state.branch.slice(-4));
        const input: Record<string, object> = {
          draft: { ...drafted, target: id(branch) },
          branchReturn: words,
          rejectBySource: { reason: 'wrong-target', ...words },
          issue: office,
          reissue: office,
          withdraw: { reason: '变动' },
          reportLost: words,
          inquire: words,
          arrive: { number },
          checkArchive: { finding: coin ? 'in-order' : 'doubtful', ...words },
          suspend: { reason: '缺页' },
          resume: words,
          returnToSource: { reason: 'WRONG_TARGET', ...words },
          accept: { identityNumber: entering.identityNumber },
          assignBranch: { branch: id(branch) },
          sendReceipt: { receiptNo: number },
          appeal: words,
          decideAppeal: { outcome: coin ? 'upheld' : 'overturned', ...words, evidence: null },
          stop: { ground: 'lost', decisionNo },
          restore: { decisionNo },
          sendLateReceipt: { receiptNo: book.assigned?.letter?.number ?? '-' },
        };
        if (move === 'stop') {
          book.make('recordLost', { since: '2025-06-01' }, today);
          book.make('recordSearch', words, today);
        }
        book.make(move, input[move] ?? {}, today, { ...facts(own, branch), place: place(branch), misdirected: coin });
        if (book.state.status === 'none') throw new Error('the relationship is gone');
        expect(responsibleOn(book.state.responsible, today)).toBe(book.state.branch);
        expect(book.state.branch).not.toBeNull();
      }
      const { state } = book;
      moved += book.events.filter(({ type }) => type === 'BranchAssigned').length;
      matched += book.matchedLate;
      // Only who was accepted is returned right after it: a refused move tells no event.
      turnedBack += book.events.filter(
        ({ type }, n) => type === 'TransferReturned' && book.events[n - 1]?.type === 'TransferAccepted',
      ).length;
      const rewritten = told.filter((line) => {
        const [on = '', branch] = line.split(' ');
        return state.status === 'none' || responsibleOn(state.responsible, on) !== branch;
      });
      expect(rewritten).toEqual([]);
    }),
    { numRuns: 30, seed: 20_260_302, endOnFailure: true },
  );
  expect(moved).toBeGreaterThan(10);
  expect(matched).toBeGreaterThan(0);
  expect(turnedBack).toBeGreaterThan(0);
});

test('13.2 · across two installations, also where the membership was stopped or ended with a letter out: one branch on every date; once the receipt is recorded, by both histories alone', () => {
  // The way to a receipt is long: its steps come often, so that many get there, and what ends the way seldom.
  const often = ['send', 'receive', 'assign', 'receipt', 'learn'];
  const seldom = [
    ...['inner', 'expire', 'reissue', 'withdraw', 'return', 'power lost'],
    ...['comes again', 'comes again', 'comes again', 'decide', 'stop', 'restore', 'back'],
  ];
  const act = fc.constantFrom(...Array.from({ length: 6 }, () => often).flat(), ...seldom, 'end');
  const step = fc.record({ act, at: fc.constantFrom(0, 1), days: fc.constantFrom(0, 0, 1, 3, 30) });
  let receipts = 0;
  let late = 0;
  let afterwards = 0;
  let sentLate = 0;
  let settled = 0;
  let turnedBack = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 90 }), (steps) => {
      const world = new TwoInstallations();
      for (const { act: name, at, days } of steps) {
        world.today = addDays(world.today, days);
        world.act(name, at);
        const states = world.books.map(({ state }) => state);
        const turns = turningDates(states, world.today);
        const ended = world.books.flatMap(({ endedOn }) => endedOn ?? []).sort()[0] ?? '9999-12-31';
        // While he is a member exactly one; after one book has his end, whoever has not heard of it yet, and never two.
        const wrong = (on: string, found: number) => (on <= ended ? found !== 1 : found > 1);
        expect(turns.filter((on) => wrong(on, responsibleAcross(states, on).length))).toEqual([]);
        if (states.some(receiptPending)) continue;
        settled += 1;
        const alone = (on: string) => states.filter((state) => state.status !== 'none' && responsibleOn(state.responsible, on) !== null);
        expect(turns.filter((on) => wrong(on, alone(on).length))).toEqual([]);
      }
      receipts += world.receipts;
      late += world.late;
      afterwards += world.tooLateForTheEnd;
      sentLate += world.sentLate;
      turnedBack += world.turnedBack;
    }),
    { numRuns: 100, seed: 20_260_302, endOnFailure: true },
  );
  expect(receipts).toBeGreaterThan(10);
  expect(late).toBeGreaterThan(0);
  expect(afterwards).toBeGreaterThan(0);
  expect(sentLate).toBeGreaterThan(0);
  expect(settled).toBeGreaterThan(100);
  expect(turnedBack).toBeGreaterThan(0);
});

test('the check can fail: a book that gives the member up with the letter leaves dates without a branch', () => {
  const issued = fold(
    partyRelationship,
    after(member, ...[['draft', { ...drafted, target: null, outside }, day, { facts: facts(11, null) }] as const]),
  );
  if (issued.status === 'none') throw new Error('no relationship');
  const tooEarly = { ...issued, branch: null, responsible: [...issued.responsible, { branch: null, from: '2026-03-05' }] };
  expect(responsibleAcross([tooEarly, { status: 'none' }], '2026-03-05')).toEqual([]);
});
