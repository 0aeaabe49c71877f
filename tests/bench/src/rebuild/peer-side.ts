// Emmett with the same cases, in a process of its own: `peer-side.js <url>`.
import { caseStories, type CaseStory } from '../cases/case-event.js';
import { answering } from '../run/side.js';
import type { PeerAnswer, PeerQuestion } from './peer.js';

interface Peer {
  fill(stories: Iterable<CaseStory>): Promise<void>;
  rebuild(): Promise<void>;
  cases(): Promise<PeerAnswer['cases']>;
  close(): Promise<void>;
}

const [url = ''] = process.argv.slice(2);
const module = new URL('../../peers/rebuild.mjs', import.meta.url);
const { open } = (await import(module.href)) as { open: (url: string) => Promise<Peer> };
const peer = await open(url);

answering<PeerQuestion, PeerAnswer>(
  async (question) => {
    const began = performance.now();
    if (question.fill !== undefined) await peer.fill(caseStories({ to: question.fill }));
    else await peer.rebuild();
    const seconds = (performance.now() - began) / 1000;
    return { seconds, peakMb: process.resourceUsage().maxRSS / 1024, cases: await peer.cases() };
  },
  () => peer.close(),
);
