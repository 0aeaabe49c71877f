import { encode, registry } from '@yimen/contracts';
import { fold, type Registered } from '@yimen/kernel';
import { decide, scenario, sealedAs } from '@yimen/testing';
import fc from 'fast-check';
import { identity } from '../identity/identity.js';
import { readHolder } from './identity-check.js';
import { person } from './person.js';
import { alias, committee, facts, id, otherCommittee, policy, registered, registrationInput } from './person.sample.js';
import type { Person } from './states.js';

const input = registrationInput;
const told = (more: object = {}) => ({ id: id(1), policy, facts: { ...facts, ...more } });

describe('a person is registered', () => {
  test('with sealed fields; in clear stand the sex and the year of birth only', () => {
    const { events } = scenario(person).given().when('register', input, told()).then(registered);
    const stored = Buffer.from(encode(registry, events[0] as never).payload).toString('utf8');
    for (const clear of ['王示例', '990101198506151023', '13800001111', '杨舍镇', '1985-06-15', '19850615'])
      expect(stored).not.toContain(clear);
    expect(registered).toMatchObject({ sex: 'female', bornIn: 1985 });
  });

  test('x is normalised to X', () => {
    const { events } = scenario(person)
      .given()
      .when('register', { ...input, identityNumber: '99010119900101006x' }, told()).result;
    expect(events[0]).toMatchObject({ identityNumber: sealedAs('99010119900101006X'), bornIn: 1990 });
  });

  test.each([
    ['990101198506151032', 'check-character', 'GB 11643'],
    ['990101198605151023', 'check-character', 'GB 11643'],
    ['990101190002290019', 'birth-date', 'D-identity-number'],
    ['990101850615102', 'fifteen-digits', 'D-identity-number'],
    ['A90101198506151023', 'characters', 'GB 11643'],
    ['440524188001010014', 'birth-date-too-early', 'D-identity-number'],
    ['990101204006151028', 'birth-date-future', 'D-identity-number'],
  ])('1.3 · the number %s is refused: %s', (identityNumber, fault, rule) => {
    const real = fault === 'birth-date-too-early' ? { 'identity.number.test_profile': false } : {};
    const { refusal } = scenario(person)
      .given()
      .when('register', { ...input, identityNumber }, { ...told(), policy: { ...policy, ...real } })
      .then({ refused: 'identity-number-invalid', rule });
    expect(refusal?.facts.fault).toBe(fault);
    expect(JSON.stringify(refusal)).not.toContain(identityNumber);
  });

  test('decision 26 · production refuses test numbers, a demonstration store accepts no others', () => {
    const production = { ...policy, 'identity.number.test_profile': false };
    scenario(person)
      .given()
      .when('register', input, { ...told(), policy: production })
      .then({ refused: 'test-number', rule: 'D-demo' });
    const real = { ...input, identityNumber: '11010519491231002X' };
    scenario(person).given().when('register', real, told()).then({ refused: 'real-number', rule: 'D-demo' });
    expect(
      scenario(person)
        .given()
        .when('register', real, { ...told(), policy: production }).result.events,
    ).toHaveLength(1);
  });

  test('in a committee that stands, not from a day to come, with a phone that exists', () => {
    scenario(person)
      .given()
      .when('register', input, told({ communityIsCommittee: false }))
      .then({ refused: 'not-a-committee', rule: 'D-organisation-tree' });
    scenario(person)
      .given()
      .when('register', { ...input, residentSince: '2026-03-03' }, told())
      .then({ refused: 'since-future', rule: 'D-record-facts' });
    scenario(person)
      .given()
      .when('register', { ...input, phone: '1234567' }, told())
      .then({ refused: 'phone-invalid', rule: 'D-record-facts' });
  });

  test.each(['13800111111', '138 0011 1111', '+86 138-0011-1111'])(
    '%s is kept in one form, so that it is found however it is typed',
    (typed) => {
      expect(person.moves.register.input.parse({ ...input, phone: typed }).phone).toBe('13800111111');
    },
  );

  test('without a phone there is no index of one', () => {
    const { events } = scenario(person)
      .given()
      .when('register', { ...input, phone: null }, told()).result;
    expect(events[0]).toMatchObject({ phone: null, phoneIndex: null });
  });
});

