import {
  accompanimentLogged,
  agentAuthorised,
  cannotDoAnswered,
  cannotDoLogged,
  cannotDoRouted,
  caseAccepted,
  caseArchived,
  caseChecked,
  caseDecided,
  caseDelivered,
  caseDispatched,
  caseDueComputed,
  caseExtended,
  caseForwarded,
  caseNotAccepted,
  casePaused,
  caseResumed,
  caseReturned,
  caseSubmitted,
  caseWithdrawn,
  dutyPromised,
  handlingStarted,
  homeVisitArranged,
  homeVisitMade,
  materialFiled,
  materialsSupplemented,
  promiseChecked,
  resultReady,
  supplementExpired,
  supplementNoticeDelivered,
  supplementRequested,
  toleranceFulfilled,
  tolerancePromised,
  toleranceUnfulfilled,
  visitOpened,
  type EventContract,
  type EventOf,
} from '@yimen/contracts';
import type { Due } from '@yimen/kernel';
import { projection } from '@yimen/projection-engine/projection';
import { caseTable, visitTable, type CaseRow, type Dues } from './cases.js';
import { withDueDates } from './due-dates.js';

const names = (list: readonly { readonly key: string; readonly name: string }[]) => list.map(({ key, name }) => ({ key, name }));

/** Due dates with one changed; null takes it away. */
function dated(dues: Dues, changed: { readonly [D in keyof Dues]?: Due | null }): Dues {
  const all = Object.entries({ ...dues, ...changed }).filter(([, due]) => due != null);
  return Object.fromEntries(all) as Dues;
}

