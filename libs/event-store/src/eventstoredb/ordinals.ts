/** Which event of the service stands at which ordinal: its commit position, 8 bytes each, in the order of $all. */
export class Ordinals {
  #positions = new BigUint64Array(1024);
  #count = 0;

  /** The last ordinal; 0n where there is none. */
  get head(): bigint {
    return BigInt(this.#count);
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
    return BigInt(this.#count);
  }

  /** Commit position at an ordinal; undefined outside 1..head. */
  at(ordinal: bigint): bigint | undefined {
    return ordinal >= 1n && ordinal <= this.head ? this.#positions[Number(ordinal) - 1] : undefined;
  }

  /** The ordinal of the event at a commit position; undefined where none of ours stands there. */
  of(at: bigint): bigint | undefined {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#positions[middle] ?? 0n) < at) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.#positions[low] === at ? BigInt(low + 1) : undefined;
  }
}
