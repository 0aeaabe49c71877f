// One way to store, in a process of its own: `side.js <way> <url> <writers>`.
import { answering } from '../run/side.js';
import { groupCommit, singleRows } from './by-hand.js';
import { load } from './load.js';
import { ours } from './ours.js';
import { peer } from './peer.js';
import type { Answer, Question, StoreSide, Way } from './store-side.js';

const [way = '', url = '', writers = ''] = process.argv.slice(2);
const open: Readonly<Record<Way, () => Promise<StoreSide>>> = {
  ours: () => ours(url),
  peer: () => peer(url),
  group: () => groupCommit(url),
  single: () => singleRows(url, Number(writers)),
};
const side = await open[way as Way]();
answering<Question, Answer>(
  (question) => load(side, question),
  () => side.close(),
);
