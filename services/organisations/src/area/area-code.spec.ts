import { scenario } from '@yimen/testing';
import { areaCode } from './area-code.js';
import { areaCodeConfirmation, areaCodeRelease } from './processes.js';

const [one, two] = ['01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000002'];
const policy = { 'area.code.reservation.release_days': 3 };
const reserved = { type: 'AreaCodeReserved' as const, area: one, until: '2026-03-05' };
const taken = { type: 'AreaCodeTaken' as const, area: one };

describe('13.5 · no code has two areas', () => {
  test('reserved, confirmed, released', () => {
    scenario(areaCode).given().when('reserve', { holder: one }, { policy }).then(reserved);
    scenario(areaCode)
      .given(reserved)
      .when('confirm', { holder: one }, { facts: { used: true } })
      .then(taken);
    const released = { type: 'AreaCodeReleased' as const, area: one, because: 'ended' as const };
    const { state } = scenario(areaCode).given(reserved, taken).when('release', { holder: one, because: 'ended' }).then(released);
    expect(state).toEqual({ status: 'free' });
  });

  test('a second area is refused while it is reserved and while it is taken', () => {
    scenario(areaCode)
      .given(reserved)
      .when('reserve', { holder: two }, { policy })
      .then({ refused: 'code-reserved', rule: 'D-reservation' });
    scenario(areaCode)
      .given(reserved)
      .when('confirm', { holder: two }, { facts: { used: true } })
      .then({ refused: 'code-reserved', rule: 'D-reservation' });
    scenario(areaCode)
      .given(reserved, taken)
      .when('reserve', { holder: two }, { policy })
      .then({ refused: 'code-taken', rule: 'D-reservation' });
    scenario(areaCode)
      .given(reserved, taken)
      .when('release', { holder: two, because: 'ended' })
      .then({ refused: 'other-area', rule: 'D-reservation' });
  });

  test('an unused reservation ends on the day after its last one', () => {
    scenario(areaCode).given(reserved).when('expire', {}, { today: '2026-03-05' }).then({ refused: 'not-due', rule: 'D-reservation' });
    scenario(areaCode)
      .given(reserved)
      .when('expire', {}, { today: '2026-03-06', facts: { used: false } })
      .then({ type: 'AreaCodeReleased', area: one, because: 'unused' });
  });

  test('a reservation that was used does not run out, though its confirmation is late', async () => {
    scenario(areaCode)
      .given(reserved)
      .when('expire', {}, { today: '2026-03-06', facts: { used: true } })
      .then(taken);
    const gather = (code: string | null) =>
      areaCode.moves.expire.gather?.(
        { state: async () => ({ status: 'valid', code }), row: async () => undefined } as never,
        {},
        { status: 'reserved', holder: one, until: '2026-03-05' },
        { id: '320582001001', today: '2026-03-06', derived: {}, alias: {} },
      );
    expect(await gather('320582001001')).toEqual({ used: true });
    expect(await gather('320582001002')).toEqual({ used: false });
  });

  test('the register hears of every beginning and end of a code', () => {
    expect([...areaCodeConfirmation.reactions.keys()]).toEqual(['AreaRegistered', 'AreaCodeChanged']);
    expect([...areaCodeRelease.reactions.keys()]).toEqual(['AreaCodeChanged', 'AreaMerged', 'AreaSplit', 'AreaAbolished']);
    const react = (type: string, event: object) => {
      const made = [areaCodeConfirmation, areaCodeRelease].map((process) =>
        process.reactions.get(type)?.react({ event, item: one } as never, {} as never),
      );
      return made.map((move) => move && [(move as { id: string }).id, (move as { move: string }).move]);
    };
    expect(react('AreaRegistered', { code: '320582001001' })).toEqual([['320582001001', 'confirm'], undefined]);
    expect(react('AreaRegistered', { code: null })).toEqual([undefined, undefined]);
    expect(react('AreaCodeChanged', { from: '320582001001', to: '320582001002' })).toEqual([
      ['320582001002', 'confirm'],
      ['320582001001', 'release'],
    ]);
    for (const type of ['AreaMerged', 'AreaSplit', 'AreaAbolished'])
      expect(react(type, { code: '320582001001' })).toEqual([undefined, ['320582001001', 'release']]);
  });
});
