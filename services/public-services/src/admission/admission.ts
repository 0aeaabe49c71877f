import { z } from 'zod';
import { draftingMoves } from './applying/drafting.js';
import { reviewMoves } from './applying/reviews.js';
import { deadlines } from './deadlines.js';
import { agreementMoves } from './entry/agreements.js';
import { contractMoves } from './entry/contracts.js';
import { exemptMoves } from './entry/exempt.js';
import { instalmentMoves } from './entry/instalments.js';
import { listingMoves } from './entry/listing.js';
import { runningMoves } from './entry/running.js';
import { applicationFolds, entryFolds } from './folds.js';
import { aggregate, legal, move, officers, type Admission } from './state.js';

export type { Admission, AdmissionEvent } from './state.js';

/** A department's application for a matter, the decision, and the matter's life in the lists (准入, 5.1.4 and 13.1). */
export const admission = aggregate({
  context: 'public-services',
  name: 'admission',
  collection: 'admissions',
  label: { zh: '准入事项', en: 'admission of a matter' },
  ids: 'derived',
  initial: { status: 'none' } as Admission,
  states: {
    none: { zh: '未起草', en: 'not drafted' },
    draft: { zh: '草稿', en: 'draft' },
    submitted: { zh: '已提交', en: 'submitted' },
    returned: { zh: '已退回', en: 'returned' },
    withdrawn: { zh: '已撤回', en: 'withdrawn', final: true },
    rejected: { zh: '已驳回', en: 'rejected', final: true },
    'form-checked': { zh: '形式审查通过', en: 'form checked' },
    classified: { zh: '已分类', en: 'classified' },
    'legal-ok': { zh: '合法性审查通过', en: 'legal review passed' },
    'finance-ok': { zh: '经费审查通过', en: 'finance review passed' },
    'opinions-asked': { zh: '征求意见中', en: 'opinions asked' },
    'opinion-done': { zh: '意见已征求', en: 'opinions heard' },
    approved: { zh: '已批准', en: 'approved' },
    listed: { zh: '已列入清单', en: 'listed' },
    agreed: { zh: '已签协议', en: 'agreed' },
    funded: { zh: '经费已到账', en: 'funded' },
    contracted: { zh: '已签合同', en: 'contracted' },
    active: { zh: '生效', en: 'active' },
    amended: { zh: '调整后生效', en: 'active as amended' },
    suspended: { zh: '暂停', en: 'suspended' },
    'under-review': { zh: '评估中', en: 'under review' },
    expired: { zh: '已到期', en: 'expired', final: true },
    exited: { zh: '已退出', en: 'exited', final: true },
  },
  parties: (state) => {
    if (state.status === 'none') return {};
    const { department, office } = state;
    const bodies = 'bodies' in state ? state.bodies : null;
    return {
      department: { organisation: department },
      office: { organisation: office },
      ...(bodies && {
        justice: { organisation: bodies.justice },
        finance: { organisation: bodies.finance },
        review: { organisation: bodies.review },
      }),
      ...('subDistrict' in state && { subDistrict: { organisation: state.subDistrict } }),
    };
  },
  // The county or city whose registers the matter is to stand in.
  place: (state) => (state.status === 'none' ? undefined : { area: state.form.county }),
  readers: {
    department: [...officers, 'auditor'],
    office: [...officers, 'auditor'],
    justice: legal,
    finance: ['finance'],
    review: officers,
    subDistrict: ['sub-district'],
  },
  moves: {
    ...draftingMoves,
    ...reviewMoves,
    ...listingMoves,
    ...agreementMoves,
    ...contractMoves,
    ...instalmentMoves,
    ...runningMoves,
    ...exemptMoves,
    computeDue: move({
      label: { zh: '算定期限', en: 'compute the due date' },
      from: [
        'submitted',
        'returned',
        'form-checked',
        'classified',
        'legal-ok',
        'finance-ok',
        'opinions-asked',
        'opinion-done',
        'listed',
        'agreed',
        'funded',
        'active',
        'amended',
        'suspended',
        'under-review',
      ],
      by: 'system',
      input: z.object({ deadline: z.string().max(40), dueOn: z.iso.date() }).strict(),
      decide: (_state, computed) => ({ type: 'AdmissionDueComputed', ...computed }),
    }),
  },
  on: { ...applicationFolds, ...entryFolds },
  deadlines,
});
