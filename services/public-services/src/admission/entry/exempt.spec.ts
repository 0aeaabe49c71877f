import type { Refusal } from '@yimen/kernel';
import { at, bodies, census, entrusted, on, own, purchased, toActiveOwn, type Step } from '../admission.sample.js';

describe('5.1.3, HS15 · exempt matters are registered afterwards', () => {
  const exempt = (
    kind: string,
    form = census({ flags: ['EMERGENCY'], period: { from: '2026-03-02', to: '2026-06-01' }, exitOn: null }),
    more: object = {},
  ) => ({
    department: bodies.department,
    office: bodies.office,
    form: { ...form, period: { ...form.period, from: '2026-03-02' } },
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

  test('D-admission-form · an exempt matter has a whole form', () => {
    expect(cited(register(exempt('emergency', census({ flags: ['EMERGENCY'], place: '' }))).result)).toBe(
      'fields-missing D-admission-form',
    );
  });

  test('guards hold for exempt matters too; a start to come is no exemption', () => {
    const form = census({ flags: ['EMERGENCY'], extraLedger: true });
    expect(register(exempt('emergency', form)).result.events.map(({ type }) => type)).toEqual([
      'ApplicationDrafted',
      'ApplicationRejected',
    ]);
    register(exempt('emergency', undefined, { startedOn: '2026-03-05' })).then({
      refused: 'start-not-reached',
      rule: 'D-admission-exempt',
    });
  });

  test('13.1 · exempt from the application is not exempt from agreement and contract', () => {
    const all = { communities: 'all', count: 29 } as const;
    for (const form of [entrusted({ scope: all }), { ...purchased(), scope: all }])
      register(exempt('party-or-state-policy', form)).then({ refused: 'exempt-needs-contract', rule: 'RCL25 43', overridable: false });
  });

  test('it stands in its list from the day on which it started', () => {
    register(exempt('emergency', undefined, { startedOn: '2026-03-03' })).then({
      refused: 'start-differs',
      rule: 'D-admission-exempt',
      facts: { from: '2026-03-02', startedOn: '2026-03-03' },
    });
    expect(register(exempt('emergency')).result.events).toContainEqual(
      expect.objectContaining({ type: 'MatterListed', from: '2026-03-02', on: '2026-03-04' }),
    );
  });

  test('an emergency ends', () => {
    const endless = census({ flags: ['EMERGENCY'], period: { from: '2026-03-02', to: null }, exitOn: null });
    register(exempt('emergency', endless)).then({ refused: 'emergency-without-end', rule: 'D-admission-exempt', overridable: false });
    expect(register(exempt('emergency', { ...endless, exitOn: '2026-04-01' })).result.events.at(-1)).toMatchObject({
      type: 'MatterActivated',
      endsOn: '2026-04-01',
    });
  });

  test('5.1.3 · what residents decided for themselves, outside the catalogue, rests on their decision', () => {
    const decided = own({
      matter: { id: null, name: '楼道加装照明' },
      basis: { ...own().basis, words: '办理本社区居民的公共事务和公益事业' },
    });
    expect(register(exempt('residents-decision', decided)).result.events.at(-1)).toMatchObject({ type: 'MatterActivated' });
    // The other guards stand, and so do these for whatever the catalogue has.
    const ledger = { ...decided, extraLedger: true };
    expect(register(exempt('residents-decision', ledger)).result.events.at(-1)).toMatchObject({ type: 'ApplicationRejected' });
    register(exempt('residents-decision', { ...decided, matter: { id: 'A02', name: '信访' } })).then({
      refused: 'guards-hit',
      rule: 'R-197',
    });
  });

  test('5.2 · with G12 set aside it is still not active without a law in force', () => {
    const vaccines = own({ matter: { id: 'A15', name: '预防接种宣传组织' }, classAsked: 'ASSIST' });
    const input = exempt('by-law', { ...vaccines, basis: { ...vaccines.basis, words: '协助组织居民受种' } });
    at()
      .when('registerExempt', input as never, on('2026-03-04', { overridden: ['guards-hit', 'basis-not-in-force'] }))
      .then({ refused: 'basis-not-in-force', rule: 'D-admission-basis', overridable: false });
  });
});
