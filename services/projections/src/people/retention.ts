import {
  caseArchived,
  caseSubmitted,
  caseWithdrawn,
  consentGiven,
  contactChanged,
  forgettingApproved,
  forgettingRequested,
  forgettingWithdrawn,
  householdJoined,
  legalHoldLifted,
  legalHoldPlaced,
  personCameBack,
  personCorrected,
  personForgotten,
  personIdentityCorrected,
  personMovedAway,
  personRegistered,
  recordReopened,
  recordSealed,
  recordSeries,
  residenceMoved,
  supplementExpired,
  tagAdded,
} from '@yimen/contracts';
import { projection, table, type OwnRows } from '@yimen/projection-engine/projection';

export type Series = (typeof recordSeries)[number];

/** One record series of one person: when it was last used, and since it is sealed, until when it is kept. No personal field stands here. */
export interface RetainedRow {
  readonly person: string;
  readonly series: Series;
  readonly community: string;
  readonly collector: string;
  readonly state: 'used' | 'sealed' | 'destruction-requested' | 'destruction-approved';
  /** Last legal date on which his own record was used. */
  readonly lastOn: string;
  /** Why it was sealed, until when it is kept, and what keeps it; null while it is used. */
  readonly ground: string | null;
  readonly until: string | null;
  readonly keptBy: string | null;
  /** Legal holds that stand. */
  readonly holds: number;
}

/** That a case uses its applicant's record, until it ends. */
interface UseRow {
  readonly case: string;
  readonly person: string;
  readonly open: boolean;
  readonly lastOn: string;
}

const text = { type: 'text' } as const;
const uuid = { type: 'uuid' } as const;
const none = { nullable: true } as const;

export const retentionTables = {
  records: table<RetainedRow>('retained', {
    columns: {
      person: uuid,
      series: text,
      community: uuid,
      collector: uuid,
      state: text,
      lastOn: { type: 'date' },
      ground: { ...text, ...none },
      until: { type: 'date', ...none },
      keptBy: { ...text, ...none },
      holds: { type: 'int' },
    },
    key: ['person', 'series'],
    indices: [['community'], ['collector']],
  }),
  uses: table<UseRow>('case_use', {
    columns: { case: uuid, person: uuid, open: { type: 'boolean' }, lastOn: { type: 'date' } },
    key: ['case'],
    indices: [['person']],
  }),
};

type Records = OwnRows<RetainedRow>;

/** Changes what is kept of every series of a person that is not forgotten. */
function eachSeries(records: Records, person: string, change: (row: RetainedRow) => Partial<RetainedRow>): void {
  for (const series of recordSeries) {
    const row = records.get(person, series);
    if (row) records.patch([person, series], change(row));
  }
}

/** What of people's records falls due, and when (13.10): each record series is kept from its last use on. */
export const retention = projection('retention', 1, retentionTables, (on) => {
  on(personRegistered, ({ records }, { event: { community, collector }, item: person, happenedOn }) => {
    for (const series of recordSeries)
      records.put({
        ...{ person, series, community, collector, state: 'used', lastOn: happenedOn },
        ...{ ground: null, until: null, keptBy: null, holds: 0 },
      });
  });
  for (const contract of [
    personCorrected,
    personIdentityCorrected,
    personMovedAway,
    personCameBack,
    tagAdded,
    consentGiven,
    householdJoined,
  ])
    on(contract, ({ records }, { item, happenedOn }) => eachSeries(records, item, () => ({ lastOn: happenedOn })));
  on(contactChanged, ({ records }, { item, happenedOn }) => {
    const kept = records.get(item, 'identity');
    // Recorded anew after the former contact was forgotten.
    if (kept && !records.get(item, 'contact')) records.put({ ...kept, series: 'contact' });
    eachSeries(records, item, () => ({ lastOn: happenedOn }));
  });
  on(residenceMoved, ({ records }, { event: { community }, item, happenedOn }) =>
    eachSeries(records, item, () => ({ community, lastOn: happenedOn })),
  );
  on(recordSealed, ({ records }, { event: { ground, retainUntil, keptBy }, item }) =>
    eachSeries(records, item, ({ series }) => ({ state: 'sealed', ground, until: retainUntil[series], keptBy })),
  );
  on(recordReopened, ({ records }, { item, happenedOn }) => {
    const kept = records.get(item, 'identity');
    for (const series of recordSeries) if (kept && !records.get(item, series)) records.put({ ...kept, series });
    eachSeries(records, item, () => ({ state: 'used', lastOn: happenedOn, ground: null, until: null, keptBy: null }));
  });
  on(legalHoldPlaced, ({ records }, { item }) => eachSeries(records, item, ({ holds }) => ({ holds: holds + 1 })));
  on(legalHoldLifted, ({ records }, { item }) => eachSeries(records, item, ({ holds }) => ({ holds: holds - 1 })));
  const asked = (of: Series | null, state: RetainedRow['state']) => (row: RetainedRow) =>
    of === null || of === row.series ? { state } : {};
  on(forgettingRequested, ({ records }, { event: { series }, item }) => eachSeries(records, item, asked(series, 'destruction-requested')));
  on(forgettingApproved, ({ records }, { event: { series }, item }) => eachSeries(records, item, asked(series, 'destruction-approved')));
  on(forgettingWithdrawn, ({ records }, { item }) => eachSeries(records, item, () => ({ state: 'sealed' })));
  on(personForgotten, ({ records }, { event, item }) => {
    for (const series of recordSeries)
      if ((event.series === null || event.series === series) && records.get(item, series)) records.remove(item, series);
  });

  on(caseSubmitted, ({ uses }, { event: { applicant }, item, happenedOn }) =>
    uses.put({ case: item, person: applicant, open: true, lastOn: happenedOn }),
  );
  for (const contract of [caseArchived, caseWithdrawn, supplementExpired])
    on(contract, ({ uses }, { item, happenedOn }) => uses.patch([item], { open: false, lastOn: happenedOn }));
});
