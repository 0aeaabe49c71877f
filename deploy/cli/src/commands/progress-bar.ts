import { SingleBar } from 'cli-progress';

/** How far a job on a read model is, as the engine and the service tell it. */
export interface Shown {
  readonly phase: string;
  readonly done: number;
  readonly of: number;
  readonly eventsPerSecond: number;
  readonly secondsLeft?: number | null | undefined;
}

/** A bar on the terminal; nothing where there is none. */
export function progressBar(): { show(progress: Shown): void; stop(): void } {
  const bar = new SingleBar({
    format: '{bar} {percentage}% | {phase} | {value}/{total} | {rate}/s | 剩余 left {left}',
    clearOnComplete: true,
    noTTYOutput: false,
  });
  bar.start(1, 0, { phase: '…', rate: 0, left: '—' });
  return {
    show: ({ phase, done, of, eventsPerSecond, secondsLeft }) => {
      bar.setTotal(Math.max(of, 1));
      bar.update(done, { phase, rate: Math.round(eventsPerSecond), left: secondsLeft == null ? '—' : `${Math.ceil(secondsLeft)} s` });
    },
    stop: () => bar.stop(),
  };
}
