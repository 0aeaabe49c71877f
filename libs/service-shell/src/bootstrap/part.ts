import type { Trouble } from './troubles.js';

/** How a part is doing, for the body of readiness. */
export interface PartHealth {
  readonly ready: boolean;
  /** What is amiss. Also of a part that is ready: it goes on, and somebody should look after it all the same. */
  readonly troubles?: readonly Trouble[];
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
