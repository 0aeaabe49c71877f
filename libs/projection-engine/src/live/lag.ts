/**
 * Since when a projection has been behind. The log tells how many events are missing, not when they came; so each look notes the
 * watermark with its time, and the lag is the age of the first look that saw an event not yet applied.
 */
export class LagClock {
  private readonly seen = new Map<string, { readonly at: number; readonly sequence: bigint }[]>();

  /** Seconds behind, 0 when caught up. `since`: when the last applied event was recorded, the best guess at the first look. */
  seconds(key: string, applied: bigint, sequence: bigint, since: number | undefined, now = Date.now()): number {
    let looks = this.seen.get(key);
    if (!looks) {
      this.seen.set(key, (looks = []));
      if (applied < sequence && since !== undefined) looks.push({ at: since, sequence });
    }
    while (looks[0] && looks[0].sequence <= applied) looks.shift();
    if (applied >= sequence) return 0;
    if (looks.at(-1)?.sequence !== sequence) looks.push({ at: now, sequence });
    return Math.max(0, (now - (looks[0]?.at ?? now)) / 1000);
  }
}
