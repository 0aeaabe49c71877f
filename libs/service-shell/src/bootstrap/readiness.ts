import type { PartHealth, ServicePart } from './part.js';
import { Standing } from './troubles.js';

export interface ReadinessReport {
  readonly ready: boolean;
  readonly service: string;
  readonly stopping: boolean;
  readonly parts: readonly ({ readonly name: string; readonly essential: boolean } & PartHealth)[];
}

/** Whether the pod can answer: only what it needs itself turns the status; everything else stands in the body (decision 17). */
export class Readiness {
  private stopping = false;

  constructor(
    readonly service: string,
    private readonly parts: readonly ServicePart[],
  ) {}

  /** Readiness falls for good: the pod takes its leave. */
  fall(): void {
    this.stopping = true;
  }

  report(): ReadinessReport {
    const parts = this.parts.map((part) => ({ name: part.name, essential: part.essential, ...healthOf(part) }));
    const ready = !this.stopping && parts.every((part) => part.ready || !part.essential);
    return { ready, service: this.service, stopping: this.stopping, parts };
  }
}

function healthOf(part: ServicePart): PartHealth {
  try {
    return part.health();
  } catch (error) {
    const standing = new Standing();
    standing.set([{ code: 'state-unknown', subject: error instanceof Error ? error.name : 'unknown' }]);
    return { ready: false, troubles: standing.troubles };
  }
}
