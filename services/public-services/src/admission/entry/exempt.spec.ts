import type { Refusal } from '@yimen/kernel';
import { at, bodies, census, entrusted, on, own, toActiveOwn, type Step } from '../admission.sample.js';

describe('5.1.3, HS15 · exempt matters are registered afterwards', () => {
  const exempt = (
    kind: string,
    form = census({ flags: ['EMERGENCY'], period: { from: '2026-03-02', to: null }, exitOn: null }),
    more: object = {},
  ) => ({
    department: bodies.department,
    office: bodies.office,
    form,
    kind,
    ground: '应急响应启动令1号',
    startedOn: '2026-03-02',
    ...more,
  });
  /** What a refusal says, with its rule. */
  const cited = ({ refusal }: { readonly refusal: Refusal | undefined }) => refusal && `${refusal.code} ${refusal.rule}`;
  const register = (input: object, day = '2026-03-04') => at().when('registerExempt', input as never, on(day));

  test('an emergency: registered, listed and active; it leaves when the response level ends', () => {
    expect(register(exempt('emergency')).result.events.map(({ type }) => type)).toEqual([
      'ApplicationDrafted',
      'ExemptMatterRegistered',
      'MatterListed',
      'MatterActivated',
    ]);
    const active: Step = ['registerExempt', exempt('emergency'), on('2026-03-04')];
    at(active)
      .when('exit', { ground: 'emergency-over', reason: '响应终止' }, on('2026-03-20'))
      .then({ type: 'MatterExited', county: '320582000000', ground: 'emergency-over', reason: '响应终止', on: '2026-03-20' });
    at(...toActiveOwn)
      .when('exit', { ground: 'emergency-over', reason: '响应终止' }, on('2026-06-20'))
      .then({ refused: 'class-needs-other', rule: 'D-admission-exempt' });
  });

  test.each([
    ['2026-03-09', undefined],
    ['2026-03-10', 'registered-late D-admission-exempt'],
  ])('within 5 working days: on %s %s', (day, code) => {
    expect(cited(register(exempt('emergency'), day).result)).toBe(code);
  });

  test.each([
    ['by-law', own(), undefined],
    ['by-law', entrusted(), 'not-exempt D-admission-exempt'],
    ['party-or-state-policy', own(), 'not-exempt D-admission-exempt'],
    ['party-or-state-policy', own({ scope: { communities: 'all', count: 29 } }), undefined],
    ['emergency', own(), 'not-exempt D-admission-exempt'],
    ['residents-decision', own(), undefined],
    ['residents-decision', census(), 'not-exempt D-admission-exempt'],
  ])('%s', (kind, form, code) => {
    expect(cited(register(exempt(kind, form)).result)).toBe(code);
  });

  test('guards hold for exempt matters too; a start to come is no exemption', () => {
    const form = census({ flags: ['EMERGENCY'], period: { from: '2026-03-02', to: null }, extraLedger: true });
    expect(register(exempt('emergency', form)).result.events.map(({ type }) => type)).toEqual([
      'ApplicationDrafted',
      'ApplicationRejected',
    ]);
    register(exempt('emergency', undefined, { startedOn: '2026-03-05' })).then({
      refused: 'start-not-reached',
      rule: 'D-admission-exempt',
    });
  });
});
