import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { ids, on, system } from '../hall.sample.js';
import { taskListRow, type TaskListRowEvent } from './task-list-row.js';

const [one, another] = [ids.case, ids.item];
const told = (held: string, day = '2026-03-02') => ({ ...on(day, system), facts: { held } });
const taken = (application: string, day = '2026-03-02'): TaskListRowEvent => ({ type: 'TaskListRowTaken', application, on: day });
const rule = 'D-admission-register';

test('the table of a row of a task list holds', () => {
  expect(checkSlice(taskListRow as never, { histories: [[taken(one)]] })).toEqual([]);
});

test('D-admission-register · a row is one application, and a repeat of it takes nothing twice', () => {
  scenario(taskListRow).given().when('take', { application: one }, told('none')).then(taken(one));
  scenario(taskListRow).given(taken(one)).when('take', { application: one }, told('none')).then([]);
  scenario(taskListRow).given(taken(one)).when('take', { application: one }, told('draft', '2026-03-09')).then([]);
});

test('a row that a colleague imported before is refused with his application and where it stands', () => {
  scenario(taskListRow)
    .given(taken(one))
    .when('take', { application: another }, told('submitted', '2026-03-09'))
    .then({ refused: 'row-recorded', rule, facts: { application: one, state: 'submitted' } });
});

test('a draft that never came keeps its row for the day, so that two drafts at the same time are one, and no longer', () => {
  const given = scenario(taskListRow).given(taken(one));
  given.when('take', { application: another }, told('none')).then({ refused: 'row-under-way', rule });
  given.when('take', { application: another }, told('none', '2026-03-03')).then(taken(another, '2026-03-03'));
  scenario(taskListRow)
    .given(taken(one), taken(another, '2026-03-03'))
    .when('take', { application: one }, told('draft', '2026-03-03'))
    .then({ refused: 'row-recorded', rule, facts: { application: another, state: 'draft' } });
});
