/** How far a rebuild, a proof, a rollback or a rehearsal is. */
export interface Progress {
  readonly phase: 'reading' | 'comparing' | 'settling' | 'switching';
  /** Events while reading, pieces while comparing, rounds while settling. */
  readonly done: number;
  readonly of: number;
  /** While reading; 0 otherwise. */
  readonly eventsPerSecond: number;
  readonly secondsLeft: number | undefined;
}

export type ReportProgress = (phase: Progress['phase'], done: number, of: number) => void;

/** Counts what is done from now on, and tells it with rate and time left. */
export function progressOf(onProgress: ((progress: Progress) => void) | undefined): ReportProgress {
  const began = Date.now();
  return (phase, done, of) => {
    const eventsPerSecond = phase === 'reading' ? Math.round((done * 1000) / Math.max(1, Date.now() - began)) : 0;
    const secondsLeft = eventsPerSecond > 0 ? Math.max(0, of - done) / eventsPerSecond : undefined;
    onProgress?.({ phase, done, of, eventsPerSecond, secondsLeft });
  };
}
