import { registry } from '@yimen/contracts';
import type { AnyEvent } from '@yimen/kernel';
import { unknownRules } from '@yimen/policy';
import { checkSlice } from '@yimen/service-shell/slice';
import { readdirSync, readFileSync } from 'node:fs';
import { residents } from './index.js';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.sample.ts'))
  .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

/** Events of the contract samples, in orders in which they can happen. */
const e = (type: string) => ({ type, ...registry.get(type)?.samples[0] }) as AnyEvent;
const many = (...types: string[]) => types.map(e);
const histories: Readonly<Record<string, AnyEvent[][]>> = {
  person: [
    many(
      'PersonRegistered',
      'PersonCorrected',
      'PersonIdentityCorrected',
      'ContactChanged',
      'ResidenceMoved',
      'PersonMovedAway',
      'PersonCameBack',
      'ConsentGiven',
      'ConsentWithdrawn',
    ),
    many('PersonRegistered', 'TagAdded', 'TagRemoved', 'TagsExpired', 'HouseholdJoined', 'HouseholdLeft', 'RecordSealed', 'RecordReopened'),
    many('PersonRegistered', 'RecordSealed', 'LegalHoldPlaced', 'LegalHoldLifted', 'ForgettingRequested', 'ForgettingWithdrawn'),
    many('PersonRegistered', 'RecordSealed', 'ForgettingRequested', 'ForgettingApproved', 'PersonForgotten', 'KeysDestroyed'),
  ],
  identity: [many('IdentityReserved', 'IdentityConfirmed', 'IdentityReleased')],
  'housing-area': [many('HousingAreaRegistered', 'OccupancyRecorded', 'InterimBodyArranged', 'CommitteeSetUpDue', 'HousingAreaCovered')],
  'mandatory-report': [many('MandatoryReportDue', 'MandatoryReportMade')],
  household: [
    many('HouseholdOpened', 'HouseholdMemberListed', 'HouseholderNamed', 'HouseholdVisited', 'HouseholdMemberRemoved', 'HouseholdMoved'),
    many('HouseholdOpened', 'HouseholdDissolved'),
  ],
};

test('13.8 · every rule that a slice cites is in libs/policy', () => {
  const refusals = sources.flatMap((text) => [...text.matchAll(/refuse\(\s*'[\w-]+',\s*'([^']+)'/g)].map(([, rule]) => rule as string));
  const deadlines = residents.slices.flatMap((slice) => Object.values(slice.deadlines ?? {}).map((deadline) => deadline.rule));
  expect(refusals.length).toBeGreaterThan(20);
  expect(unknownRules([...refusals, ...deadlines])).toEqual([]);
});

test.each(residents.slices.map((slice) => [slice.name, slice] as const))('%s: its tables hold together', (_name, slice) => {
  expect(checkSlice(slice, { histories: histories[slice.name] ?? [] })).toEqual([]);
});

test('every event of the context has a slice', () => {
  const subjects = new Set(residents.slices.map((slice) => slice.name));
  const orphans = [...registry.values()].filter(({ context, subject }) => context === residents.context && !subjects.has(subject));
  expect(orphans.map((contract) => contract.type)).toEqual([]);
});

test('deadlines fire moves that the system makes', () => {
  for (const slice of residents.slices)
    for (const { fires } of Object.values(slice.deadlines ?? {})) if (fires !== undefined) expect(slice.moves[fires]?.by).toBe('system');
});

test('2.1 · no slice asks for ethnic group, political status, faces or scores (13.9)', () => {
  for (const text of sources) expect(text).not.toMatch(/ethnic\w*:|politicalStatus|score:|faceImage/);
});
