import { encode } from '@yimen/contracts';
import { isRuleId } from '@yimen/policy';
import { everyMoveInEveryState, sealedAs } from '@yimen/testing';
import fc from 'fast-check';
import { z } from 'zod';
import type { AnyAggregate } from '../../definition.js';
import { loan, loanRegister, sampleRegistry } from '../../http/sample/loan.sample.js';
import { checkSlice } from './check-slice.js';
import { diagram } from './diagram.js';

const [organisation, person] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const started = { type: 'LoanStarted', organisation, person, name: sealedAs('王小明'), days: 10, number: null } as const;
const extended = { type: 'LoanExtended', days: 3 } as const;
const returned = { type: 'LoanReturned', on: '2026-03-02' } as const;
const histories = [[started, extended, returned]];
const given = { registry: sampleRegistry, histories };

/** The sample slice with one thing wrong. */
const broken = (change: object): AnyAggregate => ({ ...loan, ...change }) as unknown as AnyAggregate;
const without = (table: object, name: string) => Object.fromEntries(Object.entries(table).filter(([key]) => key !== name));

test('a slice in order has no findings', () => {
  expect(checkSlice(loan, given)).toEqual([]);
  expect(checkSlice(loanRegister, { registry: sampleRegistry })).toEqual([]);
});

test.each([
  ['a dead end', broken({ states: { ...loan.states, lost: { zh: '遗失', en: 'lost' } } }), 'lost is a dead end that is not final'],
  [
    'a state nobody reaches',
    broken({ states: { ...loan.states, lost: { zh: '遗失', en: 'lost', final: true } } }),
    'no history reaches lost',
  ],
  ['an event nobody folds', broken({ on: without(loan.on, 'LoanExtended') }), 'LoanExtended is an event of loan that nobody folds'],
  ['an event without a contract', broken({ on: { ...loan.on, LoanLost: () => loan.initial } }), 'LoanLost has no contract'],
  [
    'a start from no state',
    broken({ moves: { ...loan.moves, fly: { ...loan.moves.extend, from: ['sky'] } } }),
    'fly starts from sky, which is no state',
  ],
  ['a move for nobody', broken({ moves: { ...loan.moves, extend: { ...loan.moves.extend, by: {} } } }), 'nobody may make the move extend'],
  [
    'an input that lets unknown fields through',
    broken({ moves: { ...loan.moves, extend: { ...loan.moves.extend, input: z.looseObject({ days: z.int() }) } } }),
    'extend lets unknown fields through at /: make the object strict',
  ],
  [
    'personal fields without a subject',
    broken({ moves: { ...loan.moves, start: without(loan.moves.start, 'subject') } }),
    'start has personal fields and no subject',
  ],
  [
    'a deadline that fires no move, follows no event and cites no rule',
    broken({ deadlines: { due: { label: loan.label, rule: 'R-none', set: { Nothing: () => null }, clear: [], fires: 'vanish' } } }),
    'the deadline due fires vanish, which is no move',
  ],
])('%s is found', (_name, slice, finding) => {
  const checked = slice.on['LoanExtended'] ? given : { registry: sampleRegistry };
  expect(checkSlice(slice, checked)).toContain(finding);
});

test('the diagram shows every state in Chinese, the arrows of the histories, and the moves of each state', () => {
  const drawn = diagram(loan, histories, sampleRegistry);
  expect(drawn).toContain('state "借出 open" as s1');
  expect(drawn).toContain('s0 --> s1: 借用开始');
  expect(drawn).toContain('s1 --> s2: 归还');
  expect(drawn).toContain('note right of s1: 延期、归还、到期收回');
  expect(drawn).not.toContain('s1 --> s1');
});

describe('every move in every state', () => {
  const told = () => ({ policy: { 'loan.days': 30, 'loan.numbers': 3 } });
  const check = (event: { readonly type: string }) => void encode(sampleRegistry, event);

  test('is decided or refused with a known rule, and its events fit their contracts', () => {
    const outcomes = everyMoveInEveryState(loan, { histories, told, check, knownRule: isRuleId, runs: 60 });
    expect([...outcomes.keys()].sort()).toEqual(['none lendNumbered', 'none start', 'open extend', 'open lapse', 'open return']);
    expect(outcomes.get('none start')?.refused).toEqual(new Set(['too-long', 'far-too-long']));
    expect(outcomes.get('none start')?.decided).toBeGreaterThan(0);
  });

  test('a decision that throws, or that records what the contract does not allow, is found', () => {
    const thrower = broken({ moves: { extend: { ...loan.moves.extend, decide: () => fail() } } });
    expect(() => everyMoveInEveryState(thrower, { histories: histories as never })).toThrow('thrown on purpose');
    const liar = broken({ moves: { extend: { ...loan.moves.extend, decide: () => ({ type: 'LoanExtended', days: 'many' }) } } });
    expect(() => everyMoveInEveryState(liar, { histories: histories as never, check })).toThrow();
  });

  test('inputs of one’s own are used where the schema cannot say what is meant', () => {
    const inputs = { extend: fc.constant({ days: 1 }) };
    expect(everyMoveInEveryState(loan, { histories, told, inputs }).get('open extend')?.decided).toBeGreaterThan(0);
  });
});

function fail(): never {
  throw new Error('thrown on purpose');
}
