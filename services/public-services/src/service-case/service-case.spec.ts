import { checkSlice } from '@yimen/service-shell/slice';
import { scenario, sealedAs } from '@yimen/testing';
import { clerk, handler, ids, on, resident, system } from '../hall.sample.js';
import {
  advice,
  application,
  at,
  atWindow,
  byAgent,
  checked,
  day,
  histories,
  noticeArrived,
  submitted,
  taken,
  toHandling,
  toNotice,
  workingDays,
} from './case.sample.js';
import { serviceCase, type CaseEvent } from './service-case.js';

test('the table of the case holds: every state is reached, every event decided and folded', () => {
  expect(checkSlice(serviceCase as never, { histories })).toEqual([]);
});

describe('submission', () => {
  const submit = (input: object = {}, facts: object = {}) =>
    scenario(serviceCase)
      .given()
      .when('submit', { ...atWindow, ...input } as never, on(day, clerk, { facts: { ...advice(), ...facts } }));

  test('5.3.2 · the version and the limits of the guide are copied, personal fields sealed, five working days to check', () => {
    const { result } = submit({ provided: ['form'] });
    expect(result.events[0]).toMatchObject({
      type: 'CaseSubmitted',
      itemVersion: 1,
      promisedLimit: { amount: 10, unit: 'WD' },
      statutoryLimit: { amount: 20, unit: 'WD' },
      phone: sealedAs('13800000000'),
      personal: ['phone'],
      visit: ids.visit,
      checkDue: { dueOn: '2026-03-09' },
      onlineCheckDue: null,
      missing: [{ key: 'income', name: '家庭收入情况说明', required: 'tolerable' }],
    });
  });

  test('OGS19 4–12 · online and at a window the same guide counts, and what is shared is asked for in neither', () => {
    const atTheWindow = submit().result.events[0] as Extract<CaseEvent, { type: 'CaseSubmitted' }>;
    const online = scenario(serviceCase)
      .given()
      .when('submitOnline', application, on(day, resident, { facts: { ...advice(), visit: null } })).result.events[0];
    const { itemVersion, itemName, statutoryLimit, promisedLimit, materials, missing } = atTheWindow;
    expect(online).toMatchObject({ itemVersion, itemName, statutoryLimit, promisedLimit, materials, missing });
    expect(missing.some(({ key }) => materials.some((each) => each.key === key && each.bySharing))).toBe(false);
  });

  test('13.3 · online there is no visit, and one working day for the preliminary check', () => {
    const { result } = scenario(serviceCase)
      .given()
      .when('submitOnline', application, on(day, resident, { facts: { ...advice(), visit: null } }));
    expect(result.events[0]).toMatchObject({ visit: null, hall: null, channel: 'online', onlineCheckDue: { dueOn: '2026-03-03' } });
  });

  test.each([
    ['a matter that has no guide', {}, { guide: null }, 'item-unknown', 'D-service-item'],
    ['D-service-item · a suspended matter takes no case', {}, { inUse: false }, 'item-not-in-use', 'D-service-item'],
    [
      '13.9 · a restricted matter is counted, never opened',
      {},
      advice({ restricted: true, personalFields: [] }),
      'matter-counted-only',
      'D-restricted-matter',
    ],
    ['PIPL 47 · a record that is stored only opens no case', {}, { applicant: 'stored' }, 'record-stored-only', 'PIPL 47'],
    ['D-applicant · who is not registered is registered first', {}, { applicant: 'unknown' }, 'applicant-not-registered', 'D-applicant'],
    ['13.9 · a field that the matter does not name is refused', { address: '示例路1号' }, {}, 'field-without-ground', 'D-field-ground'],
    ['13.9 · a field that the matter needs is asked for', { phone: undefined }, {}, 'field-missing', 'D-field-ground'],
    ['XT23 · a material outside the guide is refused', { provided: ['hukou'] }, {}, 'material-not-in-guide', 'XT23 materials'],
    ['R-215 · a mode that the guide does not offer is refused', { mode: 'at-once' }, {}, 'mode-not-offered', 'R-215'],
    ['R-215 · an agent needs his authorisation', { mode: 'agent' }, {}, 'agent-missing', 'D-agent'],
    ['R-215 · an authorisation belongs to the agent mode', { agent: byAgent.agent }, {}, 'agent-not-asked', 'D-agent'],
    [
      'D-agent · an authorisation has its time',
      { mode: 'agent', agent: { ...byAgent.agent, to: '2026-03-01', from: '2026-02-01' } },
      {},
      'authorisation-out-of-time',
      'D-agent',
    ],
    ['13.3 · a case at a window names its open visit', {}, { visit: { open: false, person: null } }, 'visit-not-open', 'D-visit'],
    ['D-agent · who comes for another comes as agent', { applicant: ids.another }, {}, 'applicant-is-another', 'D-agent'],
    ['5.3.1 · a matter that is not offered at windows', {}, advice({ channels: ['online'] }), 'channel-not-offered', 'D-service-item'],
    ['5.3.1 · a matter for bodies only', {}, advice({ objects: ['2'] }), 'not-for-persons', 'D-service-item'],
    ['a hall that does not exist', {}, { organisation: null, visit: null }, 'hall-unknown', 'D-hall'],
  ])('%s', (_name, input, facts, refused, rule) => {
    submit(input, facts).then({ refused, rule });
  });

  test('R-215 · an authorised agent is recorded: who, what, from, to', () => {
    const { result } = submit(byAgent);
    expect(result.events.map(({ type }) => type)).toEqual(['CaseSubmitted', 'AgentAuthorised']);
  });

  test('OGS19 7 · what data sharing gives is never missing', () => {
    const materials = [
      {
        key: 'hukou',
        name: '户口簿',
        kind: 'identity-document',
        source: 'government',
        original: 0,
        copies: 0,
        required: 'required',
        obtainableBySharing: true,
      },
    ] as const;
    const { result } = submit({ provided: [] }, advice({ materials: [...materials] }));
    expect(result.events[0]).toMatchObject({ missing: [] });
  });
});

