import { encode, registry } from '@yimen/contracts';
import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { decide, scenario } from '@yimen/testing';
import fc from 'fast-check';
import { id, policy } from '../party-organisation/party.sample.js';
import { partyRelationship } from '../party-relationship/party-relationship.js';
import * as relationship from '../party-relationship/party-relationship.sample.js';
import { registerId } from './ids.js';
import { letterRegister, type LetterRegister, type LetterRegisterEvent } from './letter-register.js';

const committee = id(10);
const register = registerId(committee, '2026-03-02');
const told = (today = '2026-03-02', facts: object = { used: [] }) => ({ id: register, policy, today, facts });
const asked = (n: number) => ({ transfer: id(100 + n), member: id(200 + n) });

function history(...steps: readonly (readonly [string, object, string?, object?])[]): LetterRegisterEvent[] {
  let state: LetterRegister = { status: 'empty' };
  return steps.flatMap(([move, input, today, facts]) => {
    const result = decide(letterRegister, state, move, input, told(today, facts));
    if (result.refusal) throw new Error(`${move} refused: ${result.refusal.code}`);
    for (const event of result.events) encode(registry, event);
    state = result.state;
    return [...result.events];
  });
}
const number = (at: number) => ({ number: `2026-000${at}` });

test('its tables hold together', () => {
  const histories = [history(['reserve', asked(1)], ['confirm', number(1)], ['voidNumber', { ...number(1), because: 'replaced' }])];
  expect(checkSlice(letterRegister as never, { histories })).toEqual([]);
});

test('13.2 · numbers run by committee and year; asked again for the same transfer it is the same number', () => {
  const two = history(['reserve', asked(1)], ['reserve', asked(2)], ['reserve', asked(1), '2026-03-03']);
  expect(two.map((event) => event.number)).toEqual(['2026-0001', '2026-0002', '2026-0001']);
  expect(two[0]).toMatchObject({ committee, register, until: '2026-03-05' });
});

test('13.2 · a number belongs to one letter: one that replaces another takes the next, also before the register heard of the first', () => {
  const again = (...letters: string[]) => ['reserve', { ...asked(1), letters }] as const;
  const [first, second, third] = ['2026-0001', '2026-0002', '2026-0003'];
  const three = history(['reserve', asked(1)], again(first), again(first), again(second, first));
  expect(three.map((event) => event.number)).toEqual([first, second, second, third]);
  const replaced = history(
    ['reserve', asked(1)],
    again(first),
    ['voidNumber', { ...number(1), because: 'replaced' }],
    ['confirm', number(2)],
  );
  expect(fold(letterRegister, replaced)).toMatchObject({
    entries: [
      { number: first, state: 'void', because: 'replaced' },
      { number: second, state: 'used' },
    ],
  });
});

test('13.2 · each letter asks for a number that no letter of its transfer bears', () => {
  const { at, numbered, office, toIssued, toReview, words } = relationship;
  const asks = (move: 'issue' | 'reissue', ...steps: readonly relationship.Step[]) =>
    partyRelationship.moves[move].reserve?.(at(...steps).state, office as never, { register } as never, { id: id(77) })?.input;
  const again: relationship.Step = ['reissue', office, '2026-04-01', numbered('2026-0002')];
  expect([
    asks('issue', ...toReview),
    asks('reissue', ...toIssued, ['reportLost', words]),
    asks('reissue', ...toIssued, ['expire', {}, '2026-04-01'], again, ['reportLost', words]),
  ]).toMatchObject([{ member: id(77), letters: [] }, { letters: ['2026-0001'] }, { letters: ['2026-0002', '2026-0001'] }]);
});

test('D-letter-number · a reservation was used where a letter bears its number, be it one that another replaced since', async () => {
  const reserved = fold(letterRegister, history(['reserve', asked(1)], ['reserve', asked(2)]));
  const read = (transfer: object) => ({
    state: async (_slice: object, of: string) => (of === id(201) ? { transfer } : { status: 'none' }),
  });
  const used = (transfer: object) =>
    letterRegister.moves.expire.gather?.(read(transfer) as never, {}, reserved, {
      id: register,
      today: '2026-03-06',
      derived: {},
      alias: {},
    });
  expect(await used({ letter: { number: '2026-0001' }, former: [] })).toEqual({ used: ['2026-0001'] });
  expect(await used({ letter: { number: '2026-0003' }, former: [{ number: '2026-0001' }] })).toEqual({ used: ['2026-0001'] });
  expect(await used({ letter: null, former: [] })).toEqual({ used: [] });
});

