import { checkItemCode } from './item-code.js';
import { maskIdentityNumber, maskName, maskPhone } from './masking.js';
import { isPartyOrganisationCode } from './party-organisation-code.js';
import { checkPhone } from './phone.js';

const body = '55990101ME0000028N';
const basic = '320112345678';
const licence = '320112345678';

describe('5.3.1 · item codes', () => {
  test('12, 31 and 33 characters are told apart and taken apart', () => {
    expect(checkItemCode(basic)).toMatchObject({ ok: true, value: { kind: 'basic', taskType: '01', body: null } });
    expect(checkItemCode(`${body}6${basic}`)).toMatchObject({
      ok: true,
      value: { kind: 'implementing', basic, level: '6', body: { code: body }, handling: null },
    });
    expect(checkItemCode(`${body}6${basic}02`)).toMatchObject({ ok: true, value: { kind: 'handling', basic, handling: '02' } });
  });

  test.each([
    ['', 'length'],
    [`${body}6${licence}0`, 'length'],
    ['32011234567A', 'characters'],
    [`${body}6${basic}0A`, 'characters'],
    ['321112345678', 'task-type'],
    ['320012345678', 'task-type'],
    [`55990101ME0000028M6${basic}`, 'body'],
    [`${body.toLowerCase()}6${basic}`, 'body'],
    [`${body}7${basic}`, 'level'],
    [`${body}0${basic}`, 'level'],
  ])('%s → %s', (code, error) => {
    expect(checkItemCode(code)).toEqual({ ok: false, code: error });
  });
});

describe('1.5 · Party organisation code', () => {
  test('twelve digits, nothing else', () => {
    expect(['051000011185', '011100016109', '01110001610', '0111000161090', '01110001610A'].map(isPartyOrganisationCode)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('phone numbers by shape', () => {
  test.each([
    ['13812345678', '13812345678', 'mobile'],
    ['+86 138 1234 5678', '13812345678', 'mobile'],
    ['0512-58123456', '051258123456', 'landline'],
    ['010-62345678', '01062345678', 'landline'],
  ])('%s → %s, %s', (text, number, kind) => {
    expect(checkPhone(text)).toEqual({ ok: true, value: { number, kind } });
  });

  test.each(['12812345678', '1381234567', '138123456789', '58123456', 'abc', '', '0512-08123456', '+1 212 555 0100', '１3812345678'])(
    '%s is refused',
    (text) => {
      expect(checkPhone(text)).toEqual({ ok: false, code: 'shape' });
    },
  );
});

describe('PIPL 25 · masking', () => {
  test.each([
    ['张小三', '张*三'],
    ['张三', '张*'],
    ['张', '*'],
    ['', '*'],
    ['欧阳建国', '欧**国'],
    ['𠮷田三', '𠮷*三'],
  ])('%s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test('identity and phone numbers', () => {
    expect(maskIdentityNumber('320582199001011234')).toBe('3205**********1234');
    expect(maskPhone('13812345678')).toBe('138****5678');
    expect(maskPhone('051258123456')).toBe('051******456');
    expect(maskIdentityNumber('123')).toBe('***');
  });
});
