import type { AnyAggregate } from '@yimen/service-shell';
import { publicServices } from './index.js';

/** `slice deadline: rule`, as an overdue list and a late answer tell it. */
const told = (publicServices.slices as readonly AnyAggregate[]).flatMap(({ name, deadlines }) =>
  Object.entries(deadlines ?? {}).map(([deadline, { rule }]) => `${name} ${deadline}: ${rule}`),
);

test('every deadline tells the rule that sets it', () => {
  expect(told).toEqual(
    expect.arrayContaining([
      'queue end-of-day: D-queue-daily',
      'visit end-of-day: D-visit',
      'service-case check: D-supplement-once',
      'service-case online-check: XT23 online',
      'service-case supplement: XT23 supplement',
      'service-case hand-over: D-handover',
      'service-case decision: D-promised-limit',
      'service-case statutory: D-guide-limit',
      'service-case tolerance: XT23 tolerance',
      'service-case promise-check: XT23 promise',
      'service-case delivery: D-result-delivery',
      'service-case archive: D-archive',
      'service-case cannot-do: D-cannot-do',
      'rating-case accept: D-rating-case',
      'rating-case verify: D-rating-case',
      'rating-case rectify: RATING-SUINING',
      'rating-case callback: D-rating-case',
      'rating-case recheck: D-rating-case',
      'admission form-check: D-admission-form',
      'admission decision: D-admission-limit',
      'admission resubmit: D-admission-return',
      'admission opinions: D-admission-opinion',
      'admission start: D-admission-order',
      'admission money: D-admission-suspend',
      'admission agreement: D-admission-agreement',
      'admission review: D-admission-review',
      'admission contract: D-purchase-order',
      'admission end: D-admission-temporary',
      'admission basis: D-admission-basis',
      'application-number reservation: D-admission-register',
      'correction-notice correction: D-report-correct',
    ]),
  );
});
