import { partyActivityRecorded, partyDocumentFiled, partyJointMeetingHeld, partyPosts, type PartyPost } from '@yimen/contracts';
import { addMonths, type MoveContext, type PolicyReader } from '@yimen/kernel';
import type { RuleId } from '@yimen/policy';
import { z } from 'zod';
import { keepers, rules } from '../party-rules.js';
import { nextMonth } from './formation.js';
import { readParty } from './proposal.js';
import { move, refuse, type Formed, type Of, type PartyOrganisation } from './states.js';
import { committeeOf, figuresOf } from './thresholds.js';
import { warnings, watching } from './watching.js';

const inBranch: readonly PartyPost[] = ['secretary', 'deputy-secretary', 'committee-member'];
const inGroup: readonly PartyPost[] = ['group-leader', 'building-head'];
const single: readonly PartyPost[] = ['secretary', 'group-leader', 'building-head'];

export interface Elsewhere {
  readonly elsewhere: PartyOrganisation;
}
const holding = z.object({ post: z.enum(partyPosts), person: z.uuid() }).strict();
const both = [...keepers, 'organisation-admin'] as const;

export const lifeMoves = {
  fillPost: move({
    label: { zh: '任职', en: 'fill a post' },
    from: ['formed'],
    by: { self: both, above: both },
    input: holding
      .extend({
        concurrentOf: z
          .object({ organisation: z.uuid(), post: z.enum(partyPosts) })
          .strict()
          .nullable(),
      })
      .strict(),
    gather: async (read, { concurrentOf }): Promise<Elsewhere> => ({
      elsewhere: await readParty(read, concurrentOf?.organisation ?? null),
    }),
    decide: (formed, input, context: MoveContext<Elsewhere>) => {
      const { policy, today, facts, overridden } = context;
      const { fullMembers } = figuresOf(formed);
      const isGroup = formed.level === 'group';
      if (!(isGroup ? inGroup : inBranch).includes(input.post)) return refuse('post-not-here', rules.posts, { level: formed.level });
      const holders = formed.posts.filter(({ post }) => post === input.post);
      if (holders.some(({ person }) => person === input.person) || (holders.length > 0 && single.includes(input.post)))
        return refuse('post-held', rules.posts);
      const isBranch = formed.level === 'branch' || formed.level === 'joint-branch';
      const needed = policy.number('party.branch_committee.from_full_members');
      if (isBranch && fullMembers < needed) {
        if (input.post === 'committee-member') return refuse('no-committee-below', rules.branchCommittee, { fullMembers, needed });
        if (input.post === 'deputy-secretary' && holders.length > 0) return refuse('one-deputy', rules.branchCommittee);
      }
      if (input.concurrentOf && !holds(facts.elsewhere, input.concurrentOf.post, input.person) && !overridden?.has('concurrent-not-held'))
        return refuse('concurrent-not-held', isGroup ? rules.concurrentGroup : rules.concurrentGrid);
      const filled = { type: 'PartyPostFilled' as const, ...input, since: today };
      const events = watching(formed, [filled], context);
      const size = new Set([...committeeOf(formed), ...(isGroup ? [] : [input.person])]).size;
      const usual = policy.number('party.branch_committee.max');
      if (!isBranch || size <= usual) return events;
      const detail = { zh: `支部委员会一般 ${usual} 人以内`, en: `a branch committee generally has ${usual} members at most` };
      const code = size > policy.number('party.branch_committee.hard_max') ? 'committee-over-seven' : 'committee-large';
      return { events, warnings: [{ code, rule: rules.branchCommittee, detail }] };
    },
  }),
  vacatePost: move({
    label: { zh: '免职', en: 'vacate a post' },
    from: ['formed'],
    by: { self: both, above: both },
    input: holding,
    decide: (formed, input, context) =>
      formed.posts.some(({ post, person }) => post === input.post && person === input.person)
        ? watching(formed, [{ type: 'PartyPostVacated', ...input, until: context.today }], context)
        : refuse('post-not-held', rules.posts),
  }),
  warn: move({
    label: { zh: '人数条件提示', en: 'warn of a number' },
    from: ['formed'],
    by: 'system',
    input: z.object({}).strict(),
    decide: (formed, _input, context) => {
      const events = warnings(formed, context);
      return events.length > 0 ? events : refuse('nothing-due', rules.grace);
    },
  }),
  fileDocument: move({
    label: { zh: '归档', en: 'file a document' },
    from: ['formed'],
    by: { self: keepers },
    input: partyDocumentFiled.schema.omit({ filedOn: true }).strict(),
    decide: (_formed, input, { today }) => ({ type: 'PartyDocumentFiled', ...input, filedOn: today }),
  }),
  recordActivity: move({
    label: { zh: '登记活动', en: 'record an activity' },
    from: ['formed'],
    by: { self: keepers },
    input: partyActivityRecorded.schema,
    decide: (formed, input, { today }) =>
      input.heldOn > today || input.heldOn < formed.formedOn
        ? refuse('date-not-fit', rules.organisation, { on: input.heldOn })
        : { type: 'PartyActivityRecorded', ...input },
  }),
  checkCadence: move({
    label: { zh: '检查组织生活', en: 'look at the cadence' },
    from: ['formed'],
    by: 'system',
    input: z.object({}).strict(),
    decide: (formed, _input, { today, policy }) => ({
      type: 'PartyCadenceChecked',
      checkedOn: today,
      findings: cadenceFindings(formed, today, policy),
      cadenceOn: nextMonth(today),
    }),
  }),
  holdJointMeeting: move({
    label: { zh: '召开联席会议', en: 'hold a joint meeting' },
    from: ['formed'],
    by: { self: keepers },
    input: partyJointMeetingHeld.schema,
    decide: (_formed, input, { today }) =>
      input.heldOn > today ? refuse('date-not-fit', rules.jointMeeting, { on: input.heldOn }) : { type: 'PartyJointMeetingHeld', ...input },
  }),
};