test('D-letter-number · an unused reservation runs out and the number stays listed as void; a used one was only late to be confirmed', () => {
  const reserved = history(['reserve', asked(1)], ['reserve', asked(2)]);
  const state = scenario(letterRegister).given(reserved);
  state.when('expire', {}, told('2026-03-05')).then({ refused: 'nothing-due', rule: 'D-letter-number' });
  const { result } = state.when('expire', {}, told('2026-03-06', { used: ['2026-0002'] }));
  expect(result.events).toMatchObject([
    { type: 'LetterNumberVoided', number: '2026-0001', because: 'unused', nextUntil: null },
    { type: 'LetterNumberUsed', number: '2026-0002' },
  ]);
  expect(result.state).toMatchObject({ entries: [{ number: '2026-0001', state: 'void', because: 'unused' }, { state: 'used' }] });
  const next = decide(letterRegister, result.state, 'reserve', asked(1), told('2026-03-06')).events[0];
  expect(next).toMatchObject({ number: '2026-0003' });
});

test('a void number is never used again, and confirming or voiding twice is once', () => {
  const used = history(['reserve', asked(1)], ['confirm', number(1)], ['confirm', number(1)]);
  expect(used).toHaveLength(2);
  const voided = scenario(letterRegister).given(
    history(
      ['reserve', asked(1)],
      ['voidNumber', { ...number(1), because: 'withdrawn' }],
      ['voidNumber', { ...number(1), because: 'withdrawn' }],
    ),
  );
  // The news of the letter came later than that of its end: two processes tell, with no order between them.
  voided.when('confirm', number(1), told()).then([]);
  const unused = scenario(letterRegister).given(history(['reserve', asked(1)], ['expire', {}, '2026-03-06']));
  unused.when('confirm', number(1), told()).then({ refused: 'number-void', rule: 'D-letter-number' });
  voided.when('confirm', number(2), told()).then({ refused: 'number-unknown', rule: 'D-letter-number' });
  voided.when('voidNumber', { ...number(2), because: 'withdrawn' }, told()).then({ refused: 'number-unknown', rule: 'D-letter-number' });
});

test('13.5 · however numbers are taken, used, voided and run out: each belongs to one transfer, none comes twice, and the deadline is that of the next one', () => {
  const step = fc.record({
    move: fc.constantFrom('reserve', 'confirm', 'voidNumber', 'expire'),
    n: fc.integer({ min: 1, max: 9 }),
    days: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let state: LetterRegister = { status: 'empty' };
      let day = 2;
      const taken = new Map<string, string>();
      for (const { move, n, days } of steps) {
        day += days;
        const today = new Date(Date.UTC(2026, 2, day)).toISOString().slice(0, 10);
        if (state.status === 'empty' && move !== 'reserve') continue;
        const input = { reserve: asked(n), confirm: number(n), voidNumber: { ...number(n), because: 'replaced' as const }, expire: {} }[
          move
        ] as object;
        const events: readonly LetterRegisterEvent[] = decide(letterRegister, state, move, input, told(today)).events;
        for (const event of events) {
          if (event.type === 'LetterNumberReserved') {
            expect(taken.get(event.number) ?? event.transfer).toBe(event.transfer);
            taken.set(event.number, event.transfer);
          }
        }
        state = fold(letterRegister, events, state);
        const entries = state.status === 'open' ? state.entries : [];
        expect(new Set(entries.map((entry) => entry.number)).size).toBe(entries.length);
        const waiting = entries
          .filter((entry) => entry.state === 'reserved')
          .map(({ until }) => until)
          .sort();
        const last = events.at(-1);
        if (last) expect(last.nextUntil).toBe(waiting[0] ?? null);
      }
    }),
    { numRuns: 100 },
  );
});
