/** `fill`: append so many cases; else rebuild. */
export interface PeerQuestion {
  readonly fill?: number;
}

export interface PeerAnswer {
  readonly seconds: number;
  readonly peakMb: number;
  /** Cases by state and outcome, to be compared with ours: who folds less would be faster. */
  readonly cases: CaseCounts;
}

/** `state outcome inTime` → cases. */
export type CaseCounts = Readonly<Record<string, number>>;
