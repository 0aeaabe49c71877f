import { projectAccepted, projectHeard, projectProposed, projectRefunded, type EventOf, type projectEvents } from '@yimen/contracts';
import { addDays, model, refusals, type MoveContext, type When } from '@yimen/kernel';
import { z } from 'zod';
import { fundSource } from '../fund-source/fund-source.js';
import { stands } from '../overriding.js';
import { barredHere } from './negative-list.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { heldInTime, quorate, voteOf } from './hearing.js';
import { asking, requested, withheld, type SourceBooks } from './money.js';

export type ProjectEvent = EventOf<(typeof projectEvents)[number]>;
type Of<T extends ProjectEvent['type']> = Extract<ProjectEvent, { type: T }>;
type Proposal = Omit<Of<'ProjectProposed'>, 'type' | 'on'>;
type With<Status extends string, More = unknown> = Status extends string ? { readonly status: Status } & Proposal & More : never;
interface Spending {
  readonly spent: bigint;
  /** Claims that were paid, so that none counts twice. */
  readonly claims: readonly string[];
  /** Papers by which money came back. */
  readonly refunds: readonly string[];
}

/** A people-service project (为民服务专项): 议定, 审核备案, 资金拨付, 项目推进, 支出报销, 项目验收, 公示备案 (6.4). */
export type Project =
  | { readonly status: 'none' }
  | With<'proposed' | 'agreed' | 'rejected'>
  | With<'filed', { /** Whether its source was asked for the money, which could bind it then. */ readonly asked: boolean }>
  | With<'allocated' | 'under-way' | 'accepted' | 'published', Spending>;
type Spent = When<Project, 'allocated' | 'under-way' | 'accepted' | 'published'>;

const refuse = refusals({
  'on-negative-list': { ground: 'rule', zh: '负面清单不得列支：{costs}', en: 'on the negative list: {costs}' },
  'costs-differ': {
    ground: 'record',
    zh: '费用合计{sum}分，与项目金额{amount}分不符',
    en: 'the costs add up to {sum} fen, the project to {amount}',
  },
  'hearing-not-in-time': { ground: 'rule', zh: '听证会应提前{days}日公布', en: 'a hearing is published {days} days before' },
  'hearing-no-quorum': { ground: 'rule', zh: '听证会不少于{residents}名居民', en: 'a hearing needs {residents} residents' },
  'hearing-defects': {
    ground: 'rule',
    zh: '听证会应提前{days}日公布，且不少于{residents}名居民',
    en: 'a hearing is published {days} days before and needs {residents} residents',
  },
  'hearing-ahead': { ground: 'record', zh: '听证会尚未召开', en: 'the hearing has not been held yet' },
  'more-than-present': { ground: 'record', zh: '同意人数超过到会人数', en: 'more agree than were present' },
  'reason-missing': { ground: 'record', zh: '不予备案须说明理由', en: 'a rejection names its reason' },
  'asked-elsewhere': {
    ground: 'record',
    zh: '已向资金来源{source}请求，不得另向其他来源请求',
    en: 'the source {source} was asked: a second one would bind the money twice',
  },
  'nothing-spent': { ground: 'record', zh: '没有支出，不能验收', en: 'nothing was spent, nothing can be accepted' },
  'publication-too-short': { zh: '公示期不少于{days}日', en: 'it is published for {days} days at least' },
});
const { move, aggregate } = model<Project, ProjectEvent, 'community' | 'office'>();
/** One paper by system, number and date (D-finance-mirrored). */
const paperOf = ({ system, number, date }: Of<'ProjectRefunded'>['voucher']) => `${system} ${number} ${date}`;
const words = z.string().trim().min(2).max(1000);
const community = { community: ['director', 'community-worker'] } as const;
const office = { office: ['sub-district'] } as const;

