import { scenario } from '@yimen/testing';
import { partyRelationship } from './party-relationship.js';
import { after, at, day, here, member, told } from './party-relationship.sample.js';

describe('PMR19 32, FPM24 · who has the card of the floating floats', () => {
  test.each([
    ['fixed', null],
    ['uncertain', null],
    ['uncertain', 4],
    ['abroad', null],
  ] as const)('%s, %s months: after six months he is to be registered as floating', (place, months) => {
    const away = after(member, ['recordAway', { since: day, place, months }]);
    expect(away.at(-1)).toMatchObject({ credential: 'floating-card', timers: { floating: '2026-08-31' } });
    const { result } = scenario(partyRelationship).given(away).when('raiseTasks', {}, told('2026-09-01'));
    const task = { timer: 'floating', task: 'register-floating', rule: 'PMR19 32', since: '2026-09-01', branch: here };
    expect(result.events).toContainEqual({ type: 'MemberTaskRaised', ...task });
  });

  test.each([
    ['fixed', 6],
    ['fixed', 8],
    ['abroad', 60],
  ] as const)('%s, %i months: another paper, and no such task', (place, months) => {
    const { result } = at().when('recordAway', { since: day, place, months }, told());
    expect(result.events).toMatchObject([{ timers: { floating: null } }]);
  });

  test('who lives elsewhere for good has the letter, and does not float', () => {
    const { result } = at().when('noteResidence', { since: day, community: null }, told(day, { facts: { lives: null, seat: null } }));
    expect(result.events).toMatchObject([{ credential: 'letter', timers: { 'must-transfer': '2026-08-31', floating: null } }]);
  });
});
