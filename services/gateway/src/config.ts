import type { JWK } from 'jose';

export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  /** Where the services answer: context or `projections` → base URL. */
  readonly upstreams: Readonly<Record<string, string>>;
  /** Present on demo stores only: the gateway is its own identity provider. */
  readonly development?: { readonly issuer: string; readonly audience: string; readonly privateKey: JWK };
  /** Milliseconds during which a stopping gateway still answers, so that load balancers notice. */
  readonly graceMs: number;
  /** Milliseconds after which a service that does not answer is reported away. */
  readonly upstreamTimeoutMs: number;
  /** Largest file that passes; default 10 MiB. */
  readonly fileBytes?: number;
  /** Bytes of files that pass at once; default 40 MiB, and never less than one file. */
  readonly uploadBytes?: number;
  /** URL of a collector of traces, or `off`. */
  readonly traces: string;
}
