import { allEvents, type EventContract } from '@yimen/contracts';
import type { Said } from './world.sample.js';

/** Ids of the stories. */
export const at = (n: number): string => `0198a3f0-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const committee = at(1);
export const department = at(2);
export const otherCommittee = at(3);
export const hall = at(11);
export const item = at(21);

const contracts = new Map(allEvents.map((contract) => [contract.type, contract]));

/** An event by its contract's first sample, with some fields told. */
export function sampled(type: string, fields: object = {}): { readonly type: string } {
  const contract = contracts.get(type) as EventContract;
  return { type, ...contract.samples[0], ...fields };
}

const said =
  (stream: string) =>
  (type: string, fields: object = {}): Said => ({ stream, event: sampled(type, fields) });

const moment = '2026-03-02T01:15:00.000Z';

/** A queue of a hall's day with one ticket in every end. */
export function queueStory(of: string = hall, organisation: string = committee, day = '2026-03-02'): Said[] {
  const queue = said(`queue/${of}~${day}~social`);
  const ticket = (ordinal: number, more: object = {}) =>
    queue('TicketIssued', { ticket: `A00${ordinal}`, ordinal, item: ordinal === 1 ? item : null, ...more });
  const called = (name: string, call = 1) => queue('TicketCalled', { ticket: name, window: '1', call, passed: 0 });
  return [
    queue('QueueOpened', { hall: of, organisation, on: day }),
    ticket(1),
    ticket(2, { priority: 'disabled' }),
    ticket(3),
    ticket(4),
    called('A001'),
    queue('TicketServed', { hall: of, organisation, ticket: 'A001', person: at(51) }),
    called('A002'),
    queue('TicketMissed', { ticket: 'A002' }),
    called('A003'),
    queue('TicketMissed', { ticket: 'A003' }),
    queue('TicketRequeued', { ticket: 'A003', place: 5 }),
    queue('TicketCancelled', { ticket: 'A004' }),
    queue('QueueClosed', { on: day }),
  ];
}

/** A visitor who asks about a matter and hands in a case. */
export function visitStory(visit: string = at(31), of: string = hall, organisation: string = committee, day = '2026-03-02'): Said[] {
  const say = said(`visit/${visit}`);
  return [
    say('VisitOpened', { hall: of, organisation, queue: `${of}~${day}~social`, window: '1', on: day, at: moment }),
    say('MatterConsulted', { item, outcome: 'case-submitted' }),
    say('VisitClosed', { on: day, at: moment }),
  ];
}

/** A case through all that can happen to one, ending archived. */
export function caseStory(id: string = at(41), fields: object = {}): Said[] {
  const say = said(`service-case/${id}`);
  return [
    say('CaseSubmitted', { hall, organisation: committee, body: department, item, visit: at(31), applicant: at(51), ...fields }),
    say('AgentAuthorised'),
    say('AccompanimentLogged'),
    say('HomeVisitArranged'),
    say('HomeVisitMade'),
    say('CaseChecked'),
    say('SupplementRequested'),
    say('SupplementNoticeDelivered'),
    say('MaterialsSupplemented'),
    say('MaterialFiled'),
    say('TolerancePromised'),
    say('DutyPromised'),
    say('CaseAccepted'),
    say('CannotDoLogged'),
    say('CannotDoRouted', { to: otherCommittee }),
    say('CannotDoAnswered'),
    say('ToleranceUnfulfilled'),
    say('ToleranceFulfilled'),
    say('CaseDispatched', { from: committee, to: department }),
    say('HandlingStarted'),
    say('CaseForwarded', { to: otherCommittee }),
    say('CaseReturned', { from: otherCommittee }),
    say('CasePaused'),
    say('CaseResumed'),
    say('CaseExtended', { due: { pending: { from: '2026-12-28', amount: 10, unit: 'WD' } } }),
    say('CaseDueComputed', { deadline: 'decision', due: { dueOn: '2027-01-14' } }),
    say('PromiseChecked'),
    say('CaseDecided'),
    say('ResultReady'),
    say('CaseDelivered'),
    say('CaseArchived'),
  ];
}

/** The ends that the first case did not come to. */
export function otherCases(): Said[] {
  const begun = (id: string) => said(`service-case/${id}`)('CaseSubmitted', { hall, organisation: committee, body: department, item });
  const ended = (id: string, type: string) => [begun(id), said(`service-case/${id}`)(type)];
  return [
    begun(at(42)),
    said(`service-case/${at(42)}`)('SupplementRequested'),
    said(`service-case/${at(42)}`)('SupplementExpired'),
    ...ended(at(43), 'CaseNotAccepted'),
    ...ended(at(44), 'CaseWithdrawn'),
  ];
}

/** A bad rating that is put right, and one that is struck out. */
export function ratingStories(): Said[] {
  const rated = (visit: string, fields: object = {}) =>
    said(`rating/visit~${visit}`)('ServiceRated', { of: visit, organisation: committee, hall, ...fields });
  const opened = (id: string, visit: string) =>
    said(`rating-case/${id}`)('BadRatingOpened', { rating: `visit~${visit}`, organisation: committee, hall });
  const kept = said(`rating-case/${at(71)}`);
  const struck = said(`rating-case/${at(72)}`);
  return [
    rated(at(31)),
    opened(at(71), at(31)),
    ...['BadRatingAccepted', 'BadRatingVerified', 'RectificationStarted', 'RectificationReported', 'RaterCalledBack'].map((type) =>
      kept(type),
    ),
    kept('RatingDueComputed', { dueOn: '2027-01-14' }),
    kept('RatingCaseClosed'),
    rated(at(32)),
    opened(at(72), at(32)),
    struck('BadRatingAppealed'),
    struck('BadRatingRechecked', { rating: `visit~${at(32)}` }),
  ];
}

/** What a visitor without a case could not get done. */
export function troubleStory(id: string = at(131), fields: object = {}): Said[] {
  const say = said(`trouble/${id}`);
  return [
    say('TroubleLogged', { hall, organisation: committee, visit: at(31), item, ...fields }),
    ...['TroubleRouted', 'TroubleDueComputed', 'TroubleAnswered', 'TroubleCalledBack'].map((type) => say(type)),
  ];
}

/** Halls, guides, notices, tasks, organisations and areas, each with every change. */
export function bookStories(): Said[] {
  const aHall = said(`hall/${hall}`);
  const anItem = said(`service-item/${item}`);
  const notice = said(`notice/${at(61)}`);
  const task = (type: string): Said => ({ ...said(`process/bad-rating/${at(81)}`)(type), context: 'public-services' });
  const organisation = (id: string, prefix: '' | 'Party', fields: object) =>
    ['Established', 'Renamed', 'Moved', 'Identified', 'Closed'].map((change) =>
      said(`organisation/${id}`)(`${prefix}Organisation${change}`, change === 'Established' ? { organisation: id, ...fields } : {}),
    );
  const area = (id: string, type: string) => said(`area/${id}`)(type);
  return [
    aHall('HallEstablished', { organisation: committee }),
    aHall('WindowClassDefined', { items: [item] }),
    ...['WindowSetUp', 'HallOpened', 'WindowOpened', 'WindowClosed', 'HallClosed', 'WindowRemoved', 'WindowClassWithdrawn'].map((type) =>
      aHall(type),
    ),
    ...['ServiceItemPublished', 'ServiceItemRevised', 'ServiceItemSuspended', 'ServiceItemResumed', 'ServiceItemCancelled'].map((type) =>
      anItem(type),
    ),
    notice('NoticeOrdered', { organisation: committee, handledBy: department, person: at(51) }),
    ...['NoticeSent', 'NoticeFailed', 'NoticeRerouted', 'NoticeSent', 'NoticeDelivered'].map((type) => notice(type)),
    task('ProcessTaskRaised'),
    task('ProcessTaskClosed'),
    said(`tally/${hall}~2026-03-02`)('RestrictedMatterCounted', { hall, organisation: committee, item: at(22) }),
    ...organisation(at(101), '', {}),
    ...organisation(at(102), 'Party', { tree: 'party', kind: 'party-branch' }),
    ...['AreaRegistered', 'AreaRenamed', 'AreaCodeChanged', 'AreaMoved', 'AreaMerged'].map((type) => area(at(111), type)),
    ...['AreaRegistered', 'AreaSplit'].map((type) => area(at(112), type)),
    ...['AreaRegistered', 'AreaAbolished'].map((type) => area(at(113), type)),
    ...['MandatoryReportDue', 'MandatoryReportMade'].map((type) => said(`mandatory-report/${at(121)}`)(type)),
  ];
}

/** What happens to a person's record; the sealed values are the caller's. */
export function personStory(id: string, sealed: object, contact: object, name: object): Said[] {
  const say = said(`person/${id}`);
  const person = { person: id, community: committee, collector: committee };
  return [
    say('PersonRegistered', { ...person, ...sealed }),
    say('PersonCorrected', name),
    say('PersonIdentityCorrected', sealed),
    say('ContactChanged', contact),
    say('ResidenceMoved', { from: committee, community: committee, residenceAddress: null }),
    ...['PersonMovedAway', 'PersonCameBack', 'TagAdded', 'ConsentGiven', 'HouseholdJoined'].map((type) => say(type)),
    ...['RecordSealed', 'LegalHoldPlaced', 'LegalHoldLifted', 'ForgettingRequested', 'ForgettingApproved', 'ForgettingWithdrawn'].map(
      (type) => say(type),
    ),
    say('RecordReopened'),
    say('PersonForgotten', { person: id }),
  ];
}
