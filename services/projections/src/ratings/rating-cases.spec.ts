import { describe, expect, test } from '@jest/globals';
import { foldRows } from '../service/fold-rows.sample.js';
import { at, sampled } from '../service/story.sample.js';
import { ratingCases } from './rating-cases.js';

const stream = `rating-case/${at(71)}`;
/** The row after these events, each by its sample with some fields told. */
function after(...told: readonly (readonly [type: string, fields?: object])[]) {
  const said = [['BadRatingOpened'] as const, ...told].map(([type, fields]) => ({ stream, event: sampled(type, fields) }));
  return foldRows(ratingCases, said)['cases']?.[0];
}
const accepted = ['BadRatingAccepted'] as const;
const verified = ['BadRatingVerified'] as const;
const appealed = ['BadRatingAppealed'] as const;
const rectified = [accepted, verified, ['RectificationStarted'], ['RectificationReported']] as const;

describe('5.3.3 · the step that runs, beside the date of the whole', () => {
  test.each([
    ['opened', [], 'accept', '2026-03-03'],
    ['accepted', [accepted], 'verify', '2026-03-10'],
    ['verified', [accepted, verified], null, null],
    ['feedback by name', rectified, 'callback', '2026-03-26'],
    ['feedback, anonymous', [...rectified.slice(0, 3), ['RectificationReported', { callbackDue: null }]] as const, null, null],
    ['called back', [...rectified, ['RaterCalledBack']] as const, null, null],
    ['appealed', [accepted, verified, appealed], 'recheck', '2026-03-11'],
    ['rechecked and kept', [accepted, verified, appealed, ['BadRatingRechecked', { outcome: 'kept' }]] as const, null, null],
  ] as const)('%s', (_name, told, stepKind, stepDueOn) => {
    expect(after(...told)).toMatchObject({ stepKind, stepDueOn, stepPending: false, dueOn: '2026-03-23', open: true });
  });
});

test('13.6 · a step that waits for its calendar is pending and gets its own date, never that of the whole', () => {
  const pending = ['BadRatingAccepted', { verifyDue: { pending: { from: '2026-12-28', amount: 5, unit: 'WD' } } }] as const;
  expect(after(pending)).toMatchObject({ stepKind: 'verify', stepDueOn: null, stepPending: true });
  const computed = ['RatingDueComputed', { deadline: 'verify', dueOn: '2027-01-05' }] as const;
  expect(after(pending, computed)).toMatchObject({ stepDueOn: '2027-01-05', stepPending: false, dueOn: '2026-03-23' });
  expect(after(['RatingDueComputed', { deadline: 'rectify', dueOn: '2027-01-14' }])).toMatchObject({ dueOn: '2027-01-14' });
});

test('what is closed or struck out has no step; what is struck out has nothing to put right', () => {
  expect(after(...rectified, ['RaterCalledBack'], ['RatingCaseClosed'])).toMatchObject({ open: false, stepKind: null, inTime: true });
  expect(after(accepted, verified, appealed, ['BadRatingRechecked'])).toMatchObject({ open: false, stepKind: null, dueOn: null });
});
