import { floatingOutRegistered, lapseNoted, memberAway, memberTimers, type MemberTimer } from '@yimen/contracts';
import { addMonths, addYears, type DeadlineRule } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, keepers, rules } from '../party-rules.js';
import { awayFrom, backHome, full } from './away.js';
import { move, refuse, standing, withBranch, type Here, type Of, type PartyRelationshipEvent } from './states.js';
import { dueTasks, timerRules, withDueTasks } from './timer-tasks.js';

const by = { branch: keepers, committee: keepers } as const;
const since = z.iso.date();

/** Whether a time to mend runs, or is over and not decided on yet. */
const mending = ({ timers, raised }: Here): boolean => timers.correction !== undefined || raised.includes('correction');

export const timerMoves = {
  recordAway: move({
    label: { zh: '登记外出', en: 'record that he is away' },
    from: withBranch,
    by,
    input: memberAway.schema.pick({ since: true, place: true, months: true }).strict(),
    decide: (state, input, now) => {
      if (input.since > now.today) return refuse('date-not-fit', rules.record, { on: input.since });
      const away = awayFrom(input.place, input.since, input.months, now.policy);
      return withDueTasks(state, { type: 'MemberAway', ...input, ...away }, now);
    },
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
    decide: (state, { contactedOn }, now) => {
      // A contact of before he was lost finds nobody.
      if (contactedOn > now.today || (state.lostSince !== null && contactedOn < state.lostSince))
        return refuse('date-not-fit', rules.record, { on: contactedOn });
      const abroad = state.away !== null && ['abroad', 'studies-abroad'].includes(state.away.place);
      const next = full(contactedOn, now.policy.number('party.member.abroad_contact_months'));
      // Who has been reached is not lost any more, and so not removed for it either.
      const found = state.status === 'stopped' ? { lost: null, stopped: null } : { lost: null };
      const timers = { ...found, ...(abroad && { 'abroad-contact': next }) };
      return withDueTasks(state, { type: 'MemberContacted', contactedOn, timers }, now);
    },
  }),
  recordLost: move({
    label: { zh: '登记失联', en: 'record that contact is lost' },
    from: withBranch,
    by,
    input: z.object({ since }).strict(),
    decide: (state, input, now) => {
      if (input.since > now.today) return refuse('date-not-fit', rules.record, { on: input.since });
      const lost = full(input.since, now.policy.number('party.member.lost_months'));
      return withDueTasks(state, { type: 'MemberLost', ...input, timers: { lost } }, now);
    },
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
    decide: (state, { graduatedOn }, now) => {
      if (graduatedOn > now.today) return refuse('date-not-fit', rules.record, { on: graduatedOn });
      const graduate = addYears(graduatedOn, now.policy.number('party.member.graduate_years'));
      return withDueTasks(state, { type: 'MemberGraduated', graduatedOn, timers: { graduate } }, now);
    },
  }),
  noteLapse: move({
    label: { zh: '登记未履行义务', en: 'note a lapse' },
    from: withBranch,
    by,
    input: lapseNoted.schema.pick({ lapse: true, since: true }).strict(),
    decide: (state, { lapse, since: told }, now) => {
      const { duesPaidThrough } = state;
      if (told > now.today) return refuse('date-not-fit', rules.record, { on: told });
      // Since when dues are lacking is told by the month paid.
      const from = lapse === 'dues' ? addMonths(`${duesPaidThrough}-01`, 1) : told;
      if (from > now.today) return refuse('dues-paid', rules.lapse, { paidThrough: duesPaidThrough });
      const timers = { [`lapse-${lapse}`]: full(from, now.policy.number('party.member.lapse_months')) };
      return withDueTasks(state, { type: 'LapseNoted', lapse, since: from, timers }, now);
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
    decide: (state, input, { today, policy }) => {
      // A period follows another only once it was decided what came of that: together they would be longer than the cap.
      if (mending(state)) return refuse('correction-undecided', rules.correction);
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
      mending(state) ? { type: 'CorrectionDecided', ...input, timers: { correction: null } } : refuse('not-noted', rules.correction),
  }),
  raiseTasks: move({
    label: { zh: '生成党员管理待办', en: 'raise the tasks that are due' },
    from: [...withBranch, 'stopped'],
    // Never automatic: a task is all that follows (D-party-task).
    by: 'system',
    input: z.object({}).strict(),
    decide: (state, _input, now) => {
      const due = dueTasks(state, state.timers, now);
      return due.length === 0 ? refuse('nothing-due', rules.memberTask) : due;
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
