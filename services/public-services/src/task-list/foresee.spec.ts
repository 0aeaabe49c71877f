import { fold } from '@yimen/kernel';
import { formSample } from '@yimen/contracts';
import { decide, weekdays } from '@yimen/testing';
import { admission } from '../admission/admission.js';
import { census, drafted, entrusted, history, on, own, policy } from '../admission/admission.sample.js';
import type { Form } from '../admission/state.js';
import { foresee, type Foreseen } from './foresee.js';

const evaluation = (change: object) => ({ evaluation: { ...formSample.evaluation, ...change } });

/** What the slice makes of the same form on the same day. */
function submitted(form: Form): Foreseen['outcome'] {
  const { refusal, events } = decide(admission, fold(admission, history(drafted(form))), 'submit', {}, on('2026-03-02'));
  if (!refusal) return events[0]?.type === 'ApplicationRejected' ? 'rejected' : 'accepted';
  if (refusal.code === 'fields-missing') return 'incomplete';
  return refusal.code === 'guards-hit' ? 'overridable' : 'refused';
}

test.each<[string, Form, Foreseen['outcome']]>([
  ['a census in order', census(), 'accepted'],
  ['entrusted work in order', entrusted(), 'accepted'],
  ['an own duty in order', own(), 'accepted'],
  ['entrusted without money: law refuses it', entrusted({ money: null }), 'rejected'],
  ['a matter of the negative list', census({ matter: { id: 'F01', name: '招商引资指标' }, classAsked: 'FORBIDDEN' }), 'rejected'],
  ['a certificate: a notice, no law', census({ certificate: { id: 'C05', legalException: null } }), 'overridable'],
  ['a ranking', census(evaluation({ ranking: true })), 'overridable'],
  ['fields missing', census({ training: '' }), 'incomplete'],
  ['fields missing and a guard met', census({ training: '', ...evaluation({ ranking: true }) }), 'incomplete'],
  ['too late', census({ period: { from: '2026-03-20', to: '2026-05-20' } }), 'refused'],
  ['temporary for too long', census({ period: { from: '2026-05-06', to: '2026-12-31' }, exitOn: null }), 'refused'],
  ['an id that nobody knows', census({ matter: { id: 'A99', name: '某事' }, basis: { ...formSample.basis, law: '某法' } }), 'refused'],
  [
    'more money than can be recorded',
    census({ money: { ...census().money!, standard: { per: 'year', price: '9'.repeat(18) } } }),
    'refused',
  ],
  ['an end before the beginning', census({ period: { from: '2026-05-06', to: '2026-05-05' } }), 'refused'],
])('what is foreseen is what a submission meets · %s', (_name, form, outcome) => {
  expect(foresee(form, { today: '2026-03-02', policy, calendar: weekdays(2026) }).outcome).toBe(outcome);
  expect(submitted(form)).toBe(outcome);
});

test('every guard is told, also where fields are missing first', () => {
  const { hits, gaps } = foresee(census({ training: '', ...evaluation({ ranking: true, oneVoteVeto: true }) }), {
    today: '2026-03-02',
    policy,
    calendar: weekdays(2026),
  });
  expect([hits.map(({ guard }) => guard), gaps]).toEqual([['G4', 'G11'], ['training']]);
});
