import { casesFor, caseStories } from '../cases/case-event.js';
import { quantile } from '../run/line.js';
import type { Answer, Question, StoreSide } from './store-side.js';

/**
 * A closed loop: each writer takes a case, appends its events one by one, each awaited and at an exact revision, then takes the next case.
 * So one append in nine begins a stream, the others are new revisions of one.
 */
export async function load(side: StoreSide, { writers, events, after }: Question): Promise<Answer> {
  const stories = [...caseStories({ after, to: after + casesFor(events).cases })];
  const latencies = new Float64Array(stories.reduce((sum, story) => sum + story.events.length, 0));
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
  return { perSecond: done / seconds, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}
