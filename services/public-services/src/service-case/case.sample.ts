import { dueAfter } from '@yimen/kernel';
import { decide, scenario, weekdays, type Told } from '@yimen/testing';
import { clerk, guide, handler, head, ids, on, resident, system } from '../hall.sample.js';
import { serviceCase, type CaseEvent } from './service-case.js';
import type { Guide } from '@yimen/contracts';
import { fold } from '@yimen/kernel';

/** A file of a material, as the door of files answered it under the applicant's keys. */
export const file = { key: 'income', file: 'ab'.repeat(32), kind: 'application/pdf' as const, bytes: 48_213 };
export const stored = { [file.file]: 'sealed' as const };

/** What a submission is told about its guide, hall and visit. */
export const advice = (change: Partial<Guide> = {}) => ({
  guide: guide(change),
  itemVersion: 1,
  inUse: true,
  organisation: ids.community,
  visit: { open: true, person: ids.person },
  applicant: 'usable' as const,
  stored,
});

/** What the facts of organisations tell of a body that may get the case. */
export const passedOn = { facts: { open: true, ofBody: true } };

export const application = {
  item: ids.item,
  mode: 'ordinary' as const,
  applicant: ids.person,
  noticeChannel: 'sms' as const,
  provided: ['form', 'income'],
  files: [],
  agent: null,
  phone: '13800000000',
};
export const atWindow = { ...application, hall: ids.hall, visit: ids.visit };

export type Step = readonly [move: keyof typeof serviceCase.moves & string, input: object, told: Told];

/** The events of moves made one after another; a refusal on the way is an error of the spec. */
export function history(...steps: readonly Step[]): CaseEvent[] {
  return steps.reduce<CaseEvent[]>((events, [move, input, told]) => {
    const { refusal, events: next } = decide(serviceCase, fold(serviceCase, events), move, input, told);
    if (refusal) throw new Error(`${move} refused: ${refusal.code} ${refusal.detail.en}`);
    return [...events, ...next];
  }, []);
}

export const day = '2026-03-02';
export const submitted = (change: Partial<Guide> = {}, input: object = {}): Step => [
  'submit',
  { ...atWindow, ...input },
  on(day, clerk, { facts: advice(change) }),
];
export const checked = (provided = ['form', 'income']): Step => ['check', { provided }, on(day)];
export const accepted: Step = ['accept', {}, on(day)];
export const taken: Step = ['take', {}, on(day, handler)];
export const granted: Step = ['decide', { outcome: 'granted', reason: null, remedy: null }, on('2026-03-10', handler)];
export const ready: Step = ['makeReady', { number: '示字2026-1' }, on('2026-03-11', handler)];
/** What a hand-over is told about the visit that it names. */
export const visiting = (person: string | null = ids.person, open = true) => ({ facts: { visit: { open, person } } });
export const byPost = { facts: { visit: null } };
export const delivered: Step = [
  'deliver',
  { way: 'window', receivedBy: 'applicant', proof: '签收单1号', visit: ids.visit },
  on('2026-03-12', clerk, visiting()),
];

export const toHandling: readonly Step[] = [submitted(), checked(), accepted, taken];
export const toDelivered: readonly Step[] = [...toHandling, granted, ready, delivered];

const gaps = { gaps: [{ key: 'income', gap: 'missing' }] };
export const toNotice: readonly Step[] = [submitted(), checked(['form']), ['requestSupplement', gaps, on(day)]];
export const noticeArrived: Step = ['recordNoticeDelivered', { notice: ids.notice, deliveredOn: '2026-03-03' }, on('2026-03-03', system)];

const agent = { agent: { account: 'worker-1' }, scope: '提交申请、领取结果', from: day, to: '2026-06-02', letter: '授权书1号' };
export const byAgent = { mode: 'agent', agent };
const staff = ['worker-1', 'worker-2'];
export const arranged: Step = ['arrangeHomeVisit', { address: '示例路1号', staff, appointment: '2026-03-04', part: 'morning' }, on(day)];

/** Histories that together reach every state and record every event. */
export const histories: readonly (readonly CaseEvent[])[] = [
  history(...toDelivered, ['archive', {}, on('2026-03-27', system)]),
  history(...toNotice, noticeArrived, ['supplement', { provided: ['income'] }, on('2026-03-05')], ['accept', {}, on('2026-03-05')]),
  history(...toNotice, noticeArrived, ['expireSupplement', {}, on('2026-03-25', system)]),
  history(submitted(), ['notAccept', { ground: 'not-our-competence', reason: '不属职权', remedy: '向公安机关申请' }, on(day)]),
  history(submitted(), ['withdraw', {}, on(day, resident)]),
  history(
    submitted(),
    checked(),
    accepted,
    ['dispatch', { to: null }, on(day, clerk, passedOn)],
    taken,
    ['forward', { to: ids.other, kind: 'report' }, on(day, handler, passedOn)],
    ['giveBack', { opinion: 'agrees', words: '' }, on('2026-03-04', head)],
  ),
  history(...toHandling, ['pause', { ground: 'appraisal' }, on('2026-03-04', handler)], ['resume', {}, on('2026-03-09', handler)]),
  history(...toHandling, ['extend', { reason: '需征求意见' }, on('2026-03-10', head)]),
  history(
    submitted(),
    checked(['form']),
    ['acceptWithTolerance', { signature: '容缺1号' }, on(day)],
    ['lapseTolerance', {}, on('2026-03-24', system)],
    ['fulfilTolerance', { provided: ['income'] }, on('2026-03-25')],
  ),
  history(submitted(), checked(['form']), ['acceptOnPromise', { signature: '承诺1号' }, on(day)], taken, [
    'checkPromise',
    { kept: true },
    on('2026-03-20', handler),
  ]),
  history(submitted({}, byAgent), checked(), accepted, taken, granted, ready, delivered, [
    'returnFromAgent',
    { evidence: '交接单1号' },
    on('2026-03-13'),
  ]),
  history(submitted(), ['fileMaterial', file, on(day, clerk, { facts: { stored } })]),
  history(submitted({}, { mode: 'accompanied' }), ['logAccompaniment', { helper: 'worker-1', step: '陪同填表' }, on(day)]),
  history(submitted({}, { mode: 'home-visit' }), arranged, ['logHomeVisit', { staff, outcome: 'done' }, on('2026-03-04')]),
  history(
    ...toHandling,
    ['logCannotDo', { trouble: 'passed-around', hall: ids.hall, window: '9' }, on(day, clerk, { facts: { itsWindow: true } })],
    ['routeCannotDo', { to: ids.other }, on(day, clerk, passedOn)],
    ['answerCannotDo', { outcome: 'under-way', answer: '已转承办单位' }, on('2026-03-03', head)],
  ),
  history(...toHandling, ['computeDue', { deadline: 'decision', dueOn: '2026-03-16' }, on(day, system)]),
];

/** The case after these moves, ready for the next. */
export const at = (...steps: readonly Step[]) => scenario(serviceCase).given(history(...steps));

/** Due date by the Monday-to-Friday calendar of the specs. */
export const workingDays = (from: string, amount: number) => dueAfter(from, { amount, unit: 'WD' }, weekdays(2026, 2027));
