import { acceptanceMoves } from './acceptance.js';
import { cannotDoMoves } from './cannot-do.js';
import { deadlines } from './deadlines.js';
import { filingMoves } from './filing.js';
import { handlingFolds, submissionFolds } from './folds.js';
import { handlingMoves } from './handling.js';
import { modeMoves } from './modes.js';
import { outcomeMoves } from './outcome.js';
import { aggregate, back, front, type ServiceCase } from './state.js';
import { submissionMoves } from './submission.js';
import { supplementMoves } from './supplement.js';

export type { CaseEvent, ServiceCase } from './state.js';

export const serviceCase = aggregate({
  context: 'public-services',
  name: 'service-case',
  collection: 'cases',
  label: { zh: '办件', en: 'case' },
  ids: 'derived',
  initial: { status: 'none' } as ServiceCase,
  states: {
    none: { zh: '未提交', en: 'not submitted' },
    submitted: { zh: '已提交', en: 'submitted' },
    checked: { zh: '已审核', en: 'papers checked' },
    'supplement-requested': { zh: '待补正', en: 'supplement requested' },
    supplemented: { zh: '已补正', en: 'supplemented' },
    'expired-supplement': { zh: '逾期未补正', en: 'supplement expired', final: true },
    'not-accepted': { zh: '不予受理', en: 'not accepted' },
    accepted: { zh: '已受理', en: 'accepted' },
    dispatched: { zh: '已分拨', en: 'dispatched' },
    handling: { zh: '办理中', en: 'handling' },
    forwarded: { zh: '已上报', en: 'forwarded' },
    paused: { zh: '暂停计时', en: 'paused' },
    decided: { zh: '已决定', en: 'decided' },
    'result-ready': { zh: '结果待领', en: 'result ready' },
    delivered: { zh: '已送达', en: 'delivered' },
    withdrawn: { zh: '已撤回', en: 'withdrawn', final: true },
    archived: { zh: '已归档', en: 'archived', final: true },
  },
  parties: (state) => {
    if (state.status === 'none') return {};
    const { organisation, handledBy, applicant, cannotDo } = state;
    return {
      window: { organisation },
      body: { organisation: handledBy },
      applicant: { person: applicant },
      ...(state.status === 'forwarded' ? { forwarded: { organisation: state.forwardedTo } } : {}),
      ...(cannotDo?.routedTo ? { routed: { organisation: cannotDo.routedTo } } : {}),
    };
  },
  // Where it is handled: a case that was received elsewhere runs under the limits of the body that decides it.
  place: (state) => (state.status === 'none' ? undefined : { organisation: state.handledBy }),
  readers: { window: [...front, 'auditor'], body: [...back, 'auditor'], applicant: ['resident'], forwarded: back, routed: back },
  opens: { window: front, body: back, applicant: ['resident'], forwarded: back },
  moves: {
    ...submissionMoves,
    ...supplementMoves,
    ...filingMoves,
    ...acceptanceMoves,
    ...modeMoves,
    ...handlingMoves,
    ...outcomeMoves,
    ...cannotDoMoves,
  },
  on: { ...submissionFolds, ...handlingFolds },
  deadlines,
});
