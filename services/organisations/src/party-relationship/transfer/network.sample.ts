import { fold, type Reader } from '@yimen/kernel';
import { partyOrganisation, type PartyOrganisation } from '../../party-organisation/party-organisation.js';
import { after, decisionNo, standing, type Entering } from '../../party-organisation/party.sample.js';
import { partyRelationship, type PartyRelationship } from '../party-relationship.js';
import { alias, day, id } from '../party-relationship.sample.js';

/** How an organisation has ended: abolished, or merged into the one of a number. */
type Ended = 'abolished' | number;

function stood(n: number, change: Entering, ended: Ended | undefined): PartyOrganisation {
  const before = standing(n, change);
  if (ended === undefined) return fold(partyOrganisation, before);
  if (ended === 'abolished') return fold(partyOrganisation, after(before, ['abolish', { reason: '撤并', decisionNo }]));
  const above = fold(partyOrganisation, standing(ended, change));
  return fold(partyOrganisation, after(before, ['mergeInto', { into: id(ended), decisionNo }, { facts: { above } }]));
}

/** The books of the Party network: the county, two town committees with the power, a branch below each; changed, and ended, as told. */
export function network(change: Readonly<Record<number, Entering>> = {}, ended: Readonly<Record<number, Ended>> = {}): Reader {
  const before: Readonly<Record<number, Entering>> = {
    1: {},
    10: { parent: id(1) },
    11: { level: 'branch', parent: id(10) },
    20: { parent: id(1) },
    21: { level: 'branch', parent: id(20) },
  };
  const found = Object.entries({ ...before, ...change }).map(([n, one]): [string, PartyOrganisation] => [
    id(Number(n)),
    stood(Number(n), one, ended[Number(n)]),
  ]);
  const books = new Map(found);
  return { state: (_slice: object, wanted: string) => Promise.resolve(books.get(wanted) ?? { status: 'none' }) } as unknown as Reader;
}

type Gathering = 'draft' | 'issue' | 'reissue' | 'accept' | 'assignBranch' | 'returnToSource';
type Gather = (read: Reader, input: object, state: PartyRelationship, context: object) => Promise<object>;
/** What a move would gather from these books. */
export const gathered = (move: Gathering, read: Reader, state: PartyRelationship, input: object = {}) =>
  (partyRelationship.moves[move].gather as unknown as Gather)(read, input, state, { today: day, alias: { identityNumber: alias } });
