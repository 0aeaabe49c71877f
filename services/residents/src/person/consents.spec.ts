import { encode, legalGrounds, registry } from '@yimen/contracts';
import { scenario } from '@yimen/testing';
import { person } from './person.js';
import { facts, id, policy, registered, registrationInput } from './person.sample.js';
import type { PersonEvent } from './states.js';

const steps = scenario(person).given(registered);
const told = (more: object = {}) => ({ id: id(1), policy, facts: { ...facts, ...more } });
const himself = { kind: 'account' as const, id: 'resident-1', person: id(1), grants: [] };

describe('PIPL 13, 31 · consent', () => {
  const consent = { purpose: '短信通知', noticeVersion: '2026-01', separate: false, byGuardian: false };
  const given = { type: 'ConsentGiven' as const, consentId: 'c1', ...consent };

  test('is recorded and withdrawn, once', () => {
    steps.when('giveConsent', consent, told()).then(given);
    const withdrawn = { type: 'ConsentWithdrawn' as const, consentId: 'c1' };
    const { state } = scenario(person).given(registered, given).when('withdrawConsent', { consentId: 'c1' }, told()).then(withdrawn);
    expect(state).toMatchObject({ status: 'registered', consents: [{ consentId: 'c1', withdrawn: true }] });
    scenario(person)
      .given(registered, given, withdrawn)
      .when('withdrawConsent', { consentId: 'c1' }, told())
      .then({ refused: 'consent-missing', rule: 'PIPL 13' });
  });

  test.each([
    [2013, false, 'guardian-consent', []],
    [2013, true, undefined, []],
    [2012, false, undefined, ['check-age']],
    [2011, false, undefined, []],
  ] as const)('born in %d, in 2026, by the guardian: %s → %s %j', (bornIn, byGuardian, refused, warnings) => {
    const child = scenario(person)
      .given({ ...registered, bornIn })
      .when('giveConsent', { ...consent, separate: true, byGuardian }, told());
    if (refused) child.then({ refused, rule: 'PIPL 31' });
    else child.then({ events: [{ ...given, separate: true, byGuardian }], warnings });
  });

  test('PIPL 31 · a child’s own account does not speak for the guardian', () => {
    const child = scenario(person).given({ ...registered, bornIn: 2013 });
    const byGuardian = { ...consent, separate: true, byGuardian: true };
    child.when('giveConsent', byGuardian, { ...told(), actor: himself }).then({ refused: 'guardian-consent', rule: 'PIPL 31' });
  });

  test('PIPL 28, PIPL 29 · what is kept of a child is sensitive: the consent is a separate one', () => {
    const child = scenario(person).given({ ...registered, bornIn: 2013 });
    child.when('giveConsent', { ...consent, byGuardian: true }, told()).then({ refused: 'separate-consent', rule: 'PIPL 29' });
  });
});

describe('PIPL 13 · a record whose legal ground is consent', () => {
  const way = { separate: false, byGuardian: false };
  const input = { ...registrationInput, legalGround: 'consent' as const, consent: way };
  const resting: PersonEvent = { ...registered, legalGround: 'consent' };
  const basis: PersonEvent = {
    ...{ type: 'ConsentGiven', consentId: 'c1', purpose: '登记并使用个人信息', noticeVersion: '2026-01' },
    ...{ ...way, basis: true },
  };
  const withdrawn: PersonEvent = { type: 'ConsentWithdrawn', consentId: 'c1' };
  const stored: PersonEvent = {
    type: 'RecordSealed',
    ground: 'consent-withdrawn',
    keptBy: 'scenario · SCENARIO',
    retainUntil: { identity: '2026-04-01', contact: '2026-03-22', hall: '2026-03-12' },
  };
  const start = scenario(person).given();

  test('is not made without one, and records it; on another ground none is asked for', () => {
    start.when('register', input, told()).then([resting, basis]);
    expect(encode(registry, basis).contract.type).toBe('ConsentGiven');
    start.when('register', { ...input, consent: null }, told()).then({ refused: 'consent-needed', rule: 'PIPL 13' });
    const duty = { ...input, legalGround: 'legal-duty' as const };
    start.when('register', duty, told()).then({ refused: 'consent-not-the-ground', rule: 'PIPL 13' });
  });

  test('PIPL 13 · there are seven legal grounds, and consent alone asks for one', () => {
    const others = ['contract', 'legal-duty', 'emergency', 'public-interest-news', 'already-public', 'other-law'] as const;
    expect(legalGrounds).toEqual(['consent', ...others]);
    for (const legalGround of others)
      expect(start.when('register', { ...input, legalGround, consent: null }, told()).result.events).toHaveLength(1);
  });

  test.each([
    ['guardian-consent', 'PIPL 31', { separate: true, byGuardian: false }],
    ['separate-consent', 'PIPL 29', { separate: false, byGuardian: true }],
    [undefined, undefined, { separate: true, byGuardian: true }],
  ] as const)('of a child under 14: %s %s', (refused, rule, consent) => {
    const child = start.when('register', { ...input, identityNumber: '990101201506151028', consent }, told());
    const { refusal, events } = child.result;
    expect([refusal?.code, refusal?.rule]).toEqual([refused, rule]);
    if (!refused)
      expect(events).toMatchObject([
        { type: 'PersonRegistered', bornIn: 2015 },
        { ...basis, ...consent },
      ]);
  });

  test('PIPL 47 · is stored and nothing else from the moment at which it is withdrawn; another consent changes nothing', () => {
    const { state } = scenario(person).given(resting, basis).when('withdrawConsent', { consentId: 'c1' }, told()).then([withdrawn, stored]);
    expect(state).toMatchObject({ status: 'sealed', ground: 'consent-withdrawn', consents: [{ withdrawn: true }] });
    const beside: PersonEvent = { ...basis, consentId: 'c2', purpose: '短信通知', basis: undefined } as never;
    scenario(person)
      .given(resting, basis, beside)
      .when('withdrawConsent', { consentId: 'c2' }, told())
      .then({ ...withdrawn, consentId: 'c2' });
  });

  test('is used again with a new consent only', () => {
    const sealed = scenario(person).given(resting, basis, withdrawn, stored);
    sealed.when('reopen', { reason: '业务需要' }, told()).then({ refused: 'consent-needed', rule: 'PIPL 13' });
    const again = { reason: '本人再次同意', consent: { ...way, noticeVersion: '2026-02' } };
    const reopened = { type: 'RecordReopened' as const, reason: again.reason };
    const { state } = sealed
      .when('reopen', again, told())
      .then([reopened, { ...basis, consentId: 'c2', noticeVersion: '2026-02' } as PersonEvent]);
    expect(state).toMatchObject({ status: 'registered', consents: [{ withdrawn: true }, { withdrawn: false, basis: true }] });
    const away = { ...stored, ground: 'moved-away' } as PersonEvent;
    scenario(person).given(resting, basis, away).when('reopen', again, told()).then({ refused: 'consent-not-the-ground', rule: 'PIPL 13' });
    const child = scenario(person).given({ ...resting, bornIn: 2013 } as PersonEvent, basis, withdrawn, stored);
    child.when('reopen', again, told()).then({ refused: 'guardian-consent', rule: 'PIPL 31' });
  });
});
