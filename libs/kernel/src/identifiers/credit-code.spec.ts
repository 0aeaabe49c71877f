import fc from 'fast-check';
import { checkCreditCode, creditCheckCharacter, subjectCheckCharacter } from './credit-code.js';

describe('GB 32100 · table of 1.4', () => {
  test.each([
    ['55990101ME0000028', '55990101ME0000028N', '居民委员会'],
    ['54990101ME0000116', '54990101ME00001168', '村民委员会'],
    ['51990101MJ0000130', '51990101MJ00001309', '社会团体'],
    ['52990101MJ0000210', '52990101MJ0000210R', '民办非企业单位'],
    ['11990101000123457', '11990101000123457A', '机关'],
    ['91990101MA0000170', '91990101MA0000170Q', '企业'],
    ['55990101ME0000079', '55990101ME0000079Y', '居民委员会'],
    ['55990101ME0000124', '55990101ME00001240', '居民委员会'],
    ['91350100M000100Y4', '91350100M000100Y43', '企业'],
  ])('%s → %s %s', (first17, code, kind) => {
    expect(`${first17}${creditCheckCharacter(first17)}`).toBe(code);
    expect(checkCreditCode(code, 'file')).toMatchObject({ ok: true, value: { code, kind: { zh: kind }, area: code.slice(2, 8) } });
  });

  test('GB 11714 · subject code ME000002 has the check character 8', () => {
    expect(subjectCheckCharacter('ME000002')).toBe('8');
  });

  test('GB 11714 · a remainder of 1 is written X, of 0 it is 0', () => {
    expect([subjectCheckCharacter('40000000'), subjectCheckCharacter('00000000')]).toEqual(['X', '0']);
  });
});

describe('reject list of 1.4', () => {
  test.each([
    ...['I', 'O', 'S', 'V', 'Z'].map((letter) => [`55990101M${letter}0000028N`, 'input', 'characters'] as const),
    ['55990101me0000028n', 'file', 'lower-case'],
    ['5599A101ME0000028N', 'input', 'area'],
    ['55990101ME0000028M', 'input', 'check-character'],
    ['55990101ME0000029N', 'input', 'subject-code'],
    ['55990101ME0000028', 'input', 'length'],
    ['', 'input', 'length'],
    ['55990101ME000002８N', 'input', 'characters'],
    ['55990101ıE0000028N', 'input', 'characters'],
  ] as const)('%s (%s) → %s', (code, origin, error) => {
    expect(checkCreditCode(code, origin)).toEqual({ ok: false, code: error });
  });

  test('lower case typed by a person is raised', () => {
    expect(checkCreditCode('55990101me0000028n')).toMatchObject({ ok: true, value: { code: '55990101ME0000028N' } });
  });
});

describe('properties of the check characters', () => {
  const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  const first17 = fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 }).map((characters) => characters.join(''));

  test('every error in one character and every swap of two neighbours is detected', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.constantFrom(...alphabet), (given, at, other) => {
        const code = `${given}${creditCheckCharacter(given)}`;
        const fits = (text: string) => creditCheckCharacter(text) === text.charAt(17);
        expect(fits(code)).toBe(true);
        if (code[at] !== other) expect(fits(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
        if (code[at] !== code[at + 1])
          expect(fits(code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('GB 11714 detects every error in one digit and every swap of neighbouring digits (it promises less for letters: 0 and B weigh the same)', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{8}$/), fc.nat(7), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const wrong = digits.slice(0, at) + String((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
        expect(subjectCheckCharacter(wrong)).not.toBe(subjectCheckCharacter(digits));
        const next = Math.min(at, 6);
        fc.pre(digits[next] !== digits[next + 1]);
        const swapped = digits.slice(0, next) + digits.charAt(next + 1) + digits.charAt(next) + digits.slice(next + 2);
        expect(subjectCheckCharacter(swapped)).not.toBe(subjectCheckCharacter(digits));
      }),
      { numRuns: 500 },
    );
    expect(subjectCheckCharacter('00000000')).toBe(subjectCheckCharacter('B0000000'));
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), (text) => typeof checkCreditCode(text).ok === 'boolean'));
  });
});
