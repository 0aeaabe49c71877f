import { encode, registry } from '@yimen/contracts';
import { fold, type Actor, type DeadlineRule } from '@yimen/kernel';
import { policyReader } from '@yimen/policy';
import { decide, scenario, sealedAs, type Told } from '@yimen/testing';
import { standing } from '../party-organisation/party.sample.js';
import { partyOrganisation, type PartyOrganisation } from '../party-organisation/party-organisation.js';
import { deadlines } from './deadlines.js';
import { partyRelationship, type PartyRelationship, type PartyRelationshipEvent } from './party-relationship.js';
import { responsibleOn } from './responsible.js';
import type { Placed } from './transfer/reading.js';

export const id = (n: number) => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;
/** The county committee; two town committees below it; branches of the first (11, 12) and of the second (21); a member. */
export const [county, first, second, here, beside, there, person] = [1, 10, 20, 11, 12, 21, 77].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
export const day = '2026-03-01';
export const alias = '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c01';
export const policy = policyReader({ area: '320582000000', mode: 'demo', on: '2026-03-02' });
export const decisionNo = '张委组〔2026〕1号';
export const words = { words: '说明' };
const identity = { alias: { identityNumber: alias }, blind: { identityNumber: sealedAs('blind:identity') } };

const known = new Map<number, PartyOrganisation>();
/** The organisation of a number; made once, because the property tests ask for it often. */
function organisationOf(n: number): PartyOrganisation {
  const found = known.get(n) ?? fold(partyOrganisation, standing(n, n % 10 === 0 ? {} : { level: 'branch', parent: id(n < 20 ? 10 : 20) }));
  known.set(n, found);
  return found;
}

/** Where a branch stands: its committee with the power, what is above it, and how many members it has. */
export function place(
  branch: number,
  change: Partial<Placed> & { connection?: 'none' | 'province' | 'national'; province?: string } = {},
): Placed {
  const committee = branch < 20 ? 10 : 20;
  const { connection = 'national', province = '32', ...further } = change;
  const organisation = organisationOf(branch);
  return { organisation, committee: { id: id(committee), connection, province }, above: [county], members: 10, ...further };
}

export const entering = {
  name: '李示例',
  identityNumber: '990101198506151023',
  phone: '13800001111',
  standing: 'full' as const,
  joinedOn: '2015-07-01',
  fullOn: '2016-07-01',
  duesPaidThrough: '2026-02',
  branch: here,
  kind: 'on-record' as const,
  leavingOn: null,
};
export const probationer = { ...entering, standing: 'probationary' as const, joinedOn: '2025-07-01', fullOn: null };

export type Step = readonly [move: keyof typeof partyRelationship.moves & string, input: object, on?: string, told?: Told];
/** An account of the Party's organisations; who may act is checked by the runner. */
const officer: Actor = { kind: 'account', id: 'officer', person: null, grants: [{ role: 'party-officer', organisation: county }] };
export const told = (on = day, more: Told = {}): Told => ({
  id: person,
  policy,
  today: on,
  actor: officer,
  ...more,
  facts: { ...identity, ...(more.facts as object) },
});

/** The events of moves made one after another, each checked against its contract; a refusal on the way is an error of the spec. */
export function after(before: readonly PartyRelationshipEvent[], ...steps: readonly Step[]): PartyRelationshipEvent[] {
  let state: PartyRelationship = fold(partyRelationship, before);
  const events = steps.flatMap(([move, input, on, more]) => {
    const result = decide(partyRelationship, state, move, input, told(on, more));
    if (result.refusal) throw new Error(`${move} refused: ${result.refusal.code} ${result.refusal.detail.en}`);
    for (const event of result.events) encode(registry, event);
    state = result.state;
    return result.events;
  });
  return [...before, ...events];
}
export const at = (...steps: readonly Step[]) => scenario(partyRelationship).given(after(member, ...steps));

export const enter = (change: object = {}, facts: object = {}): Step => [
  'enter',
  { ...entering, ...change },
  day,
  { facts: { place: place(11), ...facts } },
];
export const member = after([], enter());

const archive = { state: 'present' as const, location: '市人才中心' };
export const drafted = {
  reason: 'moving' as const,
  archive,
  carriedBy: 'online' as const,
  probationMaterials: [] as string[],
  target: there as string | null,
  outside: null as object | null,
};
export const outside = { title: '上海市示例街道党工委', province: '31', connection: 'national' as const, closedChannel: false };
export const toOutside = { ...drafted, target: null, outside };

