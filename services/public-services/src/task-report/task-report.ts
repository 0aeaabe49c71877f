import { taskReported, type EventOf, type taskReportEvents } from '@yimen/contracts';
import { model, refusals, type When } from '@yimen/kernel';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { overseerOf } from '../overseer.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { inWorkingDays } from '../working-days.js';

export type TaskReportEvent = EventOf<(typeof taskReportEvents)[number]>;
type Reported = Omit<Extract<TaskReportEvent, { type: 'TaskReported' }>, 'type'>;
type With<Status extends string, More = unknown> = { readonly status: Status } & Reported & More;

/** A community's report of a task that was imposed on it (5.1.4). The department is no party: it meets its notice of correction only. */
export type TaskReport =
  | { readonly status: 'none' }
  | With<'reported'>
  | With<'verifying'>
  | With<'confirmed'>
  | With<'unfounded'>
  | With<'notice-of-correction', { readonly notice: string }>
  | With<'corrected'>
  | With<'escalated'>
  | With<'closed'>;
type Standing = Exclude<TaskReport, { status: 'none' }>;

const refuse = refusals({
  'organ-is-department': {
    ground: 'protection',
    zh: '不能由被报告的部门及其下属单位核查',
    en: 'neither the department that is reported nor a body below it looks into the report',
  },
  'organ-unknown': { ground: 'record', zh: '组织台账中没有该核查机关或者部门', en: 'the book has no such organ or department' },
  'reporter-may-not': { ground: 'protection', zh: '报告人不得核查自己的报告', en: 'the reporter does not verify his own report' },
});

const { move, aggregate } = model<TaskReport, TaskReportEvent, 'organ' | 'community'>();
const organ = { organ: ['department'] } as const;
const words = z.string().trim().min(2).max(500);
const nothing = z.object({}).strict();

export const taskReport = aggregate({
  context: 'public-services',
  name: 'task-report',
  collection: 'task-reports',
  label: { zh: '违规摊派报告', en: 'report of a task imposed' },
  ids: 'derived',
  initial: { status: 'none' } as TaskReport,
  states: {
    none: { zh: '未报告', en: 'not reported' },
    reported: { zh: '已报告', en: 'reported' },
    verifying: { zh: '核查中', en: 'being verified' },
    confirmed: { zh: '属实', en: 'confirmed' },
    unfounded: { zh: '不属实', en: 'unfounded' },
    'notice-of-correction': { zh: '已发改正通知', en: 'notice of correction' },
    corrected: { zh: '已改正', en: 'corrected' },
    escalated: { zh: '已提级', en: 'escalated' },
    closed: { zh: '已办结', en: 'closed', final: true },
  },
  parties: (state) =>
    state.status === 'none' ? {} : { organ: { organisation: state.organ }, community: { organisation: state.community } },
  // The organ's, not the community's: a limit of its own would tell who reported.
  place: (state) => (state.status === 'none' ? undefined : { organisation: state.organ }),
  readers: { organ: ['department', 'auditor'], community: ['director', 'community-worker'] },
  moves: {
    report: move({
      label: { zh: '报告', en: 'report' },
      from: ['none'],
      by: { community: ['director', 'community-worker'] },
      input: taskReported.schema.omit({ reporter: true, on: true }),
      parties: ({ community }) => ({ community: { organisation: community } }),
      gather: (read, { organ: by, department }) => overseerOf(read, by, department),
      // Whoever looks into the report reads who reported.
      decide: (_none, input, { actor, today, facts }) => {
        if (input.organ === input.department || facts.below) return refuse('organ-is-department', rules.reporter);
        if (!facts.known) return refuse('organ-unknown', rules.reportCorrect);
        return { type: 'TaskReported', ...input, reporter: actorId(actor), on: today };
      },
    }),
    takeUp: move({
      label: { zh: '核查', en: 'take it up' },
      from: ['reported'],
      by: organ,
      input: nothing,
      decide: ({ reporter }, _input, { actor, today }) =>
        actorId(actor) === reporter ? refuse('reporter-may-not', rules.reporter) : { type: 'ReportTakenUp', on: today },
    }),
    find: move({
      label: { zh: '作出结论', en: 'find' },
      from: ['verifying'],
      by: organ,
      // The notice tells the task in the organ's words: those of the report may tell who wrote it.
      input: z.object({ finding: z.enum(['confirmed', 'unfounded']), words, task: words }).strict(),
      decide: (state, input, context) => {
        if (actorId(context.actor) === state.reporter) return refuse('reporter-may-not', rules.reporter);
        const { organ: by, department } = state;
        const correctDue = inWorkingDays(parameters.correctDays, context.today, context);
        return { type: 'ReportFound', ...input, organ: by, department, correctDue, on: context.today };
      },
    }),
    recordNotice: move({
      label: { zh: '登记改正通知', en: 'record the notice' },
      from: ['confirmed'],
      by: 'system',
      input: z.object({ notice: z.uuid() }).strict(),
      decide: (_confirmed, input) => ({ type: 'CorrectionOrdered', ...input }),
    }),
    conclude: move({
      label: { zh: '登记改正结果', en: 'record how the correction ended' },
      from: ['confirmed', 'notice-of-correction'],
      by: 'system',
      input: z.object({ outcome: z.enum(['corrected', 'escalated']) }).strict(),
      decide: (_state, { outcome }, { today }) => ({ type: 'CorrectionConcluded', outcome, on: today }),
    }),
    close: move({
      label: { zh: '办结', en: 'close' },
      from: ['unfounded', 'corrected', 'escalated'],
      by: organ,
      input: z.object({ answer: words }).strict(),
      decide: (_state, { answer }, { today }) => ({ type: 'ReportClosed', answer, on: today }),
    }),
  },
  on: {
    TaskReported: (_none, { type: _type, ...reported }) => ({ status: 'reported', ...reported }),
    ReportTakenUp: (state: When<TaskReport, 'reported'>) => ({ ...state, status: 'verifying' }),
    ReportFound: (state: When<TaskReport, 'verifying'>, { finding }) => ({ ...state, status: finding }),
    CorrectionOrdered: (state: When<TaskReport, 'confirmed'>, { notice }) => ({ ...state, status: 'notice-of-correction', notice }),
    CorrectionConcluded: (state: Standing, { outcome }) => ({ ...state, status: outcome }),
    ReportClosed: (state: Standing) => ({ ...state, status: 'closed' }),
  },
});

/** A figure about reports as a department may see it: nothing below the least number, where it would tell who reported (13.3). */
export function shownFigure(count: number, minimum: number): number | null {
  return count >= minimum ? count : null;
}
