import {
  admissionEvents,
  applicationDrafted,
  catalogueAdopted,
  entryAdded,
  entryExtended,
  entryRemoved,
  matterWithdrawnFromList,
  reportFound,
  taskRefused,
  taskReported,
} from '@yimen/contracts';
import { findForbidden, findMatter } from '@yimen/policy';
import { projection, type Delivered, type OwnRows } from '@yimen/projection-engine/projection';
import { admissionAfter, drafted } from './admission-rows.js';
import { told, type AdmissionEvent } from './steps.js';
import { type AdmissionMeasure, type AdmissionRow, type CountRow, type EntryRow } from './rows.js';
import { preAccessTables } from './tables.js';

type Tables = typeof preAccessTables;
type Rows = { readonly [K in keyof Tables]: OwnRows<NonNullable<Tables[K]['__row']>> };

const counted = {
  ApplicationReturned: 'returned',
  ApplicationRejected: 'rejected',
  ApplicationLapsed: 'withdrawn',
  AdmissionApproved: 'approved',
  MatterListed: 'listed',
  MatterExpired: 'expired',
  MatterExited: 'exited',
} as const satisfies Partial<Record<AdmissionEvent['type'], AdmissionMeasure>>;

type Counter = Pick<CountRow, 'source' | 'department' | 'overseer'> & { readonly on: string };

function count({ counts }: Pick<Rows, 'counts'>, { on, ...of }: Counter, measure: AdmissionMeasure, part = ''): void {
  const year = Number(on.slice(0, 4));
  const known = counts.get(of.source, measure, part, year);
  counts.put({ ...of, measure, part, year, amount: (known?.amount ?? 0) + 1 });
}

/** What an event adds to the department's figures. A submission counts once, when the application gets its number. */
function figuresOf(rows: Rows, event: AdmissionEvent, before: AdmissionRow | undefined, of: Counter): void {
  const numbered = event.type === 'ApplicationSubmitted' || (event.type === 'ApplicationRejected' && event.at === 'submit');
  if (numbered && before?.number === null) count(rows, of, 'submitted');
  // A guard that was met under several rules is one guard of one application.
  if (event.type === 'ApplicationRejected')
    for (const guard of new Set(event.hits.map((hit) => hit.guard))) count(rows, of, 'guard', guard);
  const measure = counted[event.type as keyof typeof counted];
  if (measure !== undefined) count(rows, of, measure);
}

const keyOf = ({ system, number, date }: { readonly system: string; readonly number: string; readonly date: string }) =>
  `${system} ${number} ${date}`;

/** Number of the next row of a community. */
const next = (table: { all(): readonly { readonly community: string }[] }, community: string): number =>
  table.all().filter((each) => each.community === community).length + 1;

/** Money that an event promises, brings or confirms. */
function moneyOf({ promises, instalments, commitments, receipts }: Rows, event: AdmissionEvent, application: string): void {
  switch (event.type) {
    case 'ConditionsRecorded': {
      const { community, money, on: promisedOn } = event;
      const ordinal = next(promises, community);
      promises.put({ application, community, ordinal, kind: 'conditions', promised: BigInt(money), promisedOn });
      break;
    }
    case 'AgreementSigned': {
      const { community, amount, plan, on: promisedOn } = event;
      const ordinal = next(promises, community);
      promises.put({ application, community, ordinal, kind: 'agreement', promised: BigInt(amount), promisedOn });
      const planned = next(instalments, community);
      for (const [at, { on: dueOn, amount: part }] of plan.entries())
        instalments.put({ application, community, ordinal: planned + at, promisedOn, dueOn, amount: BigInt(part) });
      break;
    }
    case 'CommitmentNoted': {
      const { community, commitment, amount, outcome, because, on: notedOn } = event;
      commitments.put({ application, community, commitment, amount: BigInt(amount), outcome, because, notedOn });
      break;
    }
    case 'InstalmentReceived': {
      const { community, system, voucher, amount, bankDate } = event;
      receipts.put({ application, community, system, voucher, bankDate, amount: BigInt(amount), returns: null, confirmedOn: null });
      break;
    }
    // A paper of its own on the day of its bank, so that the sums of an earlier day stay what they were.
    case 'InstalmentReturned': {
      const { community, amount, paid, voucher: back, confirmed, on } = event;
      const { system, number: voucher, date: bankDate } = back;
      const row = { application, community, system, voucher, bankDate, amount: -BigInt(amount), returns: keyOf(paid) };
      receipts.put({ ...row, confirmedOn: confirmed ? on : null });
      break;
    }
    case 'ReceiptConfirmed': {
      const { community, system, voucher, bankDate, on: confirmedOn } = event;
      receipts.patch([application, community, system, voucher, bankDate], { confirmedOn });
      const of = keyOf({ system, number: voucher, date: bankDate });
      for (const row of receipts.all())
        if (row.community === community && row.returns === of && row.confirmedOn === null) receipts.put({ ...row, confirmedOn });
      break;
    }
    case 'ApplicationDrafted':
    case 'ApplicationAmended':
    case 'ApplicationSubmitted':
    case 'ApplicationRejected':
    case 'FormPassed':
    case 'ApplicationReturned':
    case 'ApplicationLapsed':
    case 'MatterClassified':
    case 'LegalReviewPassed':
    case 'FinanceReviewPassed':
    case 'OpinionsAsked':
    case 'OpinionGiven':
    case 'OpinionsClosed':
    case 'AdmissionApproved':
    case 'AdmissionDueComputed':
    case 'MatterListed':
    case 'ConditionsConfirmed':
    // Nothing is promised before the agreement is in force.
    case 'AgreementOffered':
    case 'AgreementCountersigned':
    case 'MatterContracted':
    case 'MatterContractEnded':
    case 'MatterActivated':
    case 'MatterSuspended':
    case 'MatterResumed':
    case 'ReviewStarted':
    case 'ReviewConcluded':
    case 'BasisChanged':
    case 'TemporaryExtended':
    case 'MatterExpired':
    case 'MatterExited':
    case 'ExemptMatterRegistered':
      break;
  }
}

