import { burdenStory } from '../burden/burden.sample.js';
import { coverageStories } from '../coverage/coverage-story.sample.js';
import { boundaryStory } from '../directory/boundary-story.sample.js';
import { moneyStory } from '../money/money-story.sample.js';
import { needsStory } from '../needs/needs.sample.js';
import { networkStories } from '../party-network/party-network.sample.js';
import { preAccessStory } from '../pre-access/pre-access.sample.js';
import { transferStories } from '../transfers/transfer-story.sample.js';
import { queueStory, visitStory, caseStory, otherCases, ratingStories, troubleStory, bookStories } from './story.sample.js';
import type { Said } from './world.sample.js';

/** What is told to every read model: one story or more for each of its events. */
export const everyStory = (): Said[] => [
  ...queueStory(),
  ...visitStory(),
  ...caseStory(),
  ...otherCases(),
  ...ratingStories(),
  ...troubleStory(),
  ...bookStories(),
  ...preAccessStory(),
  ...burdenStory(),
  ...needsStory(),
  ...transferStories(),
  ...networkStories(),
  ...coverageStories(),
  ...boundaryStory(),
  ...moneyStory(),
];
