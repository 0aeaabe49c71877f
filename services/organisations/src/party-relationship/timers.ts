import { floatingOutRegistered, lapseNoted, memberAway, memberTimers, type MemberTimer } from '@yimen/contracts';
import { addDays, addMonths, addYears, type DeadlineRule } from '@yimen/kernel';
import type { RuleId } from '@yimen/policy';
import { z } from 'zod';
import { deciders, keepers, rules } from '../party-rules.js';
import { awayFrom, backHome, full } from './away.js';
import { move, refuse, standing, withBranch, type Here, type Of, type PartyRelationshipEvent } from './states.js';

const by = { branch: keepers, committee: keepers } as const;
const since = z.iso.date();

/** What a timer proposes, and the rule under which it runs (4.2). */
export const timerRules: Readonly<
  Record<MemberTimer, { readonly task: Of<'MemberTaskRaised'>['task']; readonly rule: RuleId; readonly zh: string; readonly en: string }>
> = {
  'must-transfer': { task: 'transfer-membership', rule: rules.transfer, zh: '应当转移组织关系', en: 'must transfer membership' },
  floating: { task: 'register-floating', rule: rules.floating, zh: '流动党员登记', en: 'registration as floating' },
  lost: { task: 'propose-stop', rule: rules.stopped, zh: '失联满六个月', en: 'lost for six months' },
  stopped: { task: 'propose-removal', rule: rules.stopped, zh: '停止党籍满二年', en: 'two years after the stop' },
  'abroad-stop': { task: 'propose-stop', rule: rules.stopped, zh: '出国学习超过五年', en: 'more than five years of study abroad' },
  'abroad-contact': { task: 'contact-abroad', rule: rules.abroad, zh: '半年联系出国党员', en: 'contact of the half year' },
  graduate: { task: 'transfer-membership', rule: rules.graduate, zh: '毕业未就业满二年', en: 'two years after graduation' },
  'lapse-organisation-life': {
    task: 'left-by-himself-procedure',
    rule: rules.lapse,
    zh: '连续六个月未参加组织生活',
    en: 'six months without organisation life',
  },
  'lapse-dues': { task: 'left-by-himself-procedure', rule: rules.lapse, zh: '连续六个月未缴党费', en: 'six months without dues' },
  'lapse-work': {
    task: 'left-by-himself-procedure',
    rule: rules.lapse,
    zh: '连续六个月未做所分配的工作',
    en: 'six months without assigned work',
  },
  correction: { task: 'decide-after-correction', rule: rules.correction, zh: '限期改正届满', en: 'end of the time to mend' },
};

/** Id of the transfer that is under way, so that what a task would ask for is; what was rejected is not. */
const underWay = (state: Here): string | null => ('transfer' in state && state.status !== 'rejected' ? state.transfer.transfer : null);

