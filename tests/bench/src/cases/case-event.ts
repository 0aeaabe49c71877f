import { allEvents, encode, registry, type EventContract, type EventMeta } from '@yimen/contracts';

/** An event before it is serialised: what a slice has decided and what is known about it. Both sides of a comparison begin here. */
export interface CaseEvent {
  readonly type: string;
  readonly version: number;
  readonly happenedOn: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: EventMeta;
}

export interface CaseStory {
  readonly stream: string;
  readonly events: readonly CaseEvent[];
}

const contracts = new Map(allEvents.map((contract) => [contract.type, contract]));

/** Ids that are the same in every run; `kind` keeps those of cases, people and halls apart. */
export const idOf = (kind: number, n: number): string =>
  `0198a3f0-${kind.toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`;

const plain = ['CaseSubmitted', 'CaseChecked', 'CaseAccepted', 'CaseDispatched', 'HandlingStarted', 'CaseDecided', 'ResultReady'];
const end = ['CaseDelivered', 'CaseArchived'];

/** How cases go: of eight, five without a stop, one with a supplement, one paused and extended, one withdrawn; 8.8 events a case. */
const courses: readonly (readonly string[])[] = [
  ...Array.from({ length: 5 }, () => [...plain, ...end]),
  ['CaseSubmitted', 'SupplementRequested', 'SupplementNoticeDelivered', 'MaterialsSupplemented', ...plain.slice(2), ...end],
  [...plain.slice(0, 5), 'CasePaused', 'CaseResumed', 'CaseExtended', ...plain.slice(5), ...end],
  ['CaseSubmitted', 'CaseChecked', 'CaseWithdrawn'],
];

/** The n-th case of the hall, from its submission to its end, as its contracts allow: sealed values, due dates and rules included. */
export function caseStory(n: number): CaseStory {
  const course = courses[n % courses.length] ?? [];
  return { stream: `service-case/${idOf(0x41, n)}`, events: course.map((type) => made(type, n)) };
}

/** A case that came and went, for volume: submitted and withdrawn, so that nothing is due and no notice goes out. */
export function shortStory(n: number): CaseStory {
  return { stream: `service-case/${idOf(0x42, n)}`, events: ['CaseSubmitted', 'CaseWithdrawn'].map((type) => made(type, n)) };
}

/** The stories of the cases after `after`, up to and with `to`. */
export function* caseStories({ after = 0, to }: { readonly after?: number; readonly to: number }): Generator<CaseStory> {
  for (let n = after; n < to; n += 1) yield caseStory(n);
}

/** So many cases from the first hold at least so many events, and how many they hold exactly: a story is never cut. */
export function casesFor(events: number): { readonly cases: number; readonly events: number } {
  let [cases, held] = [0, 0];
  for (; held < events; cases += 1) held += courses[cases % courses.length]?.length ?? 0;
  return { cases, events: held };
}

const steady = new Map<string, CaseEvent>();

function made(type: string, n: number): CaseEvent {
  const known = steady.get(type);
  if (known) return known;
  const contract = contracts.get(type) as EventContract;
  const fields = { ...contract.samples[0], ...(type === 'CaseSubmitted' ? submission(n) : {}) };
  const { payload } = encode(registry, { type, ...fields });
  const data = JSON.parse(Buffer.from(payload).toString('utf8')) as Record<string, unknown>;
  const event = { type, version: contract.version, happenedOn: '2026-03-02', data, meta: metaOf(type) };
  // What differs from case to case stands in the submission; the contract's check of the others is needed once.
  if (type !== 'CaseSubmitted') steady.set(type, event);
  return event;
}

/** 40 halls with as many desks, 12 bodies, a person for every third case. */
function submission(n: number): object {
  return {
    item: idOf(0x21, n % 90),
    hall: idOf(0x11, n % 40),
    organisation: idOf(0x01, n % 40),
    body: idOf(0x02, n % 12),
    visit: idOf(0x31, n),
    applicant: idOf(0x51, Math.floor(n / 3)),
  };
}

/** What the runner stores beside the payload of a move that came over HTTP. */
function metaOf(type: string): EventMeta {
  return {
    actor: 'clerk-1',
    organisation: idOf(0x01, 1),
    onBehalfOf: idOf(0x01, 1),
    move: type,
    policy: ['service-hall.check-days@national-2026'],
    facts: [{ stream: `service-item/${idOf(0x21, 1)}`, revision: '3' }],
    trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    request: { key: 'Yq3sM0xJt2w'.repeat(4), fingerprint: 'b1f2c47d'.repeat(8), fingerprintKey: '2026-03', status: 200 },
  };
}