describe('the one supplement notice (ALL19 32, 13.3)', () => {
  const ask = (...keys: string[]) => ({ gaps: keys.map((key) => ({ key, gap: 'missing' as const })) });

  test('all gaps are named at once', () => {
    at(submitted(), checked([]))
      .when('requestSupplement', ask('form'), on(day))
      .then({ refused: 'gap-left-out', rule: 'D-supplement-once' });
    const { result } = at(submitted(), checked([])).when('requestSupplement', ask('form', 'income'), on(day));
    expect(result.events[0]).toMatchObject({ type: 'SupplementRequested', period: { amount: 15, unit: 'WD' } });
  });

  test('a second notice is refused, after the supplement too', () => {
    at(...toNotice, noticeArrived, ['supplement', { provided: ['income'] }, on('2026-03-05')])
      .when('requestSupplement', ask('income'), on('2026-03-05'))
      .then({ refused: 'one-notice-only', rule: 'D-supplement-once' });
  });

  test('a licence refuses it under ALL19 32', () => {
    const licence = { taskType: '01' as const };
    at(submitted(licence, { provided: ['form'] }), checked(['form']), ['requestSupplement', ask('income'), on(day)], noticeArrived, [
      'supplement',
      { provided: ['income'] },
      on('2026-03-05'),
    ])
      .when('requestSupplement', ask('income'), on('2026-03-05'))
      .then({ refused: 'one-notice-only', rule: 'ALL19 32' });
  });

  test('no notice within five working days: accepted from the day of receipt', () => {
    at(submitted(), checked(['form']))
      .when('requestSupplement', ask('income'), on('2026-03-10'))
      .then({ refused: 'notice-too-late', rule: 'D-supplement-once' });
    at(submitted({ taskType: '01' }), checked(['form']))
      .when('requestSupplement', ask('income'), on('2026-03-10'))
      .then({ refused: 'notice-too-late', rule: 'ALL19 32' });
    const { result } = at(submitted()).when('acceptBySilence', {}, on('2026-03-10', system));
    expect(result.events[0]).toMatchObject({ way: 'silence', acceptedOn: day, due: workingDays(day, 10) });
  });

  test('its period starts at proved delivery, once', () => {
    const { state } = at(...toNotice);
    expect(state).toMatchObject({ supplement: { due: null } });
    const proof = { notice: ids.notice, deliveredOn: '2026-03-03' };
    at(...toNotice)
      .when('recordNoticeDelivered', proof, on('2026-03-04', system))
      .then({ type: 'SupplementNoticeDelivered', ...proof, due: workingDays('2026-03-03', 15) as never });
    at(...toNotice, noticeArrived)
      .when('recordNoticeDelivered', { ...proof, deliveredOn: '2026-03-04' }, on('2026-03-04', system))
      .then([]);
  });

  test('materials complete the case, and five working days to accept it run again', () => {
    const { result } = at(...toNotice, noticeArrived).when('supplement', { provided: ['income'] }, on('2026-03-05', resident));
    expect(result.state).toMatchObject({
      status: 'supplemented',
      missing: [],
      receivedOn: '2026-03-05',
      checkDue: { dueOn: '2026-03-12' },
    });
  });

  test('after the period nothing is taken, and the submission expires', () => {
    at(...toNotice, noticeArrived)
      .when('supplement', { provided: ['income'] }, on('2026-03-25'))
      .then({ refused: 'supplement-late', rule: 'XT23 supplement' });
    at(...toNotice, noticeArrived)
      .when('supplement', { provided: ['form'] }, on('2026-03-05'))
      .then({ refused: 'supplement-nothing-new', rule: 'D-supplement-once' });
    at(...toNotice, noticeArrived)
      .when('expireSupplement', {}, on('2026-03-25', system))
      .then({ type: 'SupplementExpired', applicant: ids.person, on: '2026-03-25' });
  });

  test('OGS19 7 · what sharing gives may not be asked from the applicant', () => {
    const shared = [
      {
        key: 'hukou',
        name: '户口簿',
        kind: 'identity-document',
        source: 'government',
        original: 0,
        copies: 0,
        required: 'required',
        obtainableBySharing: true,
      },
    ] as const;
    at(submitted({ materials: [...shared] }, { provided: [] }), checked([]))
      .when('requestSupplement', ask('hukou'), on(day))
      .then({ refused: 'material-by-sharing', rule: 'OGS19 7' });
  });
});

