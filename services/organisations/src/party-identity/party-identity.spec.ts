import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { scenario, sealedAs } from '@yimen/testing';
import { memberKey } from '../party-relationship/identity.js';
import { partyRelationship } from '../party-relationship/party-relationship.js';
import {
  after,
  alias,
  close,
  decisionNo,
  enter,
  member,
  outIssued,
  person,
  receive,
  recordReceipt,
  recordsOfficer,
} from '../party-relationship/party-relationship.sample.js';
import { identityProcesses } from '../party-relationship/processes.js';
import { partyIdentity } from './party-identity.js';

const other = '01980000-0000-7000-8000-000000000078';
const policy = { 'identity.reservation.release_days': 3 };
const reserved = { type: 'PartyIdentityReserved' as const, member: person, until: '2026-03-05' };
const taken = { type: 'PartyIdentityTaken' as const, member: person };
const released = { type: 'PartyIdentityReleased' as const, member: person, because: 'ended' as const };

test('its tables hold together, and every event fits its contract', () => {
  expect(checkSlice(partyIdentity as never, { histories: [[reserved, taken, released]] })).toEqual([]);
});

describe('13.5 · one identity number has one relationship', () => {
  test('a second id under the same number is refused while it is reserved and while it is taken, and is told nobody’s', () => {
    scenario(partyIdentity).given().when('reserve', { holder: person }, { policy }).then(reserved);
    scenario(partyIdentity)
      .given(reserved)
      .when('reserve', { holder: other }, { policy })
      .then({ refused: 'member-being-entered', rule: 'D-identity-unique', facts: { until: '2026-03-05' } });
    const known = { refused: 'member-known', rule: 'D-identity-unique', facts: {}, overridable: false };
    const given = scenario(partyIdentity).given(reserved, taken);
    given.when('reserve', { holder: other }, { policy }).then(known);
    given.when('confirm', { holder: other }, { facts: { used: true } }).then(known);
    given.when('release', { holder: other, because: 'ended' }).then({ refused: 'other-member', rule: 'D-identity-unique' });
    // Who left and comes back is entered under his own.
    given.when('reserve', { holder: person }, { policy }).then([]);
    given.when('confirm', { holder: person }, { facts: { used: true } }).then([]);
    expect(given.when('release', { holder: person, because: 'ended' }).result.state).toEqual({ status: 'free' });
  });

  test('the alias of the number is reserved before a member is entered or a letter received', () => {
    const facts = { alias: { identityNumber: alias } } as never;
    const wanted = { slice: 'party-identity', id: alias, move: 'reserve', input: { holder: person } };
    for (const name of ['enter', 'receiveLetter'] as const)
      expect(partyRelationship.moves[name].reserve?.({ status: 'none' }, {} as never, facts, { id: person })).toEqual(wanted);
  });

  test('an unused reservation runs out; one that was used does not, though its confirmation is late', async () => {
    const given = scenario(partyIdentity).given(reserved);
    given.when('expire', {}, { today: '2026-03-05', facts: { used: false } }).then({ refused: 'not-due', rule: 'D-reservation' });
    given.when('expire', {}, { today: '2026-03-06', facts: { used: false } }).then({ ...released, because: 'unused' });
    given.when('expire', {}, { today: '2026-03-06', facts: { used: true } }).then(taken);
    const used = (events: Parameters<typeof after>[0], of = alias) =>
      partyIdentity.moves.expire.gather?.(
        { state: async () => fold(partyRelationship, events), row: async () => undefined } as never,
        {},
        { status: 'reserved', holder: person, until: '2026-03-05' },
        { id: of, today: '2026-03-06', derived: {}, alias: {} },
      );
    expect(await used(member)).toEqual({ used: true });
    expect(await used(member, other)).toEqual({ used: false });
    expect(await used([])).toEqual({ used: false });
  });

  test('13.10 · the number of a record that was destroyed is free again: his next record stands under another id', async () => {
    const left = after(member, ...outIssued, recordReceipt(), close('2026-03-21'));
    const [keeps, agrees] = [recordsOfficer('1'), recordsOfficer('2')];
    const forgotten = after(
      left,
      ['requestDestruction', { ground: '届满' }, '2037-01-01', { actor: keeps }],
      ['approveDestruction', {}, '2037-01-02', { actor: agrees }],
      ['forget', {}, '2037-12-31', { facts: { holder: person } }],
    );
    const destroyed = after(forgotten, ['recordDestruction', { identity: alias }, '2037-12-31']);
    const asked = identityProcesses.map(({ reactions }) =>
      reactions.get('PartyRecordKeysDestroyed')?.react({ event: destroyed.at(-1), item: person } as never, {} as never),
    );
    const release = { holder: person, because: 'ended' as const };
    expect(asked).toEqual([{ slice: 'party-identity', id: alias, move: 'release', input: release }]);
    const gathered = (events: Parameters<typeof after>[0]) =>
      partyIdentity.moves.release.gather?.(
        { state: async () => fold(partyRelationship, events), row: async () => undefined } as never,
        release,
        { status: 'taken', holder: person },
        { id: alias, today: '2037-12-31', derived: {}, alias: {} },
      );
    // As long as its keys are there, its alias is: another record that came to it would lose it with them.
    expect(await gathered(forgotten)).toEqual({ used: true });
    const facts = await gathered(destroyed);
    const freed = scenario(partyIdentity).given(reserved, taken).when('release', release, { facts });
    freed.then(released);
    scenario(partyIdentity)
      .given(reserved, taken, freed.result.events)
      .when('reserve', { holder: other }, { policy })
      .then({ ...reserved, member: other });
    // Where somebody else stands under it, there is nothing to give back; nor was there before the event told.
    for (const identity of [null, undefined])
      for (const { reactions } of identityProcesses)
        expect(reactions.get('PartyRecordKeysDestroyed')?.react({ event: { person, identity }, item: person } as never, {} as never)).toBe(
          undefined,
        );
  });

  test('it is confirmed with the record, kept while the member is elsewhere, and free once the membership ended', async () => {
    const kept: unknown[] = [];
    const ports = { bindIdentity: async (...given: unknown[]) => void kept.push(given) };
    const asked = async (events: Parameters<typeof after>[0]) => {
      const asks = events.flatMap((event) => identityProcesses.map(({ reactions }) => ({ event, reaction: reactions.get(event.type) })));
      const moves: unknown[] = [];
      for (const { event, reaction } of asks) moves.push(await reaction?.react({ event, item: person } as never, ports as never));
      return moves.filter((move) => move !== undefined);
    };
    const at = { slice: 'party-identity', id: alias };
    for (const begun of [after([], enter()), after([], receive())])
      expect(await asked(begun)).toEqual([{ ...at, move: 'confirm', input: { holder: person } }]);
    // The alias is kept with the Party's record where it is no resident's.
    expect(kept).toEqual(Array(2).fill([memberKey(person), sealedAs('blind:identity'), { unlessBound: true }]));
    expect(await asked(after(member, ...outIssued, recordReceipt(), close('2026-03-21')).slice(1))).toEqual([]);
    const end = { ground: 'resigned', lastDay: '2026-03-20', decisionNo, reason: '本人申请' };
    expect(await asked(after(member, ['end', end, '2026-03-20']).slice(1))).toEqual([
      { ...at, move: 'release', input: { holder: person, because: 'ended' } },
    ]);
  });
});
