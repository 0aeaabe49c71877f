import Table from 'cli-table3';
import { quantile, rounded } from '../run/line.js';

/** Where the time of a case goes, in the order of the course; `visit`: until the process has opened the visit of the served ticket. */
export const stages = [
  'ticket',
  'call',
  'serve',
  'visit',
  'submit',
  'check',
  'accept',
  'dispatch',
  'handle',
  'decide',
  'ready',
  'deliver',
  'close',
  'rate',
] as const;
export type Stage = (typeof stages)[number];

/** Milliseconds of every stage of every case. */
export class Stages {
  readonly #times = new Map<Stage, number[]>();

  async time<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const answer = await work();
    const times = this.#times.get(stage) ?? [];
    times.push(performance.now() - began);
    this.#times.set(stage, times);
    return answer;
  }

  /** A row for each stage; `of`: the share of a case's time. */
  table(): string {
    const sum = (times: readonly number[]) => times.reduce((all, time) => all + time, 0);
    const whole = sum([...this.#times.values()].flat());
    const table = new Table({ head: ['stage', 'count', 'p50 ms', 'p99 ms', 'of'], style: { head: [], border: [] } });
    for (const stage of stages) {
      const times = this.#times.get(stage) ?? [];
      if (times.length === 0) continue;
      const share = `${Math.round((100 * sum(times)) / whole)} %`;
      table.push([stage, times.length, rounded(quantile(times, 0.5)), rounded(quantile(times, 0.99)), share]);
    }
    return table.toString();
  }
}