describe('acceptance', () => {
  test('9.1 · the promised ten and the statutory twenty working days run from acceptance', () => {
    const { result } = at(submitted(), checked()).when('accept', {}, on(day));
    expect(result.events[0]).toMatchObject({ way: 'complete', due: { dueOn: '2026-03-16' }, statutoryDue: { dueOn: '2026-03-30' } });
  });

  test('ALL19 42 · a licence without a limit of its own has twenty, joint handling forty-five working days', () => {
    const due = (joint: boolean) =>
      at(submitted({ taskType: '01', statutoryLimit: null, joint, caseType: joint ? '4' : '2' }), checked()).when('accept', {}, on(day))
        .result.events[0];
    expect(due(false)).toMatchObject({ statutoryDue: workingDays(day, 20) });
    expect(due(true)).toMatchObject({ statutoryDue: workingDays(day, 45) });
  });

  test('a public service without a limit of law has only its promise', () => {
    const { result } = at(submitted({ statutoryLimit: null }), checked()).when('accept', {}, on(day));
    expect(result.events[0]).toMatchObject({ statutoryDue: null });
  });

  test('nothing is accepted as complete while something is missing', () => {
    at(submitted(), checked(['form']))
      .when('accept', {}, on(day))
      .then({ refused: 'materials-missing', rule: 'D-case-order', facts: { keys: ['income'] } });
  });

  test('XT23 · tolerance: only materials on the list, signed, with a due date', () => {
    at(submitted(), checked(['income']))
      .when('acceptWithTolerance', { signature: 's' }, on(day))
      .then({ refused: 'not-tolerable', rule: 'XT23 tolerance' });
    at(submitted(), checked())
      .when('acceptWithTolerance', { signature: 's' }, on(day))
      .then({ refused: 'nothing-to-tolerate', rule: 'XT23 tolerance' });
    at(submitted({ tolerance: false }), checked(['form']))
      .when('acceptWithTolerance', { signature: 's' }, on(day))
      .then({ refused: 'tolerance-not-offered', rule: 'XT23 tolerance' });
    const { result } = at(submitted(), checked(['form'])).when('acceptWithTolerance', { signature: 's' }, on(day));
    expect(result.events.map(({ type }) => type)).toEqual(['TolerancePromised', 'CaseAccepted']);
  });

  test('XT23 · nothing is granted while a tolerated material is open or overdue; late it still counts', () => {
    const tolerated = [submitted(), checked(['form']), ['acceptWithTolerance', { signature: 's' }, on(day)]] as const;
    const grant = { outcome: 'granted' as const, reason: null, remedy: null };
    at(...tolerated, taken)
      .when('decide', grant, on(day, handler))
      .then({ refused: 'tolerance-open', rule: 'XT23 tolerance' });
    const overdue = at(...tolerated, taken, ['lapseTolerance', {}, on('2026-03-24', system)]);
    overdue.when('decide', grant, on('2026-03-24', handler)).then({ refused: 'tolerance-open', rule: 'XT23 tolerance' });
    overdue.when('lapseTolerance', {}, on('2026-03-25', system)).then([]);
    overdue.when('fulfilTolerance', { provided: ['form'] }, on('2026-03-25')).then({ refused: 'tolerance-left', rule: 'XT23 tolerance' });
    expect(overdue.when('fulfilTolerance', { provided: ['income'] }, on('2026-03-25')).result.state).toMatchObject({
      tolerance: { state: 'fulfilled' },
    });
    at(...toHandling)
      .when('fulfilTolerance', { provided: ['income'] }, on(day))
      .then({ refused: 'tolerance-none', rule: 'XT23 tolerance' });
  });

  test('XT23 · a promise states the duty and the result of a false one, and is checked once', () => {
    at(submitted({ promise: null }), checked())
      .when('acceptOnPromise', { signature: 's' }, on(day))
      .then({ refused: 'promise-not-offered', rule: 'XT23 promise' });
    at(...toHandling)
      .when('checkPromise', { kept: true }, on(day, handler))
      .then({ refused: 'promise-none', rule: 'XT23 promise' });
  });
});
