import type { EventOf, ratingCaseEvents } from '@yimen/contracts';
import { model, refusals, type Due } from '@yimen/kernel';

export type RatingCaseEvent = EventOf<(typeof ratingCaseEvents)[number]>;

/** Finding of the verification: 属实, 无法律依据, 误评, 恶意. */
export type Finding = Extract<RatingCaseEvent, { type: 'BadRatingVerified' }>['finding'];

interface Case {
  readonly rating: string;
  readonly level: number;
  readonly organisation: string;
  /** Account whose work was rated. */
  readonly handler: string;
  readonly named: boolean;
  readonly rater: string | null;
  readonly due: Due;
  readonly responsible: string | null;
}
type With<Status extends string, More = unknown> = { readonly status: Status } & Case & More;
interface Found {
  readonly finding: Finding;
}

export type RatingCase =
  | { status: 'none' }
  | With<'rated-bad'>
  | With<'accepted'>
  | With<'verified', Found>
  | With<'rectifying', Found>
  | With<'feedback', Found>
  | With<'callback', Found & { readonly reached: boolean }>
  | With<'closed', Found & { readonly inTime: boolean }>
  | With<'appealed', Found>
  | With<'rechecked', Found>
  | With<'struck', Found>;

export const { move } = model<RatingCase, RatingCaseEvent, 'organisation' | 'rater'>();

export const refuse = refusals({
  'rated-person-may-not': { ground: 'protection', zh: '被评价人不得办理本差评', en: 'the rated person may not deal with this rating' },
  'responsible-is-another': {
    ground: 'rule',
    zh: '首接负责人为{responsible}',
    en: 'the first to take it on was {responsible}, who stays responsible',
  },
  'nothing-to-rectify': {
    ground: 'record',
    zh: '核实结论为无法律依据，应作说明，无须整改',
    en: 'found to have no legal ground: to be explained, nothing to rectify',
  },
  'rectify-first': { ground: 'rule', zh: '核实属实的须先整改', en: 'found true: rectify first' },
  'explain-not-appeal': { ground: 'record', zh: '只有误评或恶意差评可以申诉', en: 'only mistaken or malicious ratings go to recheck' },
  'recheck-first': {
    ground: 'rule',
    zh: '误评或恶意差评须由监督员复核',
    en: 'a mistaken or malicious rating goes to the supervisor first',
  },
  'callback-first': { ground: 'rule', zh: '实名差评须回访并告知结果', en: 'a bad rating by name is always called back first' },
  'no-one-to-call': { ground: 'record', zh: '匿名差评无法回访', en: 'an anonymous rating cannot be called back' },
});
