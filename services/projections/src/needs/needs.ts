import { needsProfileRecorded } from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';

/** Statistics of a community for a year, as it recorded them last, with its service groups. */
export interface NeedsRow {
  readonly community: string;
  readonly year: number;
  readonly source: string;
  readonly document: string;
  readonly asOf: string;
  readonly ages: Readonly<Partial<Record<string, number>>>;
  readonly occupations: Readonly<Partial<Record<string, number>>>;
  /** Null where the profile tells none of them. */
  readonly serviceGroups: Readonly<Partial<Record<string, number>>> | null;
  readonly customs: readonly string[];
  readonly recordedOn: string;
}

const text = { type: 'text' } as const;
const json = { type: 'json' } as const;
const day = { type: 'date' } as const;

/** Needs profiles of communities by year. */
export const needs = projection(
  'needs',
  1,
  {
    profiles: table<NeedsRow>('needs_profile', {
      columns: {
        ...{ community: { type: 'uuid' }, year: { type: 'int' }, source: text, document: text, asOf: day },
        ...{ ages: json, occupations: json, serviceGroups: { type: 'json', nullable: true }, customs: json, recordedOn: day },
      },
      key: ['community', 'year'],
    }),
  },
  (on) => {
    on(needsProfileRecorded, ({ profiles }, { event: { type: _type, on: recordedOn, serviceGroups = null, ...profile } }) =>
      profiles.put({ ...profile, serviceGroups, recordedOn }),
    );
  },
);
