// What slices, processes and their specs need of this library: no Nest, no database, no broker behind it, so that a spec of a decision loads in a moment.
export * from './auth/directory.js';
export * from './definition.js';
export * from './facts/organisation-facts.js';
export * from './papers/names.js';
export * from './papers/paper-source.js';
export * from './problems/problem.js';
export * from './problems/problems.js';
export * from './runner/check/check-slice.js';
export * from './runner/check/diagram.js';
export * from './runner/grounds.js';
export * from './runner/input/input.js';
export * from './runner/port.js';
export * from './runner/view/parts.js';
export * from './runner/view/shown.js';
export * from './runner/view/viewer.js';
export { raisedTask, taskColumns, type TaskRow } from './deadlines/task-rows.js';
export { operatorTasks, type FailedMove, type TaskOf } from './process/task.js';
export { WORK, workProjection, type DeadlineRow } from './deadlines/work-tables.js';
