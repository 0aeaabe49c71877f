import {
  badRatingAccepted,
  badRatingAppealed,
  badRatingOpened,
  badRatingRechecked,
  badRatingVerified,
  raterCalledBack,
  ratingCaseClosed,
  ratingDueComputed,
  rectificationReported,
  rectificationStarted,
  type EventContract,
  type EventOf,
  type ratingDeadline,
} from '@yimen/contracts';
import type { Due } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine/projection';
import type { z } from 'zod';

export type RatingDeadline = z.output<typeof ratingDeadline>;

/** Due dates of a rating case by the deadline's name; those that are over stay, and are not looked at. */
type RatingDues = { readonly [D in RatingDeadline]?: Due };

export interface RatingCaseRow {
  readonly ratingCase: string;
  readonly rating: string;
  readonly level: number;
  readonly reasons: readonly string[];
  readonly organisation: string;
  readonly hall: string | null;
  readonly item: string | null;
  readonly handler: string;
  readonly named: boolean;
  readonly rater: string | null;
  readonly state:
    'rated-bad' | 'accepted' | 'verified' | 'rectifying' | 'feedback' | 'callback' | 'closed' | 'appealed' | 'rechecked' | 'struck';
  readonly open: boolean;
  readonly openedOn: string;
  /** The whole: until when it is put right; null once it is struck out. */
  readonly dueOn: string | null;
  readonly duePending: boolean;
  /** The step that somebody has to take now, where it has a time of its own. */
  readonly stepKind: Exclude<RatingDeadline, 'rectify'> | null;
  readonly stepDueOn: string | null;
  readonly stepPending: boolean;
  readonly dues: RatingDues;
  readonly responsible: string | null;
  readonly finding: string | null;
  readonly reached: boolean | null;
  readonly inTime: boolean | null;
}

export const ratingCaseTables = {
  cases: table<RatingCaseRow>('rating_case', {
    columns: {
      ratingCase: { type: 'uuid' },
      rating: { type: 'text' },
      level: { type: 'int' },
      reasons: { type: 'json' },
      organisation: { type: 'uuid' },
      hall: { type: 'uuid', nullable: true },
      item: { type: 'uuid', nullable: true },
      handler: { type: 'text' },
      named: { type: 'boolean' },
      rater: { type: 'uuid', nullable: true },
      state: { type: 'text' },
      open: { type: 'boolean' },
      openedOn: { type: 'date' },
      dueOn: { type: 'date', nullable: true },
      duePending: { type: 'boolean' },
      stepKind: { type: 'text', nullable: true },
      stepDueOn: { type: 'date', nullable: true },
      stepPending: { type: 'boolean' },
      dues: { type: 'json' },
      responsible: { type: 'text', nullable: true },
      finding: { type: 'text', nullable: true },
      reached: { type: 'boolean', nullable: true },
      inTime: { type: 'boolean', nullable: true },
    },
    key: ['ratingCase'],
    indices: [
      ['organisation', 'open'],
      ['open', 'dueOn'],
    ],
  }),
};

/** The step whose time runs, by the state of the rating case; putting it right is the whole, not a step. */
const steps: Readonly<Record<RatingCaseRow['state'], RatingCaseRow['stepKind']>> = {
  'rated-bad': 'accept',
  accepted: 'verify',
  verified: null,
  rectifying: null,
  feedback: 'callback',
  callback: null,
  closed: null,
  appealed: 'recheck',
  rechecked: null,
  struck: null,
};

function dated(row: RatingCaseRow): RatingCaseRow {
  const { dues, state } = row;
  const step = steps[state];
  const due = step && dues[step];
  const whole = state === 'struck' ? undefined : dues.rectify;
  return {
    ...row,
    dueOn: whole && 'dueOn' in whole ? whole.dueOn : null,
    duePending: whole !== undefined && 'pending' in whole,
    stepKind: due ? step : null,
    stepDueOn: due && 'dueOn' in due ? due.dueOn : null,
    stepPending: due != null && 'pending' in due,
  };
}

/** Bad ratings and what becomes of them (5.3.3). */
export const ratingCases = projection('rating-cases', 1, ratingCaseTables, (on) => {
  /** A fold that answers what changes in the row. */
  const changes = <C extends EventContract>(contract: C, change: (row: RatingCaseRow, event: EventOf<C>) => Partial<RatingCaseRow>) =>
    on(contract, ({ cases }, { event, item }) => {
      const row = cases.get(item);
      if (!row) throw new Error('a rating case before it was opened');
      cases.put(dated({ ...row, ...change(row, event) }));
    });

  on(badRatingOpened, ({ cases }, { event, item: ratingCase }) => {
    const { type: _type, due, acceptDue, on: openedOn, ...rated } = event;
    cases.put(
      dated({
        ratingCase,
        ...rated,
        state: 'rated-bad',
        open: true,
        openedOn,
        dueOn: null,
        duePending: false,
        stepKind: null,
        stepDueOn: null,
        stepPending: false,
        dues: { rectify: due, accept: acceptDue },
        responsible: null,
        finding: null,
        reached: null,
        inTime: null,
      }),
    );
  });
  changes(badRatingAccepted, ({ dues }, { responsible, verifyDue }) => ({
    state: 'accepted',
    responsible,
    dues: { ...dues, verify: verifyDue },
  }));
  changes(badRatingVerified, (_row, { finding }) => ({ state: 'verified', finding }));
  changes(rectificationStarted, () => ({ state: 'rectifying' }));
  changes(rectificationReported, ({ dues }, { callbackDue }) => ({
    state: 'feedback',
    dues: callbackDue ? { ...dues, callback: callbackDue } : dues,
  }));
  changes(raterCalledBack, (_row, { reached }) => ({ state: 'callback', reached }));
  changes(ratingCaseClosed, (_row, { inTime }) => ({ state: 'closed', open: false, inTime }));
  changes(badRatingAppealed, ({ dues }, { recheckDue }) => ({ state: 'appealed', dues: { ...dues, recheck: recheckDue } }));
  changes(badRatingRechecked, (_row, { outcome }) => (outcome === 'struck' ? { state: 'struck', open: false } : { state: 'rechecked' }));
  changes(ratingDueComputed, ({ dues }, { deadline, dueOn }) => ({ dues: { ...dues, [deadline]: { dueOn } } }));
});
