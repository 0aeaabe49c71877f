import type { Text } from '@yimen/kernel';
import type { PartHealth, ServicePart } from './part.js';

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
    const name = error instanceof Error ? error.name : 'unknown';
    const reason: Text = { zh: `状态不明（${name}）`, en: `state unknown (${name})` };
    return { ready: false, reason };
  }
}
