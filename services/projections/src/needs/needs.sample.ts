import { committee, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

/** A year's profile of a community, recorded twice, and the next year's with its service groups. */
export function needsStory(): Said[] {
  const say = (fields: object, year = 2026): Said => ({
    stream: `needs-profile/${committee}~${year}`,
    event: sampled('NeedsProfileRecorded', { community: committee, year, ...fields }),
  });
  return [
    say({}),
    say({ customs: ['广场舞'], on: '2026-02-01' }),
    say({ asOf: '2026-12-31', on: '2027-01-12', serviceGroups: { elderly: 584, newcomers: 210 } }, 2027),
  ];
}