/** One event of an application: its row, the state from that day on, the step of its timeline, its money, its figures. */
function admissionFold(rows: Rows, { event, item, revision, stream, happenedOn }: Delivered<AdmissionEvent>): void {
  const before = rows.admissions.get(item);
  if (event.type !== 'ApplicationDrafted' && !before) throw new Error('an application before it was drafted');
  const row = event.type === 'ApplicationDrafted' || !before ? drafted(item, event as never) : admissionAfter(before, event);
  const on = 'on' in event ? event.on : happenedOn;
  rows.admissions.put(row);
  // Of several changes of one day the last one stands.
  if (row.state !== before?.state) rows.periods.put({ application: item, fromOn: on, state: row.state });
  const { rule, reason = null, hits = [], setAside = false, facts = {} } = told(event);
  rows.steps.put({
    ...{ application: item, step: Number(revision), on, type: event.type, rule },
    ...{ reason: reason === '' ? null : reason, hits, setAside: setAside && hits.length > 0, facts },
  });
  moneyOf(rows, event, item);
  figuresOf(rows, event, before, { source: stream, department: row.department, overseer: row.office, on });
}

/** A matter of the catalogue or of the negative list as the county adopted it. */
function adopted(county: string, matter: string, fromOn: string, approval: string): EntryRow {
  const list = matter.startsWith('F') ? 'negative' : matter.startsWith('S') ? 'self-government' : 'assist';
  const name = findMatter(matter)?.name ?? findForbidden(matter)?.name.zh ?? matter;
  return {
    ...{ county, entry: matter, fromOn, toOn: null, list, matter, name, application: null },
    ...{ everywhere: true, communities: [], approval, reason: null },
  };
}

/** Closes the lines of an entry that stand longer. */
function closed({ entries }: Pick<Rows, 'entries'>, entry: string, toOn: string, reason: string | null): void {
  for (const row of entries.all()) if (row.entry === entry && (row.toOn === null || row.toOn > toOn)) entries.put({ ...row, toOn, reason });
}

/** Admission of matters (5b): registers as of any date, applications with their timeline, money promised and received, figures. */
export const preAccess = projection('pre-access', 1, preAccessTables, (on) => {
  for (const contract of [applicationDrafted, ...admissionEvents.filter((each) => each !== applicationDrafted)])
    on(contract, (rows, delivered) => admissionFold(rows as Rows, delivered as Delivered<AdmissionEvent>));

  on(catalogueAdopted, ({ entries }, { event: { county, matters, from, approval } }) => {
    for (const matter of matters) entries.put(adopted(county, matter, from, approval));
  });
  on(matterWithdrawnFromList, (rows, { event: { matter, to, reason } }) => closed(rows, matter, to, reason));
  on(entryAdded, ({ entries }, { event }) => {
    const { county, application, matter, list, communities, from, to } = event;
    const [everywhere, named] = communities === 'all' ? [true, []] : [false, communities];
    entries.put({
      ...{ county, entry: application, fromOn: from, toOn: to, list, matter: matter.id, name: matter.name, application },
      ...{ everywhere, communities: named, approval: null, reason: null },
    });
  });
  on(entryExtended, ({ entries }, { event: { application, to: toOn } }) => {
    for (const row of entries.all()) if (row.entry === application) entries.put({ ...row, toOn });
  });
  on(entryRemoved, (rows, { event: { application, to } }) => closed(rows, application, to, null));

  on(taskRefused, (rows, { event, item, stream }) => {
    const { county, community, department, task, matter, application, reason, on: day } = event;
    rows.refusals.put({ refusal: item, county, community, department, task, matter, application, reason, on: day });
    count(rows, { source: stream, department, overseer: null, on: day }, 'refusedByCommunities');
  });
  // Of a report nothing is kept but that there was one in the year: neither community nor reporter nor its day (13.3).
  on(taskReported, (rows, { event: { department, organ, on: day }, stream }) =>
    count(rows, { source: stream, department, overseer: organ, on: day }, 'reports'),
  );
  on(reportFound, (rows, { event: { finding }, stream }) => {
    const [reported] = rows.counts.all().filter(({ measure }) => measure === 'reports');
    if (!reported) throw new Error('a finding before its report');
    if (finding === 'confirmed') rows.counts.put({ ...reported, source: stream, measure: 'reportsConfirmed' });
  });
});
