/** Room in the memory of this process for so many bytes at once, so that uploads cannot fill it however many come. */
export class Room {
  #free: number;

  constructor(readonly most: number) {
    this.#free = most;
  }

  /** Takes room; answers how to give it back (doing so again changes nothing), or undefined where there is none now. */
  take(bytes: number): (() => void) | undefined {
    if (bytes > this.#free) return undefined;
    this.#free -= bytes;
    let held = bytes;
    return () => {
      this.#free += held;
      held = 0;
    };
  }
}
