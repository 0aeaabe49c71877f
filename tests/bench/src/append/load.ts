import { caseStories } from '../events/case-event.js';
import { quantile } from '../run/line.js';
import type { Answer, Question, StoreSide } from './store-side.js';

/** Cases that one run takes at most, so that runs keep apart. */
export const casesOf = ({ writers, events }: Pick<Question, 'writers' | 'events'>): number => Math.ceil(events / 3) + writers;

/**
 * A closed loop: each writer takes a case, appends its events one by one, each awaited and at an exact revision, then takes the next case.
 * So one append in nine begins a stream, the others are new revisions of one.
 */
export async function load(side: StoreSide, { writers, events, from }: Question): Promise<Answer> {
  const stories = [...caseStories(events, from)];
  const latencies = new Float64Array(events);
  let nextStory = 0;
  let done = 0;
  const writer = async () => {
    for (let story = stories[nextStory++]; story; story = stories[nextStory++]) {
      for (const [revision, event] of story.events.entries()) {
        const began = performance.now();
        await side.append(story.stream, revision, event);
        latencies[done++] = performance.now() - began;
      }
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: writers }, writer));
  const seconds = (performance.now() - began) / 1000;
  const measured = latencies.subarray(0, done);
  return { perSecond: done / seconds, p50: quantile(measured, 0.5), p99: quantile(measured, 0.99) };
}
