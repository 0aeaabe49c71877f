import { expect, test } from '@jest/globals';
import { foldRows } from '../service/fold-rows.sample.js';
import { sampled } from '../service/story.sample.js';
import { processTasks } from './process-tasks.js';

const stream = 'fund-source/0198a3f0-0000-7000-8000-000000000002~2026';
const tasks = (...types: readonly string[]) => folded(...types.map((type) => [type, {}] as const));
const folded = (...events: readonly (readonly [type: string, fields: object])[]) =>
  foldRows(
    processTasks,
    events.map(([type, fields]) => ({ stream, event: sampled(type, fields) })),
  )['tasks'];

test('5.1.4 · money that could not be bound is a listed task of finance, closed when it is bound after all', () => {
  const asked = { slice: 'matter-money', move: 'askAgain', code: 'not-enough-money', ownerRole: 'finance', dueOn: '2026-04-08' };
  expect(tasks('AgreementMoneyRefused')).toMatchObject([{ ...asked, open: true }]);
  expect(tasks('AgreementMoneyRefused', 'AgreementMoneyCommitted')).toMatchObject([{ ...asked, open: false }]);
  expect(tasks('AgreementMoneyCommitted')).toEqual([]);
});

test('5.1.4 · where the matter has ended before its money was bound, nothing is left to ask for: the task is closed', () => {
  const commitment = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11';
  expect(folded(['AgreementMoneyRefused', {}], ['CommitmentClosed', { commitment }])).toMatchObject([{ task: commitment, open: false }]);
  expect(folded(['AgreementMoneyRefused', {}], ['CommitmentClosed', { commitment: 'C1' }])).toMatchObject([{ open: true }]);
  expect(tasks('CommitmentClosed')).toEqual([]);
});

test('6.4 · money of a project that could not be bound is a listed task of the office that filed it, until it is bound', () => {
  const asked = { slice: 'project', move: 'askAgain', code: 'not-enough-money', ownerRole: 'sub-district', dueOn: '2026-03-19' };
  expect(tasks('ProjectMoneyRefused')).toMatchObject([{ ...asked, open: true }]);
  expect(tasks('ProjectMoneyRefused', 'ProjectMoneyAsked')).toMatchObject([{ ...asked, open: true }]);
  expect(tasks('ProjectMoneyRefused', 'ProjectMoneyAsked', 'ProjectAllocated')).toMatchObject([{ ...asked, open: false }]);
  expect(tasks('ProjectMoneyAsked', 'ProjectAllocated')).toEqual([]);
});

test('BUD18 42 · a surplus is a listed task of the payer until it is taken back', () => {
  const asked = { slice: 'fund-source', move: 'recover', code: 'surplus', ownerRole: 'finance', dueOn: '2028-01-08' };
  expect(tasks('SurplusFound')).toMatchObject([{ ...asked, open: true }]);
  expect(tasks('SurplusFound', 'SurplusRecovered')).toMatchObject([{ ...asked, open: false }]);
});

test('2.1 P6 · what a committee has to report at once is a listed task of it, with the hour, until it is reported', () => {
  const asked = { slice: 'mandatory-report', move: 'report', code: 'harm-to-minor', ownerRole: 'community-worker', dueOn: '2026-03-02' };
  const detail = { zh: '须在2026-03-02 11:15前向有关部门报告' };
  expect(tasks('MandatoryReportDue')).toMatchObject([{ ...asked, detail, open: true }]);
  expect(tasks('MandatoryReportDue', 'MandatoryReportMade')).toMatchObject([{ ...asked, open: false }]);
});
