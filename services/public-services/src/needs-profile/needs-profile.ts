import { needsProfileRecorded, type EventOf } from '@yimen/contracts';
import { model, refusals } from '@yimen/kernel';
import { organisationIn } from '../ids.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { leftBeside } from './left-beside.js';

export type NeedsProfileEvent = EventOf<typeof needsProfileRecorded>;
type Profile = Omit<NeedsProfileEvent, 'type'>;
/** What a community knows of its residents before it plans a year: statistics only, no names (R-008, 13.9). */
export type NeedsProfile = { readonly status: 'none' } | ({ readonly status: 'recorded' } & Profile);

const refuse = refusals({
  'year-differs': { ground: 'record', zh: '社区或年度与登记不符', en: 'community or year are not those of the record' },
  'not-yet-known': { ground: 'record', zh: '统计时点不能晚于{until}', en: 'the figures cannot stand for a day after {until}' },
  'too-few': {
    ground: 'protection',
    zh: '少于{least}人的项目不得登记，请并入其他项目：{parts}',
    en: 'a group of fewer than {least} people would tell who they are: put {parts} together with others',
  },
  'groups-do-not-fit': {
    ground: 'record',
    zh: '服务人群人数与年龄段人数不符：{groups}',
    en: 'the figures of {groups} do not fit those of the bands of age',
  },
  'told-by-difference': {
    ground: 'protection',
    zh: '与年龄段人数相减，所余不足{least}人，请不填该人群人数：{groups}',
    en: 'beside the bands of age {groups} would tell of a group of fewer than {least} people: leave that figure out',
  },
  'nothing-told': {
    ground: 'record',
    zh: '年龄、职业、服务人群和习俗均未填写',
    en: 'neither ages nor occupations nor service groups nor customs are told',
  },
});
const { move, aggregate } = model<NeedsProfile, NeedsProfileEvent, 'community'>();

/** Groups that are so small that figures tell who is in them; none at all tells nothing. */
const small = (figures: Readonly<Partial<Record<string, number>>>, least: number): string[] =>
  Object.entries(figures).flatMap(([part, count]) => (count !== undefined && count > 0 && count < least ? [part] : []));

export const needsProfile = aggregate({
  context: 'public-services',
  name: 'needs-profile',
  collection: 'needs-profiles',
  label: { zh: '社区需求画像', en: 'needs profile of a community' },
  /** `{community}~{year}` */
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{4}$/,
  initial: { status: 'none' } as NeedsProfile,
  states: { none: { zh: '未登记', en: 'none yet' }, recorded: { zh: '已登记', en: 'recorded' } },
  parties: (state) => (state.status === 'none' ? {} : { community: { organisation: state.community } }),
  place: (_state, id) => ({ organisation: organisationIn(id) }),
  readers: { community: ['director', 'community-worker', 'secretary', 'sub-district', 'auditor'] },
  moves: {
    record: move({
      label: { zh: '登记需求画像', en: 'record the profile' },
      from: ['none', 'recorded'],
      by: { community: ['director', 'community-worker'] },
      input: needsProfileRecorded.schema.omit({ on: true }),
      parties: ({ community }) => ({ community: { organisation: community } }),
      decide: (_state, input, { id, today, policy }) => {
        const { community, year, asOf, ages, occupations, serviceGroups = {}, customs } = input;
        if (id !== `${community}~${year}`) return refuse('year-differs', rules.needs);
        if (asOf > today) return refuse('not-yet-known', rules.needs, { until: today });
        const least = policy.number(parameters.needsMinimum);
        const parts = [ages, occupations, serviceGroups].flatMap((figures) => small(figures, least));
        if (parts.length > 0) return refuse('too-few', rules.needsHidden, { least, parts });
        const left = leftBeside(ages, serviceGroups);
        const groups = (those: typeof left) => ({ groups: [...new Set(those.map(({ group }) => group))] });
        const misfit = left.filter(({ people, whole }) => people < 0 || (whole && people > 0));
        if (misfit.length > 0) return refuse('groups-do-not-fit', rules.serviceGroups, groups(misfit));
        const telling = left.filter(({ people }) => people > 0 && people < least);
        if (telling.length > 0) return refuse('told-by-difference', rules.needsHidden, { least, ...groups(telling) });
        const told = [ages, occupations, serviceGroups, customs].reduce((count, part) => count + Object.keys(part).length, 0);
        return told === 0 ? refuse('nothing-told', rules.needs) : { type: 'NeedsProfileRecorded', ...input, on: today };
      },
    }),
  },
  on: { NeedsProfileRecorded: (_state, { type: _type, ...profile }) => ({ status: 'recorded', ...profile }) },
});
