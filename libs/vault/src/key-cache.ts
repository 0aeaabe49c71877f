/** Clear keys in memory: least recently used go first, and none is kept longer than its time, so that a destroyed key dies here too. */
export class KeyCache<Entry> {
  readonly #entries = new Map<string, { readonly entry: Entry; readonly until: number }>();
  #cleared = 0;

  constructor(
    private readonly most: number,
    private readonly keepMs: number,
  ) {}

  /** Read before keys are fetched and given to `put`: what was fetched before a clearing is not kept after it. */
  get generation(): number {
    return this.#cleared;
  }

  get(name: string): Entry | undefined {
    const found = this.#entries.get(name);
    if (!found) return undefined;
    this.#entries.delete(name);
    if (found.until <= performance.now()) return undefined;
    this.#entries.set(name, found);
    return found.entry;
  }

  put(name: string, entry: Entry, generation: number): void {
    if (generation !== this.#cleared) return;
    this.#entries.delete(name);
    this.#entries.set(name, { entry, until: performance.now() + this.keepMs });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.most) break;
      this.#entries.delete(oldest);
    }
  }

  clear(): void {
    this.#cleared += 1;
    this.#entries.clear();
  }
}
