import {
  assessmentAnnounced,
  assessmentConcluded,
  assessmentHeld,
  assessmentPartMerged,
  burdenRecorded,
  burdenTargetSet,
  burdenYearClosed,
  cleanUpItemDone,
  cleanUpItemKept,
  cleanUpItemPlanned,
  cleanUpPlanAdopted,
  cleanUpPlanClosed,
  type burdenCategory,
} from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';
import type { z } from 'zod';

type Category = z.output<typeof burdenCategory>;

/** Figure of one category of a community and year, beside its target and last year's. */
export interface FigureRow {
  readonly community: string;
  readonly subDistrict: string;
  readonly year: number;
  readonly category: Category;
  readonly count: number | null;
  /** Least decrease against last year in percent, as the sub-district set it. */
  readonly percent: number | null;
  readonly last: number | null;
  /** Whether the target was missed; null until the year is closed. */
  readonly missed: boolean | null;
}

/** An item of a clean-up plan. */
export interface CleanUpRow {
  readonly planner: string;
  readonly level: 'community' | 'town' | 'department';
  readonly overseer: string;
  readonly year: number;
  readonly item: string;
  readonly category: Category;
  readonly name: string;
  readonly action: string;
  readonly count: number;
  readonly target: number;
  readonly dueOn: string;
  readonly adoptedOn: string | null;
  /** Decrease that the plan set itself for the category, in percent. */
  readonly percent: number | null;
  readonly state: 'planned' | 'open' | 'done' | 'kept' | 'missed';
  readonly remaining: number | null;
  readonly doneOn: string | null;
  readonly inTime: boolean | null;
  readonly reason: string | null;
}

/** The merged assessment of a community and year (MCA15). */
export interface AssessmentRow {
  readonly community: string;
  readonly year: number;
  readonly organiser: string;
  readonly plannedOn: string;
  /** Departments whose parts are in it. */
  readonly departments: readonly string[];
  /** How often it was held, and when last. */
  readonly held: number;
  readonly heldOn: string | null;
  /** What the community was told. */
  readonly words: string | null;
}

/** Whose figures a stream keeps, as its first event says. */
export interface YearRow {
  readonly community: string;
  readonly subDistrict: string;
  readonly year: number;
}

const uuid = { type: 'uuid' } as const;
const text = { type: 'text' } as const;
const int = { type: 'int' } as const;
const none = { nullable: true } as const;

const tables = {
  years: table<YearRow>('burden_year', { columns: { community: uuid, subDistrict: uuid, year: int }, key: ['community', 'year'] }),
  figures: table<FigureRow>('burden_figure', {
    columns: {
      ...{ community: uuid, subDistrict: uuid, year: int, category: text, count: { ...int, ...none }, percent: { ...int, ...none } },
      ...{ last: { ...int, ...none }, missed: { type: 'boolean', ...none } },
    },
    key: ['community', 'year', 'category'],
    indices: [['subDistrict', 'year']],
  }),
  assessments: table<AssessmentRow>('yearly_assessment', {
    columns: {
      ...{ community: uuid, year: int, organiser: uuid, plannedOn: { type: 'date' }, departments: { type: 'json' }, held: int },
      ...{ heldOn: { type: 'date', ...none }, words: { ...text, ...none } },
    },
    key: ['community', 'year'],
    indices: [['organiser', 'year']],
  }),
  items: table<CleanUpRow>('clean_up_item', {
    columns: {
      ...{ planner: uuid, level: text, overseer: uuid, year: int, item: text, category: text, name: text, action: text },
      ...{ count: int, target: int, dueOn: { type: 'date' }, adoptedOn: { type: 'date', ...none }, percent: { ...int, ...none } },
      ...{ state: text, remaining: { ...int, ...none }, doneOn: { type: 'date', ...none }, inTime: { type: 'boolean', ...none } },
      reason: { ...text, ...none },
    },
    key: ['planner', 'year', 'item'],
    indices: [
      ['overseer', 'year'],
      ['state', 'dueOn'],
    ],
  }),
};

/** Burden figures of communities, and what communities, towns and departments plan to take away (5.1.4; ). */
export const burdens = projection('burdens', 1, tables, (on) => {
  const blank = { count: null, percent: null, last: null, missed: null };

  on(burdenRecorded, ({ years, figures }, { event: { community, subDistrict, year, category, count } }) => {
    years.put({ community, subDistrict, year });
    const known = figures.get(community, year, category) ?? { ...blank, community, subDistrict, year, category };
    figures.put({ ...known, subDistrict, count });
    // The whole year is that of the body that stands above the community now.
    for (const row of figures.all()) if (row.subDistrict !== subDistrict) figures.put({ ...row, subDistrict });
  });
  on(burdenTargetSet, ({ years, figures }, { event: { category, percent } }) => {
    const [of] = years.all();
    if (!of) throw new Error('a target before any figure');
    figures.put({ ...(figures.get(of.community, of.year, category) ?? { ...blank, ...of, category }), percent });
  });
  on(burdenYearClosed, ({ figures }, { event: { last, missed } }) => {
    for (const row of figures.all()) figures.put({ ...row, last: last[row.category], missed: missed.includes(row.category) });
  });

  on(assessmentAnnounced, ({ assessments }, { event: { community, year, organiser, plannedOn } }) =>
    assessments.put({ community, year, organiser, plannedOn, departments: [], held: 0, heldOn: null, words: null }),
  );
  on(assessmentPartMerged, ({ assessments }, { event: { department } }) => {
    for (const row of assessments.all()) assessments.put({ ...row, departments: [...row.departments, department] });
  });
  on(assessmentHeld, ({ assessments }, { event: { on: heldOn } }) => {
    for (const row of assessments.all()) assessments.put({ ...row, held: row.held + 1, heldOn });
  });
  on(assessmentConcluded, ({ assessments }, { event: { words } }) => {
    for (const row of assessments.all()) assessments.put({ ...row, words });
  });

  on(cleanUpItemPlanned, ({ items }, { event: { type: _type, on: _on, ...planned } }) =>
    items.put({
      ...{ ...planned, adoptedOn: null, percent: null, state: 'planned' },
      ...{ remaining: null, doneOn: null, inTime: null, reason: null },
    }),
  );
  on(cleanUpPlanAdopted, ({ items }, { event: { percents, on: adoptedOn } }) => {
    for (const row of items.all()) items.put({ ...row, state: 'open', adoptedOn, percent: percents[row.category] ?? null });
  });
  on(cleanUpItemDone, ({ items }, { event: { item, remaining, inTime, on: doneOn } }) => {
    for (const row of items.all()) if (row.item === item) items.put({ ...row, state: 'done', remaining, inTime, doneOn });
  });
  on(cleanUpItemKept, ({ items }, { event: { item, reason, on: doneOn } }) => {
    for (const row of items.all()) if (row.item === item) items.put({ ...row, state: 'kept', reason, doneOn });
  });
  on(cleanUpPlanClosed, ({ items }, { event: { open } }) => {
    for (const row of items.all()) if (open.includes(row.item)) items.put({ ...row, state: 'missed' });
  });
});