export const project = aggregate({
  context: 'finance',
  name: 'project',
  collection: 'projects',
  label: { zh: '为民服务项目', en: 'people-service project' },
  ids: 'derived',
  initial: { status: 'none' } as Project,
  states: {
    none: { zh: '未提出', en: 'not proposed' },
    proposed: { zh: '已提出', en: 'proposed' },
    agreed: { zh: '已议定', en: 'agreed by the residents' },
    rejected: { zh: '未通过', en: 'not done', final: true },
    filed: { zh: '已审核备案', en: 'reviewed and filed' },
    allocated: { zh: '资金已拨付', en: 'money bound' },
    'under-way': { zh: '推进中', en: 'under way' },
    accepted: { zh: '已验收', en: 'accepted' },
    published: { zh: '已公示备案', en: 'published and filed', final: true },
  },
  parties: (state) =>
    state.status === 'none' ? {} : { community: { organisation: state.community }, office: { organisation: state.office } },
  place: (state) => (state.status === 'none' ? undefined : { organisation: state.community }),
  readers: { community: ['director', 'secretary', 'community-worker', 'auditor'], office: ['sub-district', 'finance', 'auditor'] },
  moves: {
    propose: move({
      label: { zh: '提出项目', en: 'propose a project' },
      from: ['none'],
      by: community,
      input: projectProposed.schema.omit({ on: true }),
      parties: (input) => ({ community: { organisation: input.community } }),
      place: (input) => ({ organisation: input.community }),
      decide: (_none, input, context) => {
        const sum = input.costs.reduce((total, { amount }) => total + BigInt(amount), 0n);
        if (sum !== BigInt(input.amount) || sum <= 0n)
          return refuse('costs-differ', rules.ledger, { sum: sum.toString(), amount: input.amount });
        const barred = input.costs.map(({ kind }) => kind).filter((kind) => barredHere(kind, context.policy));
        if (barred.length > 0 && stands('on-negative-list', context)) return refuse('on-negative-list', rules.projects, { costs: barred });
        return { type: 'ProjectProposed', ...input, on: context.today };
      },
    }),
    hear: move({
      label: { zh: '听证议定', en: 'record the hearing of residents' },
      from: ['proposed'],
      by: community,
      input: projectHeard.schema.omit({ outcome: true, on: true }),
      decide: (_state, input, context) => {
        const { policy, today } = context;
        if (input.heldOn > today) return refuse('hearing-ahead', rules.hearing);
        if (input.agree > input.residents) return refuse('more-than-present', rules.hearing);
        const [days, residents] = [policy.number(parameters.hearingNotice), policy.number(parameters.hearingResidents)];
        const open = (code: string) => stands('hearing-defects', context) && stands(code, context);
        const late = !heldInTime(input, policy) && open('hearing-not-in-time');
        const few = !quorate(input, policy) && open('hearing-no-quorum');
        if (late && few) return refuse('hearing-defects', rules.hearing, { days, residents });
        if (late) return refuse('hearing-not-in-time', rules.hearing, { days });
        if (few) return refuse('hearing-no-quorum', rules.hearing, { residents });
        // A formal defect that a second person has set aside leaves the vote itself to decide.
        return { type: 'ProjectHeard', ...input, outcome: voteOf(input, policy), on: today };
      },
    }),
    review: move({
      label: { zh: '审核备案', en: 'review and file' },
      from: ['agreed'],
      by: office,
      input: z.object({ outcome: z.enum(['filed', 'rejected']), reason: words.nullable() }).strict(),
      gather: async (read, _input, state) => ({
        books: state.status === 'none' ? fundSource.initial : await read.state(fundSource, state.source),
      }),
      decide: (state, input, context: MoveContext<SourceBooks>) => {
        if (input.outcome === 'rejected' && input.reason === null) return refuse('reason-missing', rules.order);
        const { community: of, source, line, amount } = state;
        const reviewed = { type: 'ProjectReviewed', ...input, community: of, source, line, amount, on: context.today } as const;
        return input.outcome === 'rejected' ? reviewed : [reviewed, requested(state, context)];
      },
    }),
    askAgain: move({
      label: { zh: '重新请求项目资金', en: 'ask for the money again' },
      from: ['filed'],
      by: office,
      input: projectProposed.schema.pick({ source: true, line: true }),
      gather: async (read, { source }) => ({ books: await read.state(fundSource, source) }),
      decide: (state, input, context: MoveContext<SourceBooks>) => {
        if (state.asked && input.source !== state.source) return refuse('asked-elsewhere', rules.order, { source: state.source });
        const wanted = { ...state, ...input };
        return withheld(wanted, context) ?? asking(wanted, context.today);
      },
    }),
    allocate: move({
      label: { zh: '资金拨付', en: 'note that the money is bound' },
      from: ['filed'],
      by: 'system',
      input: z.object({ amount: projectProposed.schema.shape.amount }).strict(),
      decide: (_filed, { amount }, { today }) => ({ type: 'ProjectAllocated', amount, on: today }),
    }),
    start: move({
      label: { zh: '项目推进', en: 'begin the work' },
      from: ['allocated'],
      by: community,
      input: z.object({ inCharge: z.string().trim().min(1).max(100) }).strict(),
      decide: (_allocated, input, { today }) => ({ type: 'ProjectStarted', ...input, on: today }),
    }),
    spend: move({
      label: { zh: '支出报销', en: 'note an expense that was paid' },
      // What is paid for an item that is no project of ours is nothing to note here.
      // A claim that was open when the project was accepted is paid afterwards.
      from: ['none', 'allocated', 'under-way', 'accepted', 'published'],
      by: 'system',
      input: z.object({ claim: z.string().min(1).max(60), amount: projectProposed.schema.shape.amount }).strict(),
      decide: (state, input, { today }) =>
        state.status === 'none' || state.claims.includes(input.claim) ? [] : { type: 'ProjectSpent', ...input, on: today },
    }),
    refund: move({
      label: { zh: '支出退回', en: 'note an expense that came back' },
      from: ['none', 'allocated', 'under-way', 'accepted', 'published'],
      by: 'system',
      input: projectRefunded.schema.omit({ on: true }),
      decide: (state, input, { today }) =>
        state.status === 'none' || !state.claims.includes(input.claim) || state.refunds.includes(paperOf(input.voucher))
          ? []
          : { type: 'ProjectRefunded', ...input, on: today },
    }),
    accept: move({
      label: { zh: '项目验收', en: 'accept the project' },
      from: ['under-way'],
      by: office,
      input: projectAccepted.schema.pick({ evidence: true }),
      decide: ({ source, spent }, { evidence }, { today }) =>
        spent > 0n
          ? { type: 'ProjectAccepted', evidence, source, spent: spent.toString(), on: today }
          : refuse('nothing-spent', rules.progress),
    }),
    publish: move({
      label: { zh: '公示备案', en: 'publish and file' },
      from: ['accepted'],
      by: community,
      input: z.object({ until: z.iso.date() }).strict(),
      decide: ({ spent }, { until }, { today, policy }) => {
        const days = policy.number(parameters.publicationDays);
        // The day of publication itself does not count (CIV 201).
        return until < addDays(today, days)
          ? refuse('publication-too-short', rules.openness, { days })
          : { type: 'ProjectPublished', until, spent: spent.toString(), on: today };
      },
    }),
  },
  on: {
    ProjectProposed: (_none, { type: _type, on: _on, ...proposal }) => ({ status: 'proposed', ...proposal }),
    ProjectHeard: (state: When<Project, 'proposed'>, { outcome }) => ({
      ...state,
      status: outcome === 'accepted' ? ('agreed' as const) : ('rejected' as const),
    }),
    ProjectReviewed: (state: When<Project, 'agreed'>, { outcome }) =>
      outcome === 'filed' ? { ...state, status: outcome, asked: false } : { ...state, status: outcome },
    ProjectMoneyAsked: (state: When<Project, 'filed'>, { source, line }) => ({ ...state, source, line, asked: true }),
    ProjectMoneyRefused: (state: When<Project, 'filed'>) => state,
    ProjectAllocated: ({ asked: _asked, ...state }: When<Project, 'filed'>) => ({
      ...state,
      ...{ status: 'allocated', spent: 0n, claims: [], refunds: [] },
    }),
    ProjectStarted: (state: Spent) => ({ ...state, status: 'under-way' }),
    ProjectSpent: (state: Spent, { claim, amount }) => ({
      ...state,
      spent: state.spent + BigInt(amount),
      claims: [...state.claims, claim],
    }),
    ProjectRefunded: (state: Spent, { amount, voucher }) => ({
      ...state,
      spent: state.spent - BigInt(amount),
      refunds: [...state.refunds, paperOf(voucher)],
    }),
    ProjectAccepted: (state: Spent) => ({ ...state, status: 'accepted' }),
    ProjectPublished: (state: Spent) => ({ ...state, status: 'published' }),
  },
});
