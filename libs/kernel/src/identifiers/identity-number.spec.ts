import fc from 'fast-check';
import { ageOn } from '../dates/iso-date.js';
import type { IdentityNumberRules } from './identity-number.js';
import { checkIdentityNumber, identityCheckCharacter } from './identity-number.js';

const rules: IdentityNumberRules = { profile: 'test', earliestYear: 1900, today: '2026-03-02', origin: 'input' };

describe('GB 11643 · table of 1.3', () => {
  test.each([
    ['99010119900101005', '990101199001010051'],
    ['99010119900101019', '990101199001010190'],
    ['99010119900101006', '99010119900101006X'],
    ['99010119900101001', '990101199001010019'],
    ['99010119900101007', '990101199001010078'],
    ['99010119900101002', '990101199001010027'],
    ['99010119900101008', '990101199001010086'],
    ['99010119900101003', '990101199001010035'],
    ['99010119900101009', '990101199001010094'],
    ['99010119900101004', '990101199001010043'],
    ['99010119900101018', '990101199001010182'],
    ['99010120000229013', '990101200002290134'],
    ['99010119850615102', '990101198506151023'],
  ])('%s → %s', (first17, number) => {
    expect(first17 + identityCheckCharacter(first17)).toBe(number);
    expect(checkIdentityNumber(number, rules)).toMatchObject({ ok: true, value: { number } });
  });

  test.each([
    ['11010519491231002X', 1900, '1949-12-31', 'female'],
    ['440524188001010014', 1800, '1880-01-01', 'male'],
  ])('sample of the standard %s', (number, earliestYear, bornOn, sex) => {
    expect(checkIdentityNumber(number, { ...rules, profile: 'production', earliestYear })).toEqual({
      ok: true,
      value: { number, addressCode: number.slice(0, 6), bornOn, sex },
    });
  });

  test('sex, birth date and age are read from the number', () => {
    const checked = checkIdentityNumber('990101198506151023', rules);
    expect(checked).toMatchObject({ ok: true, value: { sex: 'female', bornOn: '1985-06-15', addressCode: '990101' } });
    expect(checked.ok && ageOn(checked.value.bornOn, '2026-06-14')).toBe(40);
  });
});

describe('reject list of 1.3', () => {
  test.each([
    ['990101198506151032', {}, 'check-character'],
    ['990101198605151023', {}, 'check-character'],
    ['990101190002290019', {}, 'birth-date'],
    ['99010119850615102x', { origin: 'file' as const }, 'lower-case'],
    ['99010119900101006x', { origin: 'file' as const }, 'lower-case'],
    ['440524188001010014', {}, 'birth-date-too-early'],
    ['990101199001010051', { profile: 'production' as const }, 'province'],
    ['990101203001010013', {}, 'birth-date-future'],
    ['160101199001010051', {}, 'province'],
    ['900101199001010051', {}, 'province'],
    ['990101900101005', {}, 'fifteen-digits'],
    ['99010119900101005', {}, 'length'],
    ['', {}, 'length'],
    ['99010119900101005A', {}, 'characters'],
    ['9901011990010100X1', {}, 'characters'],
    ['９90101199001010051', {}, 'characters'],
    [' 90101199001010051', {}, 'characters'],
  ])('%s %o → %s', (number, further, code) => {
    expect(checkIdentityNumber(number, { ...rules, ...further })).toEqual({ ok: false, code });
  });

  test('x typed by a person is normalised to X', () => {
    expect(checkIdentityNumber('99010119900101006x', rules)).toMatchObject({ ok: true, value: { number: '99010119900101006X' } });
  });

  test('a person born today is accepted, born tomorrow not', () => {
    const born = (date: string) => {
      const first17 = `990101${date}001`;
      return checkIdentityNumber(first17 + identityCheckCharacter(first17), rules);
    };
    expect(born('20260302').ok).toBe(true);
    expect(born('20260303')).toEqual({ ok: false, code: 'birth-date-future' });
  });
});

describe('properties of the check character', () => {
  const first17 = fc.stringMatching(/^\d{17}$/);

  test('every error in one digit is detected', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const wrong = digits.slice(0, at) + String((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
        expect(identityCheckCharacter(wrong)).not.toBe(identityCheckCharacter(digits));
      }),
      { numRuns: 500 },
    );
  });

  test('every swap of two neighbours is detected, the check digit included', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), (digits, at) => {
        const number = digits + identityCheckCharacter(digits);
        fc.pre(number[at] !== number[at + 1]);
        const wrong = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        // An X that leaves the last place is no digit any more and is refused as such.
        if (/^\d{17}/.test(wrong)) expect(identityCheckCharacter(wrong)).not.toBe(wrong.charAt(17));
        else expect(checkIdentityNumber(wrong, rules)).toEqual({ ok: false, code: 'characters' });
      }),
      { numRuns: 500 },
    );
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), (text) => typeof checkIdentityNumber(text, rules).ok === 'boolean'));
  });
});
