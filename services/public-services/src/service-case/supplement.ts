import { supplementRequested } from '@yimen/contracts';
import { addWorkingDays, isRefusal } from '@yimen/kernel';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { lawOfNotice, noticeRule } from '../law-of-matter.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { rules } from '../rules.js';
import { filed, filesOf, readFiles, type FileAdvice } from './filing.js';
import { keysOf, missingOf, notInGuide, refs, withThese } from './materials.js';
import { refuse } from './refuse.js';
import { back, front, move, type CaseEvent } from './state.js';
import { isPast, noticeDue } from './time.js';

const keys = z.array(z.string()).min(1).max(60);
const gap = z.object({ key: z.string(), gap: supplementRequested.schema.shape.gaps.element.shape.gap }).strict();

export const supplementMoves = {
  check: move({
    label: { zh: '审核材料', en: 'check the papers' },
    from: ['submitted', 'checked', 'supplemented'],
    by: { window: front, body: back },
    /** Keys of the materials found complete and in order; everything else that the guide wants is missing. */
    input: z.object({ provided: z.array(z.string()).max(60) }).strict(),
    decide: ({ materials }, { provided }, { actor, today }) =>
      notInGuide(materials, provided) ?? {
        type: 'CaseChecked',
        provided: refs(materials, provided),
        missing: missingOf(materials, provided),
        by: actorId(actor),
        on: today,
      },
  }),
  requestSupplement: move({
    label: { zh: '一次性告知补正', en: 'request the supplement' },
    from: ['checked', 'supplemented'],
    by: { window: front, body: back },
    input: z.object({ gaps: z.array(gap).min(1).max(60) }).strict(),
    decide: (state, { gaps }, context) => {
      const { policy, today } = context;
      const rule = noticeRule(state);
      if (state.supplement && stands('one-notice-only', context)) return refuse('one-notice-only', rule);
      if (isPast(state.checkDue, today) && stands('notice-too-late', context))
        return refuse('notice-too-late', rule, { due: state.checkDue.dueOn });
      const asked = gaps.map(({ key }) => key);
      const unknown = notInGuide(state.materials, asked);
      if (unknown) return unknown;
      const shared = state.materials.find(({ key, bySharing }) => bySharing && asked.includes(key));
      if (shared) return refuse('material-by-sharing', rules.sharing, { name: shared.name });
      const left = state.missing.filter(({ key }) => !asked.includes(key));
      if (left.length > 0) return refuse('gap-left-out', rule, { keys: keysOf(left) });
      return {
        type: 'SupplementRequested',
        gaps: state.materials.flatMap(({ key, name }) => {
          const found = gaps.find((each) => each.key === key);
          return found ? [{ key, name, gap: found.gap }] : [];
        }),
        period: { amount: policy.number(parameters.supplementDays), unit: 'WD' },
        law: lawOfNotice(rule),
        applicant: state.applicant,
        channel: state.noticeChannel,
        on: today,
      };
    },
  }),
  recordNoticeDelivered: move({
    label: { zh: '登记补正告知送达', en: 'delivery of the supplement notice' },
    from: [
      'supplement-requested',
      'supplemented',
      'checked',
      'expired-supplement',
      'not-accepted',
      'withdrawn',
      'accepted',
      'dispatched',
      'handling',
      'forwarded',
      'paused',
      'decided',
      'result-ready',
      'delivered',
      'archived',
    ],
    by: 'system',
    input: z.object({ notice: z.uuid(), deliveredOn: z.iso.date() }).strict(),
    happenedOn: ({ deliveredOn }) => deliveredOn,
    decide: (state, { notice, deliveredOn }, { policy, calendar }) => {
      // A proof that comes when nobody waits for it any more starts no period; a second proof does not start it again.
      if (state.status !== 'supplement-requested' || state.supplement?.due) return [];
      const due = addWorkingDays(deliveredOn, policy.number(parameters.supplementDays), calendar);
      return { type: 'SupplementNoticeDelivered', notice, deliveredOn, due };
    },
  }),
  supplement: move({
    label: { zh: '补交材料', en: 'hand in materials' },
    from: ['supplement-requested'],
    by: { window: front, body: back, applicant: ['resident'] },
    input: z.object({ provided: keys, files: filesOf }).strict(),
    gather: async (read, { files }, state): Promise<FileAdvice> => ({
      stored: state.status === 'none' ? {} : await readFiles(read, files, state.applicant),
    }),
    decide: (state, { provided, files: given }, context) => {
      const { actor, policy, calendar, today } = context;
      const unknown = notInGuide(state.materials, provided);
      if (unknown) return unknown;
      const due = state.supplement?.due ?? null;
      if (isPast(due, today) && stands('supplement-late', context))
        return refuse('supplement-late', rules.supplementOverdue, { due: due.dueOn });
      const asked = state.missing.filter(({ key }) => provided.includes(key));
      if (asked.length === 0) return refuse('supplement-nothing-new', rules.supplementOnce);
      const files = filed(state.materials, given, state.files, context);
      if (isRefusal(files)) return files;
      const supplemented: CaseEvent = {
        type: 'MaterialsSupplemented',
        provided: refs(state.materials, provided),
        missing: missingOf(state.materials, withThese(state, provided)),
        by: actorId(actor),
        on: today,
        checkDue: noticeDue(state, today, { policy, calendar }),
      };
      return [supplemented, ...files];
    },
  }),
  expireSupplement: move({
    label: { zh: '逾期未补正', en: 'the supplement is overdue' },
    from: ['supplement-requested'],
    by: 'system',
    input: z.object({}).strict(),
    decide: ({ applicant }, _input, { today }) => ({ type: 'SupplementExpired', applicant, on: today }),
  }),
};
