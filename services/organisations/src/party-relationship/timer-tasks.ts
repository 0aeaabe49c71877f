import { memberTimers, type MemberTimer } from '@yimen/contracts';
import { addDays, type MoveContext, type Refusal } from '@yimen/kernel';
import type { RuleId } from '@yimen/policy';
import { rules } from '../party-rules.js';
import { full } from './away.js';
import { refuse, standing, type Here, type Of, type PartyRelationshipEvent } from './states.js';

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

type Timers = Of<'MemberAway'>['timers'];
type Now = Pick<MoveContext, 'today' | 'policy'>;

/** The timers whose day has passed: each is a task of the branch, or is looked at again while what it would ask for is under way. */
export function dueTasks(state: Here, timers: Timers, { today, policy }: Now): (Of<'MemberTaskRaised'> | Of<'MemberTaskDeferred'>)[] {
  return memberTimers.flatMap((timer) => {
    const on = timers[timer];
    if (on === undefined || on === null || on >= today) return [];
    const { task, rule } = timerRules[timer];
    const transfer = underWay(state);
    if (task === 'transfer-membership' && transfer !== null) {
      const again = full(today, policy.number('party.member.recheck_months'));
      return { type: 'MemberTaskDeferred' as const, timer, transfer, timers: { [timer]: again } };
    }
    return { type: 'MemberTaskRaised' as const, timer, task, rule, since: addDays(on, 1), branch: standing(state).branch };
  });
}

type Timed = Extract<PartyRelationshipEvent, { readonly timers: object }>;

/** A fact and the tasks that are due with it: told again, its timer falls on the day for which the deadline has fired, and no deadline fires twice for a day. */
export function withDueTasks(state: Here, fact: Timed, now: Now): Refusal | PartyRelationshipEvent[] {
  if (state.branch === null) return refuse('no-branch', rules.record);
  const due = dueTasks(state, fact.timers, now);
  const asked = Object.fromEntries(due.map(({ timer }) => [timer, null]));
  return [{ ...fact, timers: { ...fact.timers, ...asked } }, ...due];
}