export const timerMoves = {
  recordAway: move({
    label: { zh: '登记外出', en: 'record that he is away' },
    from: withBranch,
    by,
    input: memberAway.schema.pick({ since: true, place: true, months: true }).strict(),
    decide: (_state, input, { today, policy }) =>
      input.since > today
        ? refuse('date-not-fit', rules.record, { on: input.since })
        : { type: 'MemberAway', ...input, ...awayFrom(input.place, input.since, input.months, policy) },
  }),
  recordBack: move({
    label: { zh: '登记返回', en: 'record that he is back' },
    from: withBranch,
    by,
    input: z.object({ since }).strict(),
    decide: (state, input, { today }) => {
      if (state.away === null) return refuse('not-away', rules.record);
      if (input.since > today || input.since < state.away.since) return refuse('date-not-fit', rules.record, { on: input.since });
      return { type: 'MemberBack', ...input, timers: backHome };
    },
  }),
  recordMoved: move({
    label: { zh: '登记单位或居住地变动', en: 'record a change of work unit or residence' },
    from: ['member', 'rejected'],
    by,
    input: z.object({ ground: z.enum(['work-unit', 'habitual-residence']), since }).strict(),
    decide: (state, input, { today }) => {
      if (input.since > today) return refuse('date-not-fit', rules.record, { on: input.since });
      const task = { timer: 'must-transfer' as const, task: 'transfer-membership' as const, rule: rules.transfer, since: input.since };
      return [
        { type: 'MemberMoved' as const, ...input },
        { type: 'MemberTaskRaised' as const, ...task, branch: standing(state).branch },
      ];
    },
  }),
  registerFloatingOut: move({
    label: { zh: '流出登记', en: 'register as floating out' },
    from: withBranch,
    by,
    input: floatingOutRegistered.schema.pick({ place: true }).strict(),
    decide: (state, input, { today }) =>
      state.away === null
        ? refuse('not-away', rules.floating)
        : { type: 'FloatingOutRegistered', ...input, since: today, timers: { floating: null } },
  }),
  recordContact: move({
    label: { zh: '登记联系', en: 'record a contact' },
    from: [...withBranch, 'stopped'],
    by,
    input: z.object({ contactedOn: since }).strict(),
    decide: (state, { contactedOn }, { today, policy }) => {
      if (contactedOn > today) return refuse('date-not-fit', rules.record, { on: contactedOn });
      const abroad = state.away !== null && ['abroad', 'studies-abroad'].includes(state.away.place);
      const next = full(contactedOn, policy.number('party.member.abroad_contact_months'));
      // Who has been reached is not lost any more, and so not removed for it either.
      const found = state.status === 'stopped' ? { lost: null, stopped: null } : { lost: null };
      return { type: 'MemberContacted', contactedOn, timers: { ...found, ...(abroad && { 'abroad-contact': next }) } };
    },
  }),
  recordLost: move({
    label: { zh: '登记失联', en: 'record that contact is lost' },
    from: withBranch,
    by,
    input: z.object({ since }).strict(),
    decide: (_state, input, { today, policy }) =>
      input.since > today
        ? refuse('date-not-fit', rules.record, { on: input.since })
        : { type: 'MemberLost', ...input, timers: { lost: full(input.since, policy.number('party.member.lost_months')) } },
  }),
  recordSearch: move({
    label: { zh: '登记查找', en: 'record a search' },
    from: withBranch,
    by,
    input: z.object({ words: z.string().trim().min(1).max(500) }).strict(),
    decide: (state, input, { today }) =>
      state.lostSince === null ? refuse('not-noted', rules.stopped) : { type: 'MemberSearched', searchedOn: today, ...input },
  }),
  recordGraduation: move({
    label: { zh: '登记毕业未就业', en: 'record graduation without a job' },
    from: withBranch,
    by,
    input: z.object({ graduatedOn: since }).strict(),
    decide: (_state, { graduatedOn }, { today, policy }) => {
      if (graduatedOn > today) return refuse('date-not-fit', rules.record, { on: graduatedOn });
      return {
        type: 'MemberGraduated',
        graduatedOn,
        timers: { graduate: addYears(graduatedOn, policy.number('party.member.graduate_years')) },
      };
    },
  }),
  noteLapse: move({
    label: { zh: '登记未履行义务', en: 'note a lapse' },
    from: withBranch,
    by,
    input: lapseNoted.schema.pick({ lapse: true, since: true }).strict(),
    decide: ({ duesPaidThrough }, { lapse, since: told }, { today, policy }) => {
      if (told > today) return refuse('date-not-fit', rules.record, { on: told });
      // Since when dues are lacking is told by the month paid.
      const from = lapse === 'dues' ? addMonths(`${duesPaidThrough}-01`, 1) : told;
      if (from > today) return refuse('dues-paid', rules.lapse, { paidThrough: duesPaidThrough });
      const timers = { [`lapse-${lapse}`]: full(from, policy.number('party.member.lapse_months')) };
      return { type: 'LapseNoted', lapse, since: from, timers };
    },
  }),
  endLapse: move({
    label: { zh: '登记恢复正常', en: 'end a lapse' },
    from: withBranch,
    by,
    input: z.object({ lapse: lapseNoted.schema.shape.lapse, words: z.string().trim().min(1).max(500) }).strict(),
    decide: (state, input) =>
      state.lapses.includes(input.lapse)
        ? { type: 'LapseEnded', ...input, timers: { [`lapse-${input.lapse}`]: null } }
        : refuse('not-noted', rules.lapse),
  }),
  orderCorrection: move({
    label: { zh: '限期改正', en: 'order to mend' },
    from: withBranch,
    by: { committee: deciders },
    input: z.object({ until: since, decisionNo: z.string().trim().min(1).max(120) }).strict(),
    decide: (_state, input, { today, policy }) => {
      const latest = addYears(today, policy.number('party.member.correction_years'));
      if (input.until > latest) return refuse('correction-too-long', rules.correction, { latest });
      if (input.until <= today) return refuse('date-not-fit', rules.record, { on: input.until });
      return { type: 'RectificationOrdered', ...input, timers: { correction: input.until } };
    },
  }),
  decideCorrection: move({
    label: { zh: '限期改正结果', en: 'decide what came of it' },
    from: withBranch,
    by: { committee: deciders },
    input: z.object({ outcome: z.enum(['mended', 'not-mended']), decisionNo: z.string().trim().min(1).max(120) }).strict(),
    decide: (state, input) =>
      state.timers.correction === undefined && !state.raised.includes('correction')
        ? refuse('not-noted', rules.correction)
        : { type: 'CorrectionDecided', ...input, timers: { correction: null } },
  }),
  raiseTasks: move({
    label: { zh: '生成党员管理待办', en: 'raise the tasks that are due' },
    from: [...withBranch, 'stopped'],
    // Never automatic: a task is all that follows (D-party-task).
    by: 'system',
    input: z.object({}).strict(),
    decide: (state, _input, { today, policy }) => {
      const due = memberTimers.flatMap((timer) => {
        const on = state.timers[timer];
        return on !== undefined && on < today ? [{ timer, on }] : [];
      });
      if (due.length === 0) return refuse('nothing-due', rules.memberTask);
      const { branch } = standing(state);
      return due.map(({ timer, on }) => {
        const { task, rule } = timerRules[timer];
        const transfer = underWay(state);
        if (task === 'transfer-membership' && transfer !== null) {
          const again = full(today, policy.number('party.member.recheck_months'));
          return { type: 'MemberTaskDeferred' as const, timer, transfer, timers: { [timer]: again } };
        }
        return { type: 'MemberTaskRaised' as const, timer, task, rule, since: addDays(on, 1), branch };
      });
    },
  }),
};

