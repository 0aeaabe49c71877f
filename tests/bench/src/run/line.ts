/** One result as `npm run bench` prints it, one JSON object a line. Rates: more is better; milliseconds, seconds, MB: less is better. */
export interface Line {
  readonly name: string;
  readonly unit: string;
  /** Median over the runs. */
  readonly ours: number;
  /** Median of the peer in the same run; null where there is none to compare with. */
  readonly peer: number | null;
  /** How many times better than the peer we are, whatever the unit. */
  readonly ratio: number | null;
  /** What is known to be possible: the best hand-written way measured in the same run, or the target that was set; `note` says which. */
  readonly limit: number | null;
  /** What was done in each run on each side: events, writes, cases or starts. */
  readonly n: number;
  readonly note: string;
}

export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly peer?: readonly number[];
  readonly limit?: number | null;
  readonly n: number;
  readonly note: string;
  /** Milliseconds, seconds and MB. */
  readonly lessIsBetter?: boolean;
}

/** A line of what the runs gave: medians, and the ratio of the medians. */
export function lineOf({ name, unit, ours, peer, limit = null, n, note, lessIsBetter = false }: Measured): Line {
  const mine = median(ours);
  const theirs = peer && peer.length > 0 ? median(peer) : null;
  const ratio = theirs === null ? null : lessIsBetter ? theirs / mine : mine / theirs;
  return {
    name,
    unit,
    ours: rounded(mine),
    peer: theirs === null ? null : rounded(theirs),
    ratio: ratio === null ? null : rounded(ratio),
    limit: limit === null ? null : rounded(limit),
    n,
    note: `median of ${ours.length}; ${note}`,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error('no values to take a median of');
  return (low + high) / 2;
}

/** Nearest rank; `share` 0.99 for p99. Sorts a copy. */
export function quantile(values: readonly number[] | Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('no values to take a quantile of');
  return value;
}

/** Three significant digits are more than such figures hold; whole numbers stay whole. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