function holds(organisation: PartyOrganisation, post: PartyPost, person: string): boolean {
  return organisation.status === 'formed' && organisation.posts.some((held) => held.post === post && held.person === person);
}

/**
 * What the month before `today` lacks, and in January what the year before lacks. Only branches have this cadence; a month or year in which
 * the organisation was formed is not asked of it.
 */
export function cadenceFindings(formed: Formed, today: string, policy: PolicyReader): Of<'PartyCadenceChecked'>['findings'] {
  if (formed.level !== 'branch' && formed.level !== 'joint-branch') return [];
  const held = (kind: string, period: string) => formed.held.filter((one) => one.kind === kind && one.on.startsWith(period));
  const lacking = (
    cadence: Of<'PartyCadenceChecked'>['findings'][number]['cadence'],
    period: string,
    required: number,
    found: number,
    rule: RuleId,
  ) => (formed.formedOn < `${period}-01`.slice(0, 10) && found < required ? [{ cadence, period, required, found, rule }] : []);
  const monthPassed = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  const themeDays =
    policy.number('party.cadence.theme_day_months') === 1
      ? lacking('theme-day', monthPassed, 1, held('theme-day', monthPassed).length, rules.themeDay)
      : [];
  if (today.slice(5, 7) !== '01') return themeDays;
  const year = monthPassed.slice(0, 4);
  const perYear = (key: string) => policy.number(`party.cadence.${key}_per_year`);
  const hours = held('study', year).reduce((sum, one) => sum + one.hours, 0);
  return [
    ...themeDays,
    ...lacking('organisation-life', year, perYear('organisation_life'), held('organisation-life', year).length, rules.organisationLife),
    ...lacking('democratic-assessment', year, perYear('assessment'), held('democratic-assessment', year).length, rules.assessment),
    ...lacking('study', year, perYear('study_hours'), hours, rules.study),
    ...lacking('new-members', year, perYear('new_members'), held('new-members', year).length, rules.newMembers),
  ];
}