type Timed = Extract<PartyRelationshipEvent, { readonly timers: object }>;
const timed = [
  'MemberAway',
  'MemberBack',
  'FloatingOutRegistered',
  'MemberContacted',
  'MemberLost',
  'MemberGraduated',
  'LapseNoted',
  'LapseEnded',
  'RectificationOrdered',
  'CorrectionDecided',
  'MembershipStopped',
  'MembershipRestored',
  'MemberTaskDeferred',
  'MemberDeathHeardOf',
] as const satisfies readonly Timed['type'][];

/** What a transfer to another branch settles. */
const settledByBranch: readonly MemberTimer[] = ['must-transfer', 'floating', 'graduate'];

/** One deadline per timer; what a new branch, an end or a task settles is cleared. */
export const timerDeadlines = Object.fromEntries(
  memberTimers.map((timer) => {
    const { rule, zh, en } = timerRules[timer];
    const set = Object.fromEntries(
      timed.map((type) => [
        type,
        ({ timers }: Timed) => {
          const on = timers[timer];
          return on === undefined ? undefined : on === null ? null : { dueOn: on };
        },
      ]),
    );
    const raised = { MemberTaskRaised: (event: Of<'MemberTaskRaised'>) => (event.timer === timer ? null : undefined) };
    const clear: PartyRelationshipEvent['type'][] = settledByBranch.includes(timer)
      ? ['MembershipEnded', 'BranchAssigned', 'AssignmentEvidenced']
      : ['MembershipEnded', 'AssignmentEvidenced'];
    return [timer, { label: { zh, en }, rule, set: { ...set, ...raised }, clear, fires: 'raiseTasks' }];
  }),
) as unknown as Readonly<Record<MemberTimer, DeadlineRule<PartyRelationshipEvent>>>;