describe('13.5 · no person twice', () => {
  const taken: Registered = { status: 'taken', holder: id(2) };

  test('the refusal names the rule, and the person to those who keep the book of his community', () => {
    scenario(person)
      .given()
      .when('register', input, told({ holder: taken, holderCommunity: committee }))
      .then({ refused: 'identity-registered', rule: 'D-identity-unique', facts: { person: id(2) } });
    scenario(person)
      .given()
      .when('register', input, told({ holder: taken, holderCommunity: otherCommittee }))
      .then({ refused: 'identity-registered', rule: 'D-identity-unique', facts: {} });
  });

  test('the identity is reserved before, under its alias; not where the number is wrong or taken', () => {
    const reserve = (more: object) =>
      person.moves.register.reserve?.({ status: 'none' }, {} as never, { ...facts, told: { ok: true }, phoneOk: true, ...more } as never, {
        id: id(1),
      });
    expect(reserve({})).toEqual({ slice: 'identity', id: alias, move: 'reserve', input: { holder: id(1) } });
    expect(reserve({ told: { ok: false, code: 'length' } })).toBeUndefined();
    expect(reserve({ holder: taken })).toBeUndefined();
    expect(reserve({ communityIsCommittee: false })).toBeUndefined();
  });

  test('who has a number is read from the register and from that person', async () => {
    const states: Record<string, unknown> = { identity: taken, person: fold(person, [registered]) };
    const read = { state: async (slice: { name: string }) => states[slice.name], row: async () => undefined } as never;
    expect(await readHolder(read, alias)).toEqual({ holder: taken, holderCommunity: committee });
    states.identity = { status: 'free' };
    expect(await readHolder(read, alias)).toEqual({ holder: { status: 'free' }, holderCommunity: null });
  });

  test('13.5 · however registrations, lost requests, late confirmations and releases, expiries and forgettings interleave', () => {
    const act = fc.record({
      what: fc.constantFrom('register', 'register', 'reserve', 'confirm', 'expire', 'release'),
      who: fc.nat(3),
      days: fc.nat(4),
    });
    let registrations = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 10, maxLength: 40 }), (acts) => {
        let register: Registered = { status: 'free' };
        const people: Person[] = Array.from({ length: 4 }, () => ({ status: 'none' }) as Person);
        const waiting: { move: 'confirm' | 'release'; input: { holder: string; because?: string } }[] = [];
        let day = 0;
        const system = (move: string, given: object, more: object = {}) => {
          if (!(identity.moves as Record<string, { from: readonly string[] }>)[move]?.from.includes(register.status)) return false;
          const result = decide(identity, register, move, given, { ...on(), facts: more });
          register = result.state;
          return result.refusal === undefined;
        };
        const on = () => ({ today: `2026-03-${String(1 + Math.min(day, 29)).padStart(2, '0')}`, policy });
        const hear = (at: number) => {
          const next = waiting.splice(at % Math.max(waiting.length, 1), 1)[0];
          if (next) system(next.move, next.input, { used: people[Number(next.input.holder.slice(-12))]?.status === 'registered' });
        };
        for (const { what, who, days } of acts) {
          day += days;
          const state = people[who] as Person;
          if ((what === 'register' || what === 'reserve') && state.status === 'none') {
            if (!system('reserve', { holder: id(who) }) || what === 'reserve') continue;
            // The advice is the worst there is: it always says that the number is free.
            const result = decide(person, state, 'register', input, { ...on(), ...told(), id: id(who) });
            people[who] = result.state;
            registrations += result.events.length;
            if (result.events.length > 0) waiting.push({ move: 'confirm', input: { holder: id(who) } });
          }
          // Two processes tell, with no order between them.
          if (what === 'confirm') hear(days);
          const held = register as Registered;
          const holder = held.status === 'reserved' ? people[Number(held.holder.slice(-12))] : undefined;
          if (what === 'expire') system('expire', {}, { used: holder?.status === 'registered' });
          if (what === 'release' && state.status === 'registered') {
            people[who] = { status: 'forgotten', person: id(who), community: committee, collector: committee };
            waiting.push({ move: 'release', input: { holder: id(who), because: 'forgotten' } });
          }
          expect(people.filter(({ status }) => status === 'registered').length).toBeLessThanOrEqual(1);
        }
        while (waiting.length > 0) hear(waiting.length - 1);
        // Once all is heard, the number is kept for him who has it, and for nobody else.
        const having = people.findIndex(({ status }) => status === 'registered');
        const kept = register as Registered;
        if (having >= 0) expect(kept).toEqual({ status: 'taken', holder: id(having) });
        else expect(kept.status).not.toBe('taken');
      }),
      { numRuns: 500 },
    );
    expect(registrations).toBeGreaterThan(100);
  });
});
