import type { PurchaseRow } from '../../finance-facts.js';
import { activate, at, bodies, history, on, purchase, purchased, system, toListed, type Step } from '../admission.sample.js';

const { contract } = bodies;
const listed = toListed(purchased());
const told = (day: string, change: Partial<PurchaseRow> | null = {}) =>
  on(day, { facts: { purchase: change === null ? null : purchase(change) } });
const record = (day = '2026-04-10', change: Partial<PurchaseRow> | null = {}): Step => ['recordContract', { contract }, told(day, change)];
const bySystem = (day: string) => on(day, { actor: system });
const terminated = { contract, how: 'terminated', reason: '严重违约' } as const;
const ended: Step = ['endContract', terminated, bySystem('2026-06-01')];
const toActive: readonly Step[] = [...listed, record(), activate()];
const types = (...steps: readonly Step[]) => history(...steps).map(({ type }) => type);

describe('R-203, 6.5, D-purchase-order · what is bought rests on a purchase contract of finance', () => {
  test('active by a signed and published contract, then the start date', () => {
    at(...listed)
      .when('activate', {}, bySystem('2026-05-06'))
      .then({ refused: 'conditions-open', rule: 'RCL25 43' });
    expect(types(...toActive).slice(-2)).toEqual(['MatterContracted', 'MatterActivated']);
    expect(history(...listed, record()).at(-1)).toEqual({
      ...{ type: 'MatterContracted', contract, signedOn: '2026-04-01', publishedOn: '2026-04-05' },
      ...{ from: '2026-05-06', to: '2027-05-05', startsOn: '2026-05-06', on: '2026-04-10' },
    });
    expect(history(...listed)).toContainEqual(expect.objectContaining({ type: 'MatterListed', list: 'entrusted-purchased' }));
  });

  test.each([
    ['that finance does not know', null, 'contract-not-public'],
    ['that is not signed', { signedOn: null }, 'contract-not-public'],
    ['that is not public', { publishedOn: null }, 'contract-not-public'],
    ['of another buyer', { buyer: bodies.office }, 'contract-of-another'],
    ['that was closed or terminated', { overOn: '2026-04-09' }, 'contract-over'],
    ['whose term has passed', { to: '2026-04-09' }, 'contract-over'],
    ['on its last day', { to: '2026-04-10' }, undefined],
  ] as const)('a contract %s', (_words, change, refused) => {
    const { refusal } = at(...listed).when('recordContract', { contract }, told('2026-04-10', change)).result;
    expect([refusal?.code, refusal?.rule]).toEqual([refused, refused && 'D-purchase-order']);
  });

  test('a contract that begins later starts the matter on its own first day', () => {
    const later = record('2026-04-10', { from: '2026-06-01' });
    expect(history(...listed, later).at(-1)).toMatchObject({ startsOn: '2026-06-01' });
    at(...listed, later)
      .when('activate', {}, bySystem('2026-05-06'))
      .then({ refused: 'contract-missing', rule: 'D-purchase-order' });
    expect(at(...listed, later, activate('2026-06-01')).state.status).toBe('active');
    expect(types(...listed, record('2026-05-10')).slice(-2)).toEqual(['MatterContracted', 'MatterActivated']);
  });

  test('over before its term: the matter stops, and goes on under another contract only', () => {
    expect(history(...toActive, ended).slice(-2)).toMatchObject([
      { type: 'MatterContractEnded', contract, how: 'terminated' },
      { type: 'MatterSuspended', ground: 'contract-over' },
    ]);
    at(...toActive, ended)
      .when('resume', { reason: '继续' }, on('2026-06-02'))
      .then({ refused: 'contract-missing', rule: 'D-purchase-order' });
    const another = { ...purchase({ contract: bodies.review, from: '2026-06-10', to: '2027-06-09' }) };
    const again: Step = ['recordContract', { contract: bodies.review }, on('2026-06-10', { facts: { purchase: another } })];
    expect(types(...toActive, ended, again).slice(-2)).toEqual(['MatterContracted', 'MatterResumed']);
    expect(at(...toActive, ended, again).state).toMatchObject({
      status: 'active',
      entry: { contract: { id: bodies.review, over: false } },
    });
    // The word about the first one comes again: it is no contract of this matter any more.
    at(...toActive, ended, again)
      .when('endContract', terminated, bySystem('2026-06-11'))
      .then([]);
    at(...toActive, ended)
      .when('endContract', terminated, bySystem('2026-06-02'))
      .then([]);
  });

  test('over before the start: the matter waits for another', () => {
    const before = at(...listed, record(), ['endContract', terminated, bySystem('2026-04-20')]);
    expect(before.state.status).toBe('listed');
    before.when('activate', {}, bySystem('2026-05-06')).then({ refused: 'conditions-open' });
  });

  test('over while the matter is reviewed: it stops when the review is concluded', () => {
    const review: Step = ['startReview', { year: 2026 }, on('2027-01-10')];
    const late: Step = ['endContract', terminated, bySystem('2027-01-11')];
    const concluded: Step = ['concludeReview', { outcome: 'kept', words: '保留' }, on('2027-01-12')];
    expect(types(...toActive, review, late, concluded).slice(-2)).toEqual(['ReviewConcluded', 'MatterSuspended']);
    expect(types(...toActive, review, concluded).slice(-1)).toEqual(['ReviewConcluded']);
  });

  test('its term is over after its last day', () => {
    at(...toActive)
      .when('contractTermOver', {}, bySystem('2027-05-05'))
      .then({ refused: 'not-due', rule: 'D-purchase-order' });
    expect(types(...toActive, ['contractTermOver', {}, bySystem('2027-05-06')]).slice(-2)).toEqual([
      'MatterContractEnded',
      'MatterSuspended',
    ]);
    at(...toActive, ended)
      .when('contractTermOver', {}, bySystem('2027-05-06'))
      .then([]);
  });

  test('a matter suspended for another reason keeps the contract it has', () => {
    const stopped: Step = ['suspend', { ground: 'unlawful-content', reason: '违法' }, on('2026-05-20')];
    at(...toActive, stopped)
      .when('recordContract', { contract: bodies.review }, told('2026-05-21'))
      .then({ refused: 'contract-stands', rule: 'D-purchase-order' });
  });
});