export const draft = (change: object = {}, facts: object = {}): Step => [
  'draft',
  { ...drafted, ...change },
  day,
  { facts: { source: place(11), target: place(21), ...facts } },
];
export const submit: Step = ['submit', {}];
export const approve: Step = ['branchApprove', {}];
export const office = { officeAddress: '示例路1号', officePhone: '0512-00000000', officeFax: null, officePostcode: '215600' };
export const register = `${first}~2026`;
export const numbered = (number: string, facts: object = {}): Told => ({
  facts: { source: place(11), mayReceive: true, register, ...facts },
  reserved: { slice: 'letter-register', id: register, events: [{ type: 'LetterNumberReserved', number }] },
});
export const issue = (number = '2026-0001', on = day): Step => ['issue', office, on, numbered(number)];
export const arrive = (on = '2026-03-10', number = '2026-0001'): Step => ['arrive', { number }, on];
export const accept = (on = '2026-03-11'): Step => [
  'accept',
  { identityNumber: entering.identityNumber },
  on,
  { facts: { same: true, mayReceive: true } },
];
export const assign = (on = '2026-03-12', branch = 21): Step => [
  'assignBranch',
  { branch: id(branch) },
  on,
  { facts: { place: place(branch) } },
];
export const receipt = (on = '2026-03-13', receiptNo = '2026-0001'): Step => ['sendReceipt', { receiptNo }, on];
export const close = (on = '2026-03-16'): Step => ['close', {}, on];

export const toReview: readonly Step[] = [draft(), submit, approve];
export const toIssued: readonly Step[] = [...toReview, issue()];
export const toClosed: readonly Step[] = [...toIssued, arrive(), accept(), assign(), receipt(), close()];
export const outIssued: readonly Step[] = [draft(toOutside, { target: null }), submit, approve, issue()];

export const evidence = { number: '函1号', on: '2026-03-20', who: '上海市示例街道党工委', document: '回执扫描件' };
/** An officer who keeps the records of the committees. */
export const recordsOfficer = (name: string): Actor => ({
  kind: 'account',
  id: `records-${name}`,
  person: null,
  grants: [{ role: 'records-officer', organisation: county }],
});
/** A receipt for the letter that was out. */
export const lateReceipt = {
  receiptNo: '2026-0001',
  arrivedOn: '2026-03-10',
  assignedOn: '2026-03-12',
  branchName: '示例社区党支部',
  evidence,
};
export const recordReceipt = (on = '2026-03-20', change: object = {}): Step => [
  'recordAssignment',
  { receiptNo: '2026-0001', arrivedOn: '2026-03-10', assignedOn: '2026-03-12', branchName: '示例社区党支部', evidence, ...change },
  on,
];
export const received = {
  ...{
    name: entering.name,
    identityNumber: entering.identityNumber,
    phone: null,
    standing: 'full' as const,
    joinedOn: '2015-07-01',
    fullOn: '2016-07-01',
  },
  ...{
    duesPaidThrough: '2026-02',
    kind: 'PAPER' as const,
    letterNo: '沪组字第0001号',
    issuedOn: '2026-03-01',
    expiresOn: '2026-05-30',
    outside,
  },
  ...{ committee: second, targetBranch: there, archive, probationMaterials: [] as string[] },
};
export const receive = (change: object = {}, on = '2026-03-10', facts: object = {}): Step => [
  'receiveLetter',
  { ...received, ...change },
  on,
  { facts: { place: place(20), known: null, ...facts } },
];

export const book = (events: readonly PartyRelationshipEvent[]): PartyRelationship => fold(partyRelationship, events);

/** The branch that is responsible on a day, after events. */
export const branchOn = (events: readonly PartyRelationshipEvent[], on: string): string | null => {
  const state = book(events);
  return state.status === 'none' ? null : responsibleOn(state.responsible, on);
};

/** How a deadline stands after events: its day, `paused`, `satisfied` or `unset`. */
export function standingOf(name: string, events: readonly PartyRelationshipEvent[]): string {
  const { set, clear } = deadlines[name] as DeadlineRule<PartyRelationshipEvent>;
  return events.reduce<string>((before, event) => {
    const due = (set[event.type] as ((event: PartyRelationshipEvent) => { dueOn?: string } | null | undefined) | undefined)?.(event);
    if (due === null) return before === 'unset' ? before : 'paused';
    if (due !== undefined) return due.dueOn ?? 'pending';
    return clear.includes(event.type) && before !== 'unset' ? 'satisfied' : before;
  }, 'unset');
}
