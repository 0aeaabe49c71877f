import { registry } from '@yimen/contracts';
import { unknownRules } from '@yimen/policy';
import { readdirSync, readFileSync } from 'node:fs';
import { residents } from './index.js';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.sample.ts'))
  .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

test('13.8 · every rule that a slice cites is in libs/policy', () => {
  const refusals = sources.flatMap((text) => [...text.matchAll(/refuse\(\s*'[\w-]+',\s*'([^']+)'/g)].map(([, rule]) => rule as string));
  const deadlines = residents.slices.flatMap((slice) => Object.values(slice.deadlines ?? {}).map((deadline) => deadline.rule));
  expect(refusals.length).toBeGreaterThan(20);
  expect(unknownRules([...refusals, ...deadlines])).toEqual([]);
});

test('each event of the context belongs to a slice that folds it, and the other way round', () => {
  const declared = [...registry.values()].filter((contract) => contract.context === residents.context);
  const folded = residents.slices.flatMap((slice) => Object.keys(slice.on).map((type) => `${slice.name} ${type}`));
  expect(folded.sort()).toEqual(declared.map((contract) => `${contract.subject} ${contract.type}`).sort());
});

test('deadlines fire moves that the system makes', () => {
  for (const slice of residents.slices)
    for (const { fires } of Object.values(slice.deadlines ?? {})) if (fires !== undefined) expect(slice.moves[fires]?.by).toBe('system');
});

test('2.1 · no slice asks for ethnic group, political status, faces or scores (13.9)', () => {
  for (const text of sources) expect(text).not.toMatch(/ethnic\w*:|politicalStatus|score:|faceImage/);
});
