import type { CaseEvent } from '../cases/case-event.js';

/** One way to store an event. `revision`: of the stream before it. Resolves when the event is on disk. */
export interface StoreSide {
  append(stream: string, revision: number, event: CaseEvent): Promise<void>;
  close(): Promise<void>;
}

/** The ways that are compared: the product, its peer, and two written by hand with nothing but an insert. */
export const ways = ['ours', 'peer', 'group', 'single'] as const;
export type Way = (typeof ways)[number];

export interface Question {
  readonly writers: number;
  readonly events: number;
  /** Cases that earlier runs took, so that no run meets the streams of another. */
  readonly after: number;
}

export interface Answer {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}
