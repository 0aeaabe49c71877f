import { memberArchive, letterCarriedBy, outsideOrganisation, rejectReasons, transferReasons, type TransferKind } from '@yimen/contracts';
import { addMonths, type MoveContext, type PolicyReader, type Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { deciders, keepers, rules } from '../../party-rules.js';
import { transferId } from '../identity.js';
import { move, refuse, standing, type Here, type InTransfer } from '../states.js';
import { commonAbove, readPlaced, type Committee, type Placed } from './reading.js';

const words = z.string().trim().min(1).max(500);
/** The branch, or its committee: the branch may have ended (13.5). */
export const byBranch = { branch: keepers, committee: keepers } as const;

const details = {
  reason: z.enum(transferReasons),
  archive: memberArchive,
  carriedBy: letterCarriedBy,
  probationMaterials: z.array(z.string().trim().min(1).max(120)).max(30),
};

export interface Ends {
  readonly source: Placed | null;
  readonly target: Placed | null;
}

/** Which way a transfer goes (4.3): within one committee, online where both ends are connected, else on paper. */
export function routeOf(source: Committee, target: { readonly id: string | null } & Omit<Committee, 'id'>): TransferKind {
  if (source.id === target.id) return 'INNER';
  if (source.connection === 'none' || target.connection === 'none') return 'PAPER';
  if (source.province !== null && source.province === target.province) return 'ONLINE_IN_PROVINCE';
  return source.connection === 'national' && target.connection === 'national' ? 'ONLINE_CROSS_PROVINCE' : 'PAPER';
}

/** Routes that are open: a list of policy. */
export const openRoutes = (policy: PolicyReader): readonly string[] => policy.text('party.transfer.routes').split(',');

/** How an appeal goes; a refusal without it is none (无故拒转、拒接 are forbidden). */
export const appealRoute = (arbiter: string | null) =>
  arbiter === null ? '可向双方共同的上级党组织申诉，十五个工作日内决定' : '可在本系统向双方最近的共同上级党组织申诉，十五个工作日内决定';

/** Dues are paid through this month or the one before it: else a warning. */
export function duesWarning({ duesPaidThrough }: Here, today: string) {
  const before = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  if (duesPaidThrough >= before) return [];
  return [
    {
      code: 'dues-behind',
      rule: rules.dues,
      detail: { zh: `党费只缴至 ${duesPaidThrough}`, en: `dues are paid through ${duesPaidThrough} only` },
    },
  ];
}

/**
 * What has to travel with the case before it leaves the source: where the file lies, and a probationary member's papers. Asked once, wherever the
 * case comes by: an overturned rejection leads past the branch.
 */
export function refusePapers(state: InTransfer, overridden: ReadonlySet<string> | undefined): Refusal | undefined {
  const { archive, probationMaterials, papersPassed } = state.transfer;
  if (papersPassed) return undefined;
  if (archive.state !== 'absent' && archive.location.trim() === '' && !overridden?.has('archive-unknown'))
    return refuse('archive-unknown', rules.archive);
  const missing = state.standing === 'probationary' && probationMaterials.length === 0;
  return missing && !overridden?.has('probation-papers-missing') ? refuse('probation-papers-missing', rules.probationPapers) : undefined;
}

export const draftingMoves = {
  draft: move({
    label: { zh: '起草转接', en: 'draft a transfer' },
    // D-transfer-once: where none is open; also after a refusal that the member takes, then it is a new transfer.
    from: ['member', 'rejected'],
    by: { member: ['resident'], ...byBranch },
    input: z
      .object({
        ...details,
        /** Branch or committee of this installation; null where the target is outside. */
        target: z.uuid().nullable(),
        outside: outsideOrganisation.extend({ closedChannel: z.boolean() }).strict().nullable(),
      })
      .strict()
      .refine(({ target, outside }) => (target === null) !== (outside === null), 'either a target here or one outside'),
    gather: async (read, { target }, state): Promise<Ends> => ({
      source: state.status === 'none' || state.branch === null ? null : await readPlaced(read, state.branch),
      target: target === null ? null : await readPlaced(read, target),
    }),
    decide: (state, { target, outside: given, ...input }, { facts, policy }: MoveContext<Ends>) => {
      const { branch } = standing(state);
      // A letter that is still out may bring him into another book.
      if (state.outstanding !== null) return refuse('letter-out', rules.evidence);
      if (state.unmatched !== null) return refuse('receipt-due', rules.once);
      if (given?.closedChannel) return refuse('special-channel', rules.special);
      if (!facts.source?.committee) return refuse('no-approving-committee', rules.transfer);
      const base = {
        transfer: transferId(state.person, state.transfers),
        ...input,
        sourceBranch: branch,
        sourceCommittee: facts.source.committee.id,
      };
      if (given) {
        const { closedChannel: _closed, ...outside } = given;
        const kind = routeOf(facts.source.committee, { id: null, ...outside });
        if (!openRoutes(policy).includes(kind)) return refuse('route-closed', rules.order, { kind });
        return { type: 'TransferDrafted', ...base, kind, targetCommittee: null, targetBranch: null, outside, arbiter: null };
      }
      const { organisation, committee } = facts.target ?? { organisation: { status: 'none' as const }, committee: null };
      if (!facts.target || organisation.status !== 'formed') return refuse('target-unknown', rules.order);
      if (target === branch) return refuse('same-branch', rules.order);
      if (!committee) return refuse('no-approving-committee', rules.transfer);
      const kind = routeOf(facts.source.committee, committee);
      if (!openRoutes(policy).includes(kind)) return refuse('route-closed', rules.order, { kind });
      const targetBranch = target === committee.id ? null : target;
      const arbiter = commonAbove(facts.source, facts.target);
      return { type: 'TransferDrafted', ...base, kind, targetCommittee: committee.id, targetBranch, outside: null, arbiter };
    },
  }),
  amend: move({
    label: { zh: '更正', en: 'correct the draft' },
    from: ['draft'],
    by: { member: ['resident'], ...byBranch },
    input: z.object(details).strict(),
    decide: ({ transfer: { transfer } }, input) => ({ type: 'TransferAmended', transfer, ...input }),
  }),
  discard: move({
    label: { zh: '放弃', en: 'give up' },
    // Also what was rejected: no letter of it is out, and nothing else leads back to the branch.
    from: ['draft', 'rejected'],
    by: { member: ['resident'], ...byBranch },
    input: z.object({}).strict(),
    decide: ({ transfer: { transfer } }) => ({ type: 'TransferDiscarded', transfer }),
  }),
  submit: move({
    label: { zh: '提交支部审核', en: 'submit to the branch' },
    from: ['draft'],
    by: { member: ['resident'], ...byBranch },
    input: z.object({}).strict(),
    decide: ({ transfer: { transfer } }) => ({ type: 'TransferSubmitted', transfer }),
  }),
  branchApprove: move({
    label: { zh: '支部同意', en: 'approve for the branch' },
    from: ['branch-review'],
    by: byBranch,
    input: z.object({}).strict(),
    decide: (state, _input, { today, overridden }) =>
      refusePapers(state, overridden) ?? {
        events: [{ type: 'TransferApprovedByBranch', transfer: state.transfer.transfer }],
        warnings: duesWarning(state, today),
      },
  }),
  branchReturn: move({
    label: { zh: '支部退回', en: 'send back to the draft' },
    from: ['branch-review'],
    by: byBranch,
    input: z.object({ words }).strict(),
    decide: ({ transfer: { transfer } }, input) => ({ type: 'TransferReturnedByBranch', transfer, ...input }),
  }),
  rejectBySource: move({
    label: { zh: '不予转出', en: 'do not send' },
    from: ['branch-review', 'committee-review'],
    by: { branch: keepers, committee: deciders, source: deciders },
    // PMR19 25: no refusal without a ground; the list is closed.
    input: z.object({ reason: z.enum(rejectReasons), words }).strict(),
    decide: ({ transfer: { transfer, arbiter } }, input) => ({
      type: 'TransferRejected',
      transfer,
      ...input,
      appealTo: arbiter,
      appealRoute: appealRoute(arbiter),
    }),
  }),
};
