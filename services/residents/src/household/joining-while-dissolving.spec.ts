import { fold, type AnyEvent } from '@yimen/kernel';
import type { ProcessMove } from '@yimen/service-shell/slice';
import { decide } from '@yimen/testing';
import fc from 'fast-check';
import { committee, facts, id, registered } from '../person/person.sample.js';
import { person } from '../person/person.js';
import { householdMembership } from '../person/processes.js';
import type { Person } from '../person/states.js';
import { household, type Household } from './household.js';

const home = id(60);
const people = [id(1), id(2)] as const;
const opened = { type: 'HouseholdOpened' as const, kind: 'family' as const, room: id(50), community: committee };

/** What staff do, each by what stood when he looked, and what the process does, as late as it may; `who` is one of the people or the household. */
type Step = readonly [what: 'look' | 'join' | 'leave' | 'dissolve' | 'work', who: number];

/** One household and two people, whose streams the process follows each in its order. */
class Street {
  house: Household = fold(household, [opened]);
  readonly persons = new Map<string, Person>(people.map((one) => [one, fold(person, [{ ...registered, person: one }])]));
  readonly recorded: AnyEvent[] = [];
  private readonly seen = new Map<string, Household>(people.map((one) => [one, this.house]));
  private readonly waiting = new Map<string, AnyEvent[]>([...people, home].map((stream) => [stream, []]));

  take(steps: readonly Step[]): this {
    for (const [what, who] of steps) {
      const one = people[who % 2] as string;
      if (what === 'look') this.seen.set(one, this.house);
      else if (what === 'join') this.make('person', one, 'joinHousehold', { household: home });
      else if (what === 'leave') this.make('person', one, 'leaveHousehold', {});
      else if (what === 'work') this.work([...people, home][who] as string);
      else if (this.house.status === 'open') this.make('household', home, 'dissolve', { reason: '迁出' });
    }
    return this;
  }

  /** Everything that waits is done. */
  settled(): this {
    while ([...this.waiting.values()].some(({ length }) => length > 0)) for (const stream of this.waiting.keys()) this.work(stream);
    return this;
  }

  /** A move of the process that is refused, or does not start from where the item stands, would be a task for an operator: it throws. */
  private work(stream: string): void {
    const event = this.waiting.get(stream)?.shift();
    const react = event && householdMembership.reactions.get(event.type)?.react;
    const asked = react?.({ event, item: stream } as never, {} as never) as ProcessMove | undefined;
    if (asked && this.make(asked.slice, asked.id as string, asked.move, asked.input)) throw new Error(`${asked.move} was refused`);
  }

  private make(slice: string, item: string, move: string, input: unknown): boolean {
    const told = { id: item, facts: { ...facts, joined: this.seen.get(item) } };
    const known = this.persons.get(item);
    const result =
      slice === 'person' && known ? decide(person, known, move, input, told) : decide(household, this.house, move, input, told);
    if (slice === 'person') this.persons.set(item, result.state as Person);
    else this.house = result.state as Household;
    this.recorded.push(...result.events);
    this.waiting.get(item)?.push(...result.events);
    return result.refusal !== undefined;
  }

  /** Who stands in the household by his own stream, and who by its list. */
  members(): { readonly living: string[]; readonly listed: readonly string[] } {
    const living = people.filter((one) => {
      const known = this.persons.get(one);
      return known?.status === 'registered' && known.household === home;
    });
    return { living, listed: this.house.status === 'none' ? [] : this.house.members.toSorted() };
  }
}

const types = ({ recorded }: Street) => recorded.map(({ type }) => type);
const out = { living: [], listed: [] };

test.each<[string, Step[], string[]]>([
  [
    'joins before it is dissolved',
    [
      ['join', 0],
      ['dissolve', 0],
    ],
    ['HouseholdJoined', 'HouseholdDissolved'],
  ],
  [
    'joins after it was dissolved, by what stood before',
    [
      ['look', 0],
      ['dissolve', 0],
      ['join', 0],
    ],
    ['HouseholdDissolved', 'HouseholdJoined'],
  ],
])('13.5 · D-household · who %s is taken out of it again, with the reason', (_name, steps, first) => {
  const street = new Street().take(steps);
  expect(types(street)).toEqual(first);
  expect(street.members()).toEqual({ living: [people[0]], listed: [] });
  street.settled();
  expect(types(street)).toEqual([...first, 'HouseholdMemberRemoved', 'HouseholdLeft']);
  expect(street.recorded.at(-1)).toEqual({ type: 'HouseholdLeft', person: people[0], household: home, because: 'household-dissolved' });
  expect(street.members()).toEqual(out);
  // Nothing holds him any more: another household is open to him.
  const told = { facts: { ...facts, joined: fold(household, [opened]) } };
  const free = street.persons.get(people[0]) as Person;
  expect(decide(person, free, 'joinHousehold', { household: id(61) }, told).refusal).toBeUndefined();
});

test('13.5 · once he stands on the list it is not dissolved, and he stays', () => {
  const street = new Street()
    .take([
      ['join', 0],
      ['work', 0],
      ['dissolve', 0],
    ])
    .settled();
  expect(types(street)).toEqual(['HouseholdJoined', 'HouseholdMemberListed']);
  expect(street.members()).toEqual({ living: [people[0]], listed: [people[0]] });
});

test('13.5 · D-household · in whatever order people join, leave and dissolve it, nobody is left in a dissolved household and no task is left to an operator', () => {
  const step = fc.tuple(fc.constantFrom<Step[0][]>('look', 'join', 'leave', 'dissolve', 'work', 'work'), fc.integer({ min: 0, max: 2 }));
  const property = fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
    const street = new Street().take(steps).settled();
    const { living, listed } = street.members();
    expect(listed).toEqual(living);
    if (street.house.status === 'dissolved') expect(street.members()).toEqual(out);
  });
  fc.assert(property, { numRuns: 400 });
});
