// The hall's cases as a document projection of Emmett: the document holds what the row of services/projections/src/cases holds.
import { getPostgreSQLEventStore, pongoSingleStreamProjection, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';
import { pongoClient } from '@event-driven-io/pongo';

const COLLECTION = 'cases';

const names = (list) => list.map(({ key, name }) => ({ key, name }));
const without = (dues, ...deadlines) => Object.fromEntries(Object.entries(dues).filter(([name]) => !deadlines.includes(name)));
const withDue = (dues, deadline, due) => (due == null ? without(dues, deadline) : { ...dues, [deadline]: due });

const blank = {
  ...{ forwardedTo: null, routedTo: null, handler: null, state: 'submitted', open: true, acceptedOn: null, decidedOn: null },
  ...{ deliveredOn: null, outcome: null, resultNumber: null, inTime: null, pausedFrom: null, extended: false, supplement: 'none' },
  ...{ tolerance: 'none', promise: 'none', agent: false, homeVisitOn: null, homeVisitDone: false, accompaniments: 0 },
  ...{ cannotDo: 'none', cannotDoTrouble: null, cannotDoOn: null, handedOverAt: null, dueKind: null, dueOn: null, dueRule: null },
};

const changes = {
  CaseSubmitted: (_row, event, id) => ({
    ...blank,
    case: id,
    ...pick(event, ['item', 'itemName', 'taskType', 'caseType', 'mode', 'channel', 'hall', 'visit', 'organisation', 'body', 'applicant']),
    ...pick(event, ['noticeChannel', 'receivedBy', 'receivedOn', 'phone', 'address', 'statement']),
    handledBy: event.body,
    missing: names(event.missing),
    dues: withDue(withDue({}, 'check', event.checkDue), 'online-check', event.onlineCheckDue),
    dueRules: { check: event.checkRule },
  }),
  CaseChecked: (row, { missing }) => ({ state: 'checked', missing: names(missing), dues: without(row.dues, 'online-check') }),
  SupplementRequested: (row, { gaps }) => ({
    ...{ state: 'supplement-requested', supplement: 'requested' },
    ...{ missing: names(gaps), dues: without(row.dues, 'check') },
  }),
  SupplementNoticeDelivered: (row, { due }) => ({ supplement: 'delivered', dues: withDue(row.dues, 'supplement', due) }),
  MaterialsSupplemented: (row, { missing, checkDue }) =>
    missing.length === 0
      ? { state: 'supplemented', supplement: 'complete', missing: [], dues: withDue(without(row.dues, 'supplement'), 'check', checkDue) }
      : { missing: names(missing) },
  CaseAccepted: (row, { acceptedOn, due, statutoryDue, statutoryRule, handOverDue }) => ({
    state: 'accepted',
    acceptedOn,
    dues: withDue(
      withDue(withDue(without(row.dues, 'check', 'online-check', 'supplement'), 'decision', due), 'statutory', statutoryDue),
      'hand-over',
      handOverDue,
    ),
    dueRules: statutoryRule === null ? row.dueRules : { ...row.dueRules, statutory: statutoryRule },
  }),
  CaseDispatched: (row, { to, at }) => ({ state: 'dispatched', handledBy: to, handedOverAt: at, dues: without(row.dues, 'hand-over') }),
  HandlingStarted: (row, { handler }) => ({ state: 'handling', handler, dues: without(row.dues, 'hand-over') }),
  CasePaused: (_row, { on }) => ({ state: 'paused', pausedFrom: on }),
  CaseResumed: (row, { due, statutoryDue }) => ({
    ...{ state: 'handling', pausedFrom: null },
    dues: withDue(withDue(row.dues, 'decision', due), 'statutory', statutoryDue),
  }),
  CaseExtended: (row, { due, statutoryDue }) => ({
    extended: true,
    dues: statutoryDue ? withDue(withDue(row.dues, 'decision', due), 'statutory', statutoryDue) : withDue(row.dues, 'decision', due),
  }),
  CaseDecided: (row, { outcome, inTime, on, deliveryDue, deliveryRule }) => ({
    ...{ state: 'decided', outcome, inTime, decidedOn: on },
    ...{ dues: withDue(row.dues, 'delivery', deliveryDue), dueRules: { ...row.dueRules, delivery: deliveryRule } },
  }),
  ResultReady: (_row, { number }) => ({ state: 'result-ready', resultNumber: number }),
  CaseDelivered: (row, { on, archiveDue }) => ({ state: 'delivered', deliveredOn: on, dues: withDue(row.dues, 'archive', archiveDue) }),
  CaseWithdrawn: () => ({ state: 'withdrawn' }),
  CaseArchived: () => ({ state: 'archived' }),
};

const running = {
  ...{ submitted: ['online-check', 'check'], checked: ['check'], 'supplement-requested': ['supplement'], supplemented: ['check'] },
  ...{ accepted: ['decision'], dispatched: ['decision'], handling: ['decision'], decided: ['delivery'], 'result-ready': ['delivery'] },
};

/** What follows from state and dates, as the row has it. */
function dated(row) {
  const dueKind = (running[row.state] ?? []).find((deadline) => row.dues[deadline] !== undefined) ?? null;
  const finished = ['delivered', 'withdrawn', 'archived'].includes(row.state);
  return { ...row, open: !finished, dueKind, dueOn: row.dues[dueKind]?.dueOn ?? null, dueRule: row.dueRules[dueKind] ?? null };
}

function pick(event, fields) {
  return Object.fromEntries(fields.map((field) => [field, event[field] ?? null]));
}

const projection = pongoSingleStreamProjection({
  collectionName: COLLECTION,
  canHandle: Object.keys(changes),
  evolve: (document, { type, data, metadata }) => dated({ ...document, ...changes[type](document, data, metadata.streamName) }),
});

export async function open(connectionString) {
  const store = getPostgreSQLEventStore(connectionString, { schema: { autoMigration: 'None' } });
  await store.schema.migrate();
  let rebuilds = 0;
  return {
    // One writer: the reader of 0.42 asks in order of transaction and goes on after the position it has seen, so that of two appends whose
    // transaction ids and positions stand in different orders it passes one over. A rebuild that loses events would compare with nothing.
    fill: async (stories) => {
      for (const { stream, events } of stories) {
        const messages = events.map(({ type, data, meta }) => ({ type, data, metadata: meta }));
        await store.appendToStream(stream, messages, { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' });
      }
    },
    // Under a new name each time: under the same one a second rebuild empties the collection and goes on where the first one ended.
    rebuild: async () => {
      const processorId = `rebuild-${(rebuilds += 1)}`;
      const consumer = rebuildPostgreSQLProjections({ connectionString, projections: [{ projection, processorId }] });
      await consumer.start();
      await consumer.close();
    },
    cases: () => counts(connectionString),
    close: () => store.close(),
  };
}

async function counts(connectionString) {
  const pongo = pongoClient(connectionString);
  try {
    const found = {};
    for (const { state, outcome, inTime } of await pongo.db().collection(COLLECTION).find({})) {
      const key = `${state} ${outcome} ${inTime}`;
      found[key] = (found[key] ?? 0) + 1;
    }
    return found;
  } finally {
    await pongo.close();
  }
}
