import { registry } from '@yimen/contracts';
import type { AnyEvent } from '@yimen/kernel';
import { unknownRules } from '@yimen/policy';
import { checkSlice } from '@yimen/service-shell/slice';
import { readdirSync, readFileSync } from 'node:fs';
import { organisations } from './index.js';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

/** Events of the contract samples, in orders in which they can happen. */
const e = (type: string) => ({ type, ...registry.get(type)?.samples[0] }) as AnyEvent;
const many = (...types: string[]) => types.map(e);
const histories: Readonly<Record<string, AnyEvent[][]>> = {
  area: ['AreaMerged', 'AreaSplit', 'AreaAbolished'].map((end) =>
    many('AreaRegistered', 'AreaRenamed', 'AreaCodeChanged', 'AreaMoved', end),
  ),
  'area-code': [many('AreaCodeReserved', 'AreaCodeTaken', 'AreaCodeReleased')],
  'boundary-register': [
    many('BoundaryRegisterOpened', 'BoundariesDrawn', 'BoundaryWithdrawn', 'ResidentialParcelRecorded', 'ResidentialParcelRemoved'),
  ],
  organisation: ['', 'Party'].map((tree) =>
    ['Established', 'Renamed', 'Moved', 'Identified', 'Closed'].map((suffix) => e(`${tree}Organisation${suffix}`)),
  ),
  account: [many('AccountOpened', 'RoleGranted', 'RoleRevoked', 'AccountClosed')],
  calendar: [many('CalendarYearLoaded', 'CalendarYearCorrected')],
  'business-clock': [many('BusinessClockStarted', 'BusinessClockAdvanced')],
};

test('13.8 · every rule that a slice cites is in libs/policy', () => {
  const refusals = sources.flatMap((text) => [...text.matchAll(/refuse\(\s*'[\w-]+',\s*'([^']+)'/g)].map(([, rule]) => rule as string));
  const deadlines = organisations.slices.flatMap((slice) => Object.values(slice.deadlines ?? {}).map((deadline) => deadline.rule));
  expect(refusals.length).toBeGreaterThan(20);
  expect(unknownRules([...refusals, ...deadlines])).toEqual([]);
});

test.each(organisations.slices.map((slice) => [slice.name, slice] as const))('%s: its tables hold together', (_name, slice) => {
  // The Party's slices hand their histories to the same check in specs of their own.
  const own = histories[slice.name];
  expect(own !== undefined || slice.name.startsWith('party-') || slice.name.startsWith('letter-')).toBe(true);
  expect(checkSlice(slice, own ? { histories: own } : {})).toEqual([]);
});

test('every event of the context has a slice', () => {
  const subjects = new Set(organisations.slices.map((slice) => slice.name));
  const orphans = [...registry.values()].filter(({ context, subject }) => context === organisations.context && !subjects.has(subject));
  expect(orphans.map((contract) => contract.type)).toEqual([]);
});

test('deadlines fire moves that the system makes', () => {
  for (const slice of organisations.slices)
    for (const { fires } of Object.values(slice.deadlines ?? {})) if (fires !== undefined) expect(slice.moves[fires]?.by).toBe('system');
});