/** Every case with its state and its dates, as desks and residents see it (5.3.2). */
export const cases = projection('cases', 1, { cases: caseTable, visits: visitTable }, (on) => {
  /** A fold that answers what changes in the case's row. */
  const changes = <C extends EventContract>(contract: C, change: (row: CaseRow, event: EventOf<C>) => Partial<CaseRow>) =>
    on(contract, (rows, { event, item }) => {
      const row = rows.cases.get(item);
      if (!row) throw new Error('a case before it was submitted');
      rows.cases.put(withDueDates({ ...row, ...change(row, event) }));
    });

  on(visitOpened, ({ visits }, { event, item }) => {
    const [, , key = ''] = event.queue.split('~');
    visits.put({ visit: item, hall: event.hall, window: event.window, class: key });
  });

  on(caseSubmitted, (rows, { event, item }) => {
    const { taskType, caseType, mode, channel, hall, visit, organisation, body, applicant, noticeChannel, receivedBy, receivedOn } = event;
    rows.cases.put(
      withDueDates({
        ...blank,
        case: item,
        item: event.item,
        itemName: event.itemName,
        ...{ taskType, caseType, mode, channel, hall, visit, organisation, body, applicant, noticeChannel, receivedBy, receivedOn },
        handledBy: body,
        missing: names(event.missing),
        files: 0,
        dues: dated({}, { check: event.checkDue, 'online-check': event.onlineCheckDue }),
        dueRules: { check: event.checkRule },
        phone: event.phone ?? null,
        address: event.address ?? null,
        statement: event.statement ?? null,
      }),
    );
  });
  changes(agentAuthorised, () => ({ agent: true }));
  changes(accompanimentLogged, (row) => ({ accompaniments: row.accompaniments + 1 }));
  changes(homeVisitArranged, (_row, { address, appointment }) => ({ address, homeVisitOn: appointment, homeVisitDone: false }));
  changes(homeVisitMade, (_row, { outcome }) => ({ homeVisitDone: outcome === 'done' }));

  changes(caseChecked, (row, { missing }) => ({
    state: 'checked',
    missing: names(missing),
    dues: dated(row.dues, { 'online-check': null }),
  }));
  changes(supplementRequested, (row, { gaps }) => ({
    state: 'supplement-requested',
    supplement: 'requested',
    missing: names(gaps),
    dues: dated(row.dues, { check: null }),
  }));
  changes(supplementNoticeDelivered, (row, { due }) => ({ supplement: 'delivered', dues: dated(row.dues, { supplement: due }) }));
  changes(materialsSupplemented, (row, { missing, checkDue }) =>
    missing.length === 0
      ? { state: 'supplemented', supplement: 'complete', missing: [], dues: dated(row.dues, { supplement: null, check: checkDue }) }
      : { missing: names(missing) },
  );
  changes(supplementExpired, () => ({ state: 'expired-supplement', supplement: 'expired' }));

  changes(tolerancePromised, (row, { due }) => ({ tolerance: 'open', dues: dated(row.dues, { tolerance: due }) }));
  changes(materialFiled, ({ files }) => ({ files: files + 1 }));
  changes(toleranceFulfilled, () => ({ tolerance: 'fulfilled', missing: [] }));
  changes(toleranceUnfulfilled, () => ({ tolerance: 'unfulfilled' }));
  changes(dutyPromised, (row, { checkDue }) => ({ promise: 'open', dues: dated(row.dues, { 'promise-check': checkDue }) }));
  changes(promiseChecked, (row, { kept }) => ({ promise: kept ? 'kept' : 'broken', dues: dated(row.dues, { 'promise-check': null }) }));

  changes(caseAccepted, (row, { acceptedOn, due, statutoryDue, statutoryRule, handOverDue }) => ({
    state: 'accepted',
    acceptedOn,
    dues: dated(row.dues, {
      check: null,
      'online-check': null,
      supplement: null,
      decision: due,
      statutory: statutoryDue,
      'hand-over': handOverDue,
    }),
    dueRules: statutoryRule === null ? row.dueRules : { ...row.dueRules, statutory: statutoryRule },
  }));
  changes(caseNotAccepted, (row, { archiveDue }) => ({ state: 'not-accepted', dues: dated(row.dues, { archive: archiveDue }) }));
  changes(caseDispatched, (row, { to, at }) => ({
    state: 'dispatched',
    handledBy: to,
    handedOverAt: at,
    dues: dated(row.dues, { 'hand-over': null }),
  }));
  changes(handlingStarted, (row, { handler }) => ({ state: 'handling', handler, dues: dated(row.dues, { 'hand-over': null }) }));
  changes(caseForwarded, (_row, { to }) => ({ state: 'forwarded', forwardedTo: to }));
  changes(caseReturned, () => ({ state: 'handling', forwardedTo: null }));
  changes(casePaused, (_row, { on: day }) => ({ state: 'paused', pausedFrom: day }));
  changes(caseResumed, (row, { due, statutoryDue }) => ({
    state: 'handling',
    pausedFrom: null,
    dues: dated(row.dues, { decision: due, statutory: statutoryDue }),
  }));
  changes(caseExtended, (row, { due, statutoryDue }) => ({
    extended: true,
    dues: dated(row.dues, { decision: due, ...(statutoryDue && { statutory: statutoryDue }) }),
  }));
  changes(caseDueComputed, (row, { deadline, due }) => ({ dues: dated(row.dues, { [deadline]: due }) }));

  changes(caseDecided, (row, { outcome, inTime, on: day, deliveryDue, deliveryRule }) => ({
    state: 'decided',
    outcome,
    inTime,
    decidedOn: day,
    dues: dated(row.dues, { delivery: deliveryDue }),
    dueRules: { ...row.dueRules, delivery: deliveryRule },
  }));
  changes(resultReady, (_row, { number }) => ({ state: 'result-ready', resultNumber: number }));
  changes(caseDelivered, (row, { on: day, archiveDue }) => ({
    state: 'delivered',
    deliveredOn: day,
    dues: dated(row.dues, { archive: archiveDue }),
  }));
  changes(caseWithdrawn, () => ({ state: 'withdrawn' }));
  changes(caseArchived, () => ({ state: 'archived' }));

  changes(cannotDoLogged, (row, { trouble, due, on: day }) => ({
    cannotDo: 'open',
    cannotDoTrouble: trouble,
    cannotDoOn: day,
    routedTo: null,
    dues: dated(row.dues, { 'cannot-do': due }),
  }));
  changes(cannotDoRouted, (_row, { to }) => ({ routedTo: to }));
  changes(cannotDoAnswered, () => ({ cannotDo: 'answered' }));
});

/** What a case has not got at its submission. */
const blank = {
  forwardedTo: null,
  routedTo: null,
  handler: null,
  state: 'submitted',
  open: true,
  acceptedOn: null,
  decidedOn: null,
  deliveredOn: null,
  outcome: null,
  resultNumber: null,
  inTime: null,
  dueKind: null,
  dueOn: null,
  duePending: false,
  dueRule: null,
  statutoryDueOn: null,
  statutoryPending: false,
  statutoryRule: null,
  pausedFrom: null,
  extended: false,
  supplement: 'none',
  tolerance: 'none',
  toleranceDueOn: null,
  promise: 'none',
  promiseCheckDueOn: null,
  agent: false,
  homeVisitOn: null,
  homeVisitDone: false,
  accompaniments: 0,
  cannotDo: 'none',
  cannotDoTrouble: null,
  cannotDoOn: null,
  cannotDoDueOn: null,
  handedOverAt: null,
  handOverDueOn: null,
} as const;
