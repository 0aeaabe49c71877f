import type { Mark } from './marks.js';

/** Segments of the past that are kept once they were read, of about 1,000 events each. */
const KEPT = 256;

/** Between two marks (the first may be missing: the beginning): where they stand, and how many events lie after the first up to the second. */
export interface Segment {
  readonly after: Mark | undefined;
  readonly last: Mark;
}

/**
 * Which event of the service stands at which ordinal: commit positions in the order of $all, 8 bytes each. What lies before the last mark that the index
 * was taken up from is read when it is asked for.
 */
export class Ordinals {
  readonly #marks: readonly Mark[];
  readonly #base: bigint;
  #positions = new BigUint64Array(1024);
  #count = 0;
  readonly #segments = new Map<Segment['last'], Promise<BigUint64Array>>();

  constructor(marks: readonly Mark[] = []) {
    this.#marks = marks;
    this.#base = marks.at(-1)?.position ?? 0n;
  }

  /** The last ordinal; 0n where there is none. */
  get head(): bigint {
    return this.#base + BigInt(this.#count);
  }

  /** Adds the next; answers its ordinal. Commit positions only grow. */
  add(at: bigint): bigint {
    if (this.#count === this.#positions.length) {
      const grown = new BigUint64Array(this.#positions.length * 2);
      grown.set(this.#positions);
      this.#positions = grown;
    }
    this.#positions[this.#count] = at;
    this.#count += 1;
    return this.head;
  }

  /** The last place at or before an ordinal whose commit position is known; undefined: the beginning. */
  before(ordinal: bigint): { readonly position: bigint; readonly commit: bigint } | undefined {
    const commit = this.known(ordinal);
    if (commit !== undefined) return { position: ordinal, commit };
    return this.#marks[firstNotLess(this.#marks.length, (index) => (this.#marks[index]?.position ?? 0n) > ordinal) - 1];
  }

  /** The commit position at an ordinal, where it is known without reading. */
  known(ordinal: bigint): bigint | undefined {
    if (ordinal > this.#base && ordinal <= this.head) return this.#positions[Number(ordinal - this.#base) - 1];
    const mark = this.#marks[firstNotLess(this.#marks.length, (index) => (this.#marks[index]?.position ?? 0n) >= ordinal)];
    return mark?.position === ordinal ? mark.commit : undefined;
  }

  /** The ordinal of the event at a commit position; undefined where none of ours stands there, as far as the index has come. */
  async of(at: bigint, read: (segment: Segment) => Promise<BigUint64Array>): Promise<bigint | undefined> {
    const index = firstNotLess(this.#marks.length, (mark) => (this.#marks[mark]?.commit ?? 0n) >= at);
    const last = this.#marks[index];
    if (!last) return find(this.#positions.subarray(0, this.#count), at, this.#base);
    const after = this.#marks[index - 1];
    return find(await this.#segment({ after, last }, read), at, after?.position ?? 0n);
  }

  async #segment(segment: Segment, read: (segment: Segment) => Promise<BigUint64Array>): Promise<BigUint64Array> {
    const reading = this.#segments.get(segment.last) ?? read(segment);
    this.#segments.delete(segment.last);
    this.#segments.set(segment.last, reading);
    for (const oldest of this.#segments.keys()) {
      if (this.#segments.size <= KEPT) break;
      this.#segments.delete(oldest);
    }
    try {
      return await reading;
    } catch (error) {
      this.#segments.delete(segment.last);
      throw error;
    }
  }
}

function find(positions: BigUint64Array, at: bigint, base: bigint): bigint | undefined {
  const index = firstNotLess(positions.length, (place) => (positions[place] ?? 0n) >= at);
  return positions[index] === at && index < positions.length ? base + BigInt(index) + 1n : undefined;
}

/** The first index of 0..count-1 from which on the condition holds; count where it never does. */
function firstNotLess(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
