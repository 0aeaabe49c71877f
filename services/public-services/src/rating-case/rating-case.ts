import { model } from '@yimen/kernel';
import { deadlines } from './deadlines.js';
import { folds } from './folds.js';
import { moves } from './moves.js';
import type { RatingCase, RatingCaseEvent } from './state.js';

export type { RatingCase, RatingCaseEvent } from './state.js';

const { aggregate } = model<RatingCase, RatingCaseEvent, 'organisation' | 'rater'>();

/** What happens to a bad rating (5.3.3). The person whose work was rated is no reader, whatever else he is: he learns figures, not raters. */
export const ratingCase = aggregate({
  context: 'public-services',
  name: 'rating-case',
  collection: 'rating-cases',
  label: { zh: '差评办理', en: 'rating case' },
  ids: /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as RatingCase,
  states: {
    none: { zh: '未立案', en: 'not opened' },
    'rated-bad': { zh: '待受理', en: 'rated bad' },
    accepted: { zh: '已受理', en: 'accepted' },
    verified: { zh: '已核实', en: 'verified' },
    rectifying: { zh: '整改中', en: 'rectifying' },
    feedback: { zh: '已反馈', en: 'feedback given' },
    callback: { zh: '已回访', en: 'called back' },
    closed: { zh: '已办结', en: 'closed', final: true },
    appealed: { zh: '申诉中', en: 'appealed' },
    rechecked: { zh: '复核维持', en: 'rechecked and kept' },
    struck: { zh: '复核剔除', en: 'rechecked and struck', final: true },
  },
  parties: (state) =>
    state.status === 'none'
      ? {}
      : { organisation: { organisation: state.organisation }, ...(state.rater ? { rater: { person: state.rater } } : {}) },
  place: (state) => (state.status === 'none' ? undefined : { organisation: state.organisation }),
  readers: { organisation: ['hall-manager', 'rating-supervisor', 'auditor'] },
  hiddenFrom: (state) => (state.status === 'none' ? [] : [state.handler]),
  moves,
  on: folds,
  deadlines,
});
