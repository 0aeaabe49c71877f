import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { decide, scenario } from '@yimen/testing';
import { on, system } from '../hall.sample.js';
import { applicationNumber, type ApplicationNumberEvent } from './application-number.js';

const [one, two, three] = ['101', '102', '103'].map((last) => `0198a3f0-0000-7000-8000-000000000${last}`) as [string, string, string];
const id = '320582000000~2026';
const told = (day = '2026-03-02') => ({ ...on(day, system), id });
const reserved = (n: number, holder: string, until = '2026-03-05', nextUntil = until): ApplicationNumberEvent => ({
  type: 'ApplicationNumberReserved',
  number: `320582000000-2026-000${n}`,
  holder,
  until,
  nextUntil,
});
const used = (n: number, holder: string): ApplicationNumberEvent => ({
  type: 'ApplicationNumberUsed',
  number: `320582000000-2026-000${n}`,
  holder,
});

test('the table of the register of numbers holds', () => {
  const checked: ApplicationNumberEvent = {
    type: 'ApplicationNumbersChecked',
    voided: ['320582000000-2026-0001'],
    reason: 'unused',
    openUntil: null,
  };
  expect(checkSlice(applicationNumber as never, { histories: [[reserved(1, one), used(1, one), checked]] })).toEqual([]);
});

test('13.5 · numbers run through the county and year; a holder that asks again has the same one', () => {
  scenario(applicationNumber).given().when('reserve', { holder: one }, told()).then(reserved(1, one));
  const given = scenario(applicationNumber).given(reserved(1, one));
  given.when('reserve', { holder: two }, told()).then(reserved(2, two));
  given.when('reserve', { holder: one }, told()).then(reserved(1, one));
  scenario(applicationNumber).given(reserved(1, one), used(1, one)).when('reserve', { holder: one }, told()).then(reserved(2, one));
});

test('13.5 · a later reservation does not move the date of an earlier one; what stays is looked at next', () => {
  type Due = (event: ApplicationNumberEvent) => { readonly dueOn: string } | null;
  const set = applicationNumber.deadlines?.['reservation']?.set as Readonly<Record<string, Due | undefined>>;
  const due = (events: readonly ApplicationNumberEvent[]) =>
    events.reduce<ReturnType<Due>>((before, event) => set[event.type]?.(event) ?? before, null);
  const past = [reserved(1, one)];
  const second = reserved(2, two, '2026-03-08', '2026-03-05');
  scenario(applicationNumber)
    .given(...past)
    .when('reserve', { holder: two }, told('2026-03-05'))
    .then(second);
  expect(due([...past, second])).toEqual({ dueOn: '2026-03-05' });
  const { events } = scenario(applicationNumber)
    .given(...past, second, reserved(3, three, '2026-03-09', '2026-03-05'))
    .when('voidUnused', {}, told('2026-03-06'))
    .then({ type: 'ApplicationNumbersChecked', voided: ['320582000000-2026-0001'], reason: 'unused', openUntil: '2026-03-08' });
  expect(due([...past, second, ...events])).toEqual({ dueOn: '2026-03-08' });
});

test('confirmed by its holder only, once', () => {
  const number = '320582000000-2026-0001';
  const given = scenario(applicationNumber).given(reserved(1, one));
  given.when('confirm', { number, holder: one }, told()).then(used(1, one));
  given.when('confirm', { number, holder: two }, told()).then({ refused: 'number-unknown', rule: 'D-admission-register' });
  scenario(applicationNumber).given(reserved(1, one), used(1, one)).when('confirm', { number, holder: one }, told()).then([]);
});

test('what ran out unused is void with its reason, and its number is never given again', () => {
  const past = [reserved(1, one), used(1, one), reserved(2, two)];
  const later = scenario(applicationNumber).given(past);
  later
    .when('voidUnused', {}, told('2026-03-05'))
    .then({ type: 'ApplicationNumbersChecked', voided: [], reason: 'unused', openUntil: '2026-03-05' });
  const { events } = later.when('voidUnused', {}, told('2026-03-06')).then({
    type: 'ApplicationNumbersChecked',
    voided: ['320582000000-2026-0002'],
    reason: 'unused',
    openUntil: null,
  });
  const next = decide(applicationNumber, fold(applicationNumber, [...past, ...events]), 'reserve', { holder: two }, told('2026-03-06'));
  expect(next.events).toMatchObject([{ number: '320582000000-2026-0003' }]);
});
