import { hallStandards } from '@yimen/contracts';
import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { account, clerk, ids, on } from '../hall.sample.js';
import { hall, type HallEvent } from './hall.js';

const day = '2026-03-02';
const at = `${day}T01:00:00.000Z`;
const established: HallEvent = {
  type: 'HallEstablished',
  organisation: ids.community,
  name: '示例大厅',
  area: '320582100001',
  place: '示例路1号',
  on: day,
};
const social: HallEvent = { type: 'WindowClassDefined', class: 'social', name: '社会救助', prefix: 'A', items: [ids.item] };
const window1: HallEvent = { type: 'WindowSetUp', window: '1', kind: 'general', classes: ['social'] };
const window9: HallEvent = { type: 'WindowSetUp', window: '9', kind: 'cannot-do', classes: ['social'] };
const opened: HallEvent = { type: 'HallOpened', on: day };
const windowOpened: HallEvent = { type: 'WindowOpened', window: '1', clerk: 'clerk-1', at };
const windowClosed: HallEvent = { type: 'WindowClosed', window: '1', at };
const closed: HallEvent = { type: 'HallClosed', reason: '修缮', on: day };
const ready = [established, social, window1, window9];

test('the table of the hall holds', () => {
  const looked: HallEvent = { type: 'HallStandardsChecked', kept: [...hallStandards], lacking: [], on: day };
  const removed: HallEvent = { type: 'WindowRemoved', window: '1' };
  const withdrawn: HallEvent = { type: 'WindowClassWithdrawn', class: 'social' };
  expect(
    checkSlice(hall as never, { histories: [[...ready, opened, windowOpened, windowClosed, closed, removed, withdrawn, looked]] }),
  ).toEqual([]);
});

test('a hall is set up with classes and windows, and opened', () => {
  const { type: _type, on: _on, ...input } = established;
  scenario(hall)
    .given()
    .when('establish', input as never, on(day))
    .then(established);
  scenario(hall)
    .given(established)
    .when('defineClass', { class: 'social', name: '社会救助', prefix: 'A', items: [ids.item] }, on(day))
    .then(social);
  scenario(hall)
    .given(established, social)
    .when('setUpWindow', { window: '1', kind: 'general', classes: ['social'] }, on(day))
    .then(window1);
  scenario(hall).given(ready).when('open', {}, on(day)).then(opened);
  scenario(hall).given(ready, opened).when('openWindow', { window: '1' }, on(day, clerk)).then(windowOpened);
  scenario(hall).given(ready, opened, windowOpened).when('closeWindow', { window: '1' }, on(day)).then(windowClosed);
  scenario(hall).given(ready).when('removeWindow', { window: '1' }, on(day)).then({ type: 'WindowRemoved', window: '1' });
  scenario(hall)
    .given(established, social)
    .when('withdrawClass', { class: 'social' }, on(day))
    .then({ type: 'WindowClassWithdrawn', class: 'social' });
});

test('D-hall · letters are unique, windows serve classes that exist, every class has a window', () => {
  scenario(hall)
    .given(established, social)
    .when('defineClass', { class: 'labour', name: '就业', prefix: 'A', items: [] }, on(day))
    .then({ refused: 'prefix-taken', rule: 'D-hall' });
  scenario(hall)
    .given(established)
    .when('setUpWindow', { window: '1', kind: 'general', classes: ['social'] }, on(day))
    .then({ refused: 'class-unknown', rule: 'D-hall' });
  scenario(hall)
    .given(ready)
    .when('withdrawClass', { class: 'social' }, on(day))
    .then({ refused: 'class-served', rule: 'D-hall', facts: { windows: ['1', '9'] } });
  scenario(hall).given(ready).when('withdrawClass', { class: 'none' }, on(day)).then({ refused: 'class-unknown', rule: 'D-hall' });
  scenario(hall).given(established).when('open', {}, on(day)).then({ refused: 'no-class', rule: 'D-hall' });
  scenario(hall).given(established, social).when('open', {}, on(day)).then({ refused: 'class-without-window', rule: 'D-hall' });
});

test('XT23 · a hall has a window for what could not be done; local law of another place, so it can be set aside', () => {
  scenario(hall)
    .given(established, social, window1)
    .when('open', {}, on(day))
    .then({ refused: 'no-cannot-do-window', rule: 'XT23 cannot-do', overridable: true });
});

test('a window has one clerk, a clerk one window', () => {
  const both = [...ready, opened, windowOpened];
  scenario(hall)
    .given(both)
    .when('openWindow', { window: '1' }, on(day, account('clerk-2')))
    .then({ refused: 'window-open', rule: 'D-hall' });
  scenario(hall).given(both).when('openWindow', { window: '9' }, on(day, clerk)).then({ refused: 'clerk-elsewhere', rule: 'D-hall' });
  scenario(hall).given(both).when('openWindow', { window: '5' }, on(day, clerk)).then({ refused: 'window-unknown', rule: 'D-hall' });
  scenario(hall).given(both).when('removeWindow', { window: '1' }, on(day)).then({ refused: 'window-open', rule: 'D-hall' });
  scenario(hall).given(both).when('removeWindow', { window: '5' }, on(day)).then({ refused: 'window-unknown', rule: 'D-hall' });
  scenario(hall).given(both).when('closeWindow', { window: '9' }, on(day)).then({ refused: 'window-closed', rule: 'D-hall' });
  scenario(hall).given(both).when('closeWindow', { window: '5' }, on(day)).then({ refused: 'window-unknown', rule: 'D-hall' });
});

test('closing the hall closes its windows', () => {
  scenario(hall).given(ready, opened, windowOpened).when('close', { reason: '修缮' }, on(day)).then([windowClosed, closed]);
});

test.each([
  ['sign', 'R-222'],
  ['windows', 'R-222'],
  ['conduct', 'R-222'],
  ['open-desks', 'R-219'],
  ['one-stop', 'R-218'],
  ['procedure', 'R-221'],
  ['hotline', 'R-226'],
] as const)('a hall that does not keep %s: a warning by %s, and nothing is closed', (lacking, rule) => {
  const kept = hallStandards.filter((each) => each !== lacking);
  const event: HallEvent = { type: 'HallStandardsChecked', kept, lacking: [lacking], on: day };
  const looked = scenario(hall).given(ready, opened).when('checkStandards', { kept }, on(day));
  expect(looked.result).toMatchObject({ state: { status: 'open', lacking: [lacking] }, warnedBy: [rule] });
  looked.then({ events: [event], warnings: [`lacks-${lacking}`] });
});
