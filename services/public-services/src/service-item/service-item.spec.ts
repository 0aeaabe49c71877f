import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { clerk, guide, ids, on } from '../hall.sample.js';
import { serviceItem, type ServiceItemEvent } from './service-item.js';

const day = '2026-03-02';
const published: ServiceItemEvent = { type: 'ServiceItemPublished', guide: guide(), itemVersion: 1, on: day };
const revised: ServiceItemEvent = { type: 'ServiceItemRevised', guide: guide({ visits: 0 }), itemVersion: 2, reason: '减少跑动', on: day };
const suspended: ServiceItemEvent = { type: 'ServiceItemSuspended', reason: '系统对接', on: day };
const resumed: ServiceItemEvent = { type: 'ServiceItemResumed', on: day };
const cancelled: ServiceItemEvent = { type: 'ServiceItemCancelled', ground: 'merged', reason: '并入其他事项', on: day };

test('the table of the item holds', () => {
  expect(checkSlice(serviceItem as never, { histories: [[published, revised, suspended, resumed, cancelled]] })).toEqual([]);
});

test('5.3.1 · publish, revise, suspend, resume, cancel; each revision is a version', () => {
  scenario(serviceItem).given().when('publish', { guide: guide() }, on(day)).then(published);
  scenario(serviceItem)
    .given(published)
    .when('revise', { guide: guide({ visits: 0 }), reason: '减少跑动' }, on(day))
    .then(revised);
  scenario(serviceItem).given(published).when('suspend', { reason: '系统对接' }, on(day)).then(suspended);
  scenario(serviceItem).given(published, suspended).when('resume', {}, on(day)).then(resumed);
  scenario(serviceItem).given(published).when('cancel', { ground: 'merged', reason: '并入其他事项' }, on(day)).then(cancelled);
});

const material = guide().materials[0]!;

describe('what a guide must keep', () => {
  const publish = (change: Parameters<typeof guide>[0], told = {}) =>
    scenario(serviceItem)
      .given()
      .when('publish', { guide: guide(change) }, on(day, clerk, told));

  test.each([
    ['CODE · the check character of the body', { implementingCode: '11320582014186432D6322001100001' }, 'item-code-invalid', 'CODE'],
    ['CODE · the basic code inside the implementing code', { basicCode: '322001100002' }, 'item-code-differs', 'CODE'],
    ['CODE · the task type inside the code', { taskType: '07' as const }, 'item-code-differs', 'CODE'],
    ['CODE · the level inside the code', { level: '5' as const }, 'item-code-differs', 'CODE'],
    ['CODE · the body inside the code', { body: { ...guide().body, uscc: '11320582014186432X' } }, 'item-code-differs', 'CODE'],
    ['XT23 · a material called 其他材料', { materials: [{ ...material, name: '其他材料' }] }, 'material-called-other', 'XT23 materials'],
    ['XT23 · a material called 其他', { materials: [{ ...material, name: ' 其他 ' }] }, 'material-called-other', 'XT23 materials'],
    ['a material that stands twice', { materials: [material, material] }, 'material-key-twice', 'D-service-item'],
    [
      'R-007, OGS19 7 · a shared material is not the applicant’s to bring',
      { materials: [{ ...material, obtainableBySharing: true }] },
      'material-from-applicant-though-shared',
      'OGS19 7',
    ],
    ['XT23 · tolerance off, but a tolerable material', { tolerance: false }, 'tolerance-not-allowed', 'XT23 tolerance'],
    [
      'D-promised-limit · promised over statutory',
      { promisedLimit: { amount: 21, unit: 'WD' as const } },
      'promised-over-statutory',
      'D-guide-limit',
    ],
    ['D-promised-limit · other units', { promisedLimit: { amount: 1, unit: 'M' as const } }, 'limit-units-differ', 'D-promised-limit'],
    ['R-215 · 即办件 without 即办', { caseType: '1' as const }, 'at-once-needs-at-once-mode', 'R-215'],
    ['CODE · 联办件 without the flag', { caseType: '4' as const }, 'joint-differs', 'CODE'],
    ['13.9 · a restricted matter with personal fields', { restricted: true }, 'restricted-with-fields', 'D-restricted-matter'],
    ['5.2 · a matter that the catalogue does not have', { matter: 'S99' }, 'matter-unknown', 'D-service-item'],
    ['5.2 · a matter whose basis was repealed', { matter: 'A15' }, 'matter-not-in-use', 'D-service-item'],
    ['13.9 · a matter that the catalogue restricts', { matter: 'S28' }, 'matter-restricted', 'D-restricted-matter'],
  ])('%s', (_name, change, refused, rule) => {
    publish(change).then({ refused, rule });
  });

  test('0.3 · the limit itself is within', () => {
    expect(publish({ promisedLimit: { amount: 20, unit: 'WD' } }).result.refusal).toBeUndefined();
  });

  test('ALL19 42 · a licence without a limit of its own promises twenty working days at most, in joint handling forty-five', () => {
    const licence = {
      taskType: '01',
      basicCode: '320101100001',
      implementingCode: '11320582014186432H6320101100001',
      statutoryLimit: null,
    } as const;
    publish({ ...licence, promisedLimit: { amount: 21, unit: 'WD' } }).then({ refused: 'promised-over-statutory', rule: 'ALL19 42' });
    const joint = { ...licence, joint: true, caseType: '4' as const, promisedLimit: { amount: 45, unit: 'WD' as const } };
    expect(publish(joint).result.refusal).toBeUndefined();
    publish({ ...joint, promisedLimit: { amount: 46, unit: 'WD' } }).then({ refused: 'promised-over-statutory', rule: 'ALL19 42' });
  });

  test('13.8 · the law of a statutory limit is one that libs/policy holds and that binds; a longer promise is refused under it', () => {
    expect(publish({ statutoryRule: 'RES15 9' }).result.refusal).toBeUndefined();
    publish({ statutoryRule: 'RES15 99' }).then({ refused: 'statutory-rule-unknown', rule: 'D-service-item' });
    publish({ statutoryRule: 'D-promised-limit' }).then({ refused: 'statutory-rule-unknown', rule: 'D-service-item' });
    publish({ statutoryRule: 'RES15 9', statutoryLimit: null }).then({ refused: 'statutory-rule-without-limit', rule: 'D-service-item' });
    const over = { promisedLimit: { amount: 21, unit: 'WD' } } as const;
    publish({ ...over, statutoryRule: 'RES15 9' }).then({ refused: 'promised-over-statutory', rule: 'RES15 9' });
    publish(over).then({ refused: 'promised-over-statutory', rule: 'D-guide-limit' });
  });

  test('13.8 · the vague name is local law of another place: a second person may set it aside', () => {
    publish({ materials: [{ ...material, name: '其他材料' }] }).then({
      refused: 'material-called-other',
      rule: 'XT23 materials',
      overridable: true,
    });
  });
});

test('a revision keeps body and basic code, and changes something', () => {
  const revise = (change: Parameters<typeof guide>[0]) =>
    scenario(serviceItem)
      .given(published)
      .when('revise', { guide: guide(change), reason: '修订' }, on(day));
  revise({ body: { ...guide().body, organisation: ids.other } }).then({ refused: 'item-is-another', rule: 'D-service-item' });
  revise({ basicCode: '322001100002' }).then({ refused: 'item-is-another', rule: 'D-service-item' });
  revise({}).then({ refused: 'item-exists', rule: 'D-service-item' });
});
