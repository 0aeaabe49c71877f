/**
 * The order of Jest's files: those that start the whole system first, then those with a database or a broker of their own, then the rest, the longer file first within each. Jest's own order knows
 * only what a run before took; on a clean checkout its longest file may begin last and leave every other worker idle.
 */
export default class LongestFirst {
  sort(tests) {
    const size = ({ path, context }) => context.hasteFS.getSize(path) ?? 0;
    return [...tests].sort((one, other) => weight(other.path) - weight(one.path) || size(other) - size(one));
  }

  // What Jest asks of a sequencer besides; nothing is kept between runs.
  cacheResults() {}
  allFailedTests(tests) {
    return tests;
  }
}

function weight(file) {
  if (/[\\/]tests[\\/](journeys|contracts|faults)[\\/]/.test(file)) return 2;
  return /\.(int|full)\.spec\.ts$/.test(file) ? 1 : 0;
}
