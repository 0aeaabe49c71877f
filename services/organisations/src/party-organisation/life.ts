import {
  memberStanding,
  partyActivityRecorded,
  partyDocumentFiled,
  partyJointMeetingHeld,
  partyNetworkSurveyed,
  partyPosts,
  type PartyLevel,
  type PartyPost,
} from '@yimen/contracts';
import { addMonths, type MoveContext, type PolicyReader } from '@yimen/kernel';
import type { RuleId } from '@yimen/policy';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { keepers, rules } from '../party-rules.js';
import { nextMonth, readParty } from './formation.js';
import { move, refuse, type Formed, type Of, type PartyOrganisation } from './states.js';
import { committeeOf, figuresOf, suggestions } from './thresholds.js';
import { warnings, watching } from './watching.js';

const namespace = '2b8c3b1c-8f0e-5a3e-a54e-0f5a9d0c7e11';
/** Id of what a survey suggests: the same place and level always leads to the same proposal. */
export const suggestedId = (surveyor: string, level: PartyLevel, place: string): string =>
  uuidv5(`${surveyor}/${level}/${place}`, namespace);

const inBranch: readonly PartyPost[] = ['secretary', 'deputy-secretary', 'committee-member'];
const inGroup: readonly PartyPost[] = ['group-leader', 'building-head'];
const single: readonly PartyPost[] = ['secretary', 'group-leader', 'building-head'];
const labels: Readonly<Record<PartyLevel, string>> = {
  group: '党小组',
  branch: '党支部',
  'joint-branch': '联合党支部',
  'general-branch': '党总支',
  committee: '党委',
};

export interface Elsewhere {
  readonly elsewhere: PartyOrganisation;
}
const holding = z.object({ post: z.enum(partyPosts), person: z.uuid() }).strict();
const both = [...keepers, 'organisation-admin'] as const;

export const lifeMoves = {
  survey: move({
    label: { zh: '网格党建摸底', en: 'survey the network' },
    from: ['formed'],
    by: { self: keepers, above: keepers },
    input: partyNetworkSurveyed.schema.pick({ grids: true }).strict(),
    decide: (formed, { grids }, { id, today, policy }) => {
      const ownBranch = formed.level !== 'committee';
      // Grid branches never stand under a branch: what the survey of a branch suggests goes to the organisation above it.
      const wide = formed.level === 'branch' || formed.level === 'joint-branch' ? (formed.parent ?? id) : id;
      const found = suggestions(grids, formed.seat, ownBranch, policy);
      const idOf = (level: PartyLevel, seat: string | null, of: string) => suggestedId(id, level, `${seat ?? ''}/${of}`);
      const suggested = found.map(({ of, ...one }): Of<'PartyOrganisationSuggested'> => {
        const branch = one.level === 'group' ? found.find(({ level, of: grid }) => level === 'branch' && grid === one.seat) : undefined;
        const parent = one.level === 'group' ? (branch ? idOf('branch', branch.seat, branch.of) : id) : wide;
        const name = `${of || formed.name}${labels[one.level]}`;
        return { type: 'PartyOrganisationSuggested', suggested: idOf(one.level, one.seat, of), name, parent, community: true, ...one };
      });
      const fresh = suggested.filter((one) => !formed.suggested.includes(one.suggested));
      return [{ type: 'PartyNetworkSurveyed', surveyedOn: today, grids }, ...fresh];
    },
  }),
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
  listMember: move({
    label: { zh: '列入名册', en: 'list a member' },
    from: ['formed'],
    by: 'system',
    input: z.object({ member: z.uuid(), standing: memberStanding, admitted: z.boolean() }).strict(),
    decide: (formed, { member, standing, admitted }, context) => {
      const known = formed.roll.find((one) => one.member === member);
      if (known?.standing === standing) return [];
      const figures = figuresOf({ roll: [...formed.roll.filter((one) => one !== known), { member, standing }] });
      return watching(formed, [{ type: 'PartyMemberListed', member, standing, admitted, listedOn: context.today, ...figures }], context);
    },
  }),
  unlistMember: move({
    label: { zh: '移出名册', en: 'take a member off the roll' },
    from: ['formed'],
    by: 'system',
    input: z.object({ member: z.uuid() }).strict(),
    decide: (formed, { member }, context) => {
      const left = formed.roll.filter((one) => one.member !== member);
      if (left.length === formed.roll.length) return [];
      return watching(formed, [{ type: 'PartyMemberUnlisted', member, ...figuresOf({ roll: left }) }], context);
    },
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
