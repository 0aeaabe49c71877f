import type { Text } from '@yimen/kernel';

/** How a part is doing, for the body of readiness. */
export interface PartHealth {
  readonly ready: boolean;
  readonly reason?: Text;
}

/** Something that runs beside the endpoints for as long as the service does: a relay, a follower of facts, processes, deadlines. */
export interface ServicePart {
  readonly name: string;
  /** Whether the pod cannot answer without it. Only such a part may turn the status of readiness (decision 17). */
  readonly essential: boolean;
  start(): Promise<void>;
  /** Ends its loops and gives its leases back. */
  stop(): Promise<void>;
  health(): PartHealth;
}
