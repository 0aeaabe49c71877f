import { committee, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

/** A year's profile of a community, recorded twice. */
export function needsStory(): Said[] {
  const say = (fields: object): Said => ({
    stream: `needs-profile/${committee}~2026`,
    event: sampled('NeedsProfileRecorded', { community: committee, ...fields }),
  });
  return [say({}), say({ customs: ['广场舞'], on: '2026-02-01' })];
}
