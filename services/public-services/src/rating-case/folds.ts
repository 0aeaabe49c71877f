import type { When } from '@yimen/kernel';
import type { RatingCase, RatingCaseEvent } from './state.js';

type Of<T extends RatingCaseEvent['type']> = Extract<RatingCaseEvent, { type: T }>;
type Found = When<RatingCase, 'verified' | 'rectifying' | 'feedback' | 'callback' | 'appealed' | 'rechecked'>;
type Open = Exclude<RatingCase, { status: 'none' }>;

export const folds = {
  BadRatingOpened: (_none: RatingCase, { rating, level, organisation, handler, named, rater, due }: Of<'BadRatingOpened'>): RatingCase => ({
    status: 'rated-bad',
    rating,
    level,
    organisation,
    handler,
    named,
    rater,
    due,
    responsible: null,
  }),
  BadRatingAccepted: (state: When<RatingCase, 'rated-bad'>, { responsible }: Of<'BadRatingAccepted'>): RatingCase => ({
    ...state,
    status: 'accepted',
    responsible,
  }),
  BadRatingVerified: (state: When<RatingCase, 'accepted'>, { finding }: Of<'BadRatingVerified'>): RatingCase => ({
    ...state,
    status: 'verified',
    finding,
  }),
  RectificationStarted: (state: Found): RatingCase => ({ ...state, status: 'rectifying' }),
  RectificationReported: (state: Found): RatingCase => ({ ...state, status: 'feedback' }),
  RaterCalledBack: (state: Found, { reached }: Of<'RaterCalledBack'>): RatingCase => ({ ...state, status: 'callback', reached }),
  RatingCaseClosed: (state: Found, { inTime }: Of<'RatingCaseClosed'>): RatingCase => ({ ...state, status: 'closed', inTime }),
  BadRatingAppealed: (state: Found): RatingCase => ({ ...state, status: 'appealed' }),
  BadRatingRechecked: (state: Found, { outcome }: Of<'BadRatingRechecked'>): RatingCase => ({
    ...state,
    status: outcome === 'struck' ? 'struck' : 'rechecked',
  }),
  // The dates of the steps are kept by their deadlines' own rows; no decision looks at them.
  RatingDueComputed: (state: Open, { deadline, dueOn }: Of<'RatingDueComputed'>): RatingCase =>
    deadline === 'rectify' ? { ...state, due: { dueOn } } : state,
};
