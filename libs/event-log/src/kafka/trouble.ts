import kafkajs from 'kafkajs';
import { LogUnavailable } from '../port.js';

// Node finds only some names of this CommonJS package; the errors are reached through its default.
const { KafkaJSError } = kafkajs;

type Reason = 'authentication' | 'authorization' | 'certificate' | 'request';

/** Kafka and this process do not accept each other, and waiting does not mend it: credentials, certificates, permissions or a setting are wrong. */
export class LogRefused extends Error {
  constructor(
    readonly reason: Reason,
    detail: string,
  ) {
    super(`Kafka and this process do not accept each other (${reason}): ${detail}`);
    this.name = 'LogRefused';
  }
}

/** Broker errors that waiting does not mend: something is wrong with what was sent or with the deployment. */
const final: Readonly<Record<string, Reason>> = {
  SASL_AUTHENTICATION_FAILED: 'authentication',
  UNSUPPORTED_SASL_MECHANISM: 'authentication',
  TOPIC_AUTHORIZATION_FAILED: 'authorization',
  CLUSTER_AUTHORIZATION_FAILED: 'authorization',
  GROUP_AUTHORIZATION_FAILED: 'authorization',
  MESSAGE_TOO_LARGE: 'request',
  RECORD_LIST_TOO_LARGE: 'request',
  INVALID_CONFIG: 'request',
  INVALID_REPLICATION_FACTOR: 'request',
  INVALID_PARTITIONS: 'request',
  INVALID_TOPIC_EXCEPTION: 'request',
  POLICY_VIOLATION: 'request',
  UNSUPPORTED_VERSION: 'request',
  CORRUPT_MESSAGE: 'request',
};

/** Of Node's TLS: the broker's certificate is not the one we trust, or it does not trust ours. */
const certificate =
  /^(CERT_|ERR_TLS_CERT|ERR_SSL_.*(ALERT|CERTIFICATE)|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET|VERIFY|DECODE)|INVALID_CA|ERR_OSSL_)/;

/**
 * What a failed call means: an error of kafkajs says that the log is away (LogUnavailable), unless it is refused for good (LogRefused). Other errors stay
 * themselves; none of kafkajs leaves the adapter.
 */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof LogUnavailable || !(error instanceof KafkaJSError)) return error;
  for (const cause of causes(error)) {
    const reason = reasonOf(cause);
    if (reason) return new LogRefused(reason, cause.message);
  }
  return new LogUnavailable(`the event log on Kafka is away: ${error.message}`, { cause: error });
}

/** Whether the broker says that it has no such topic; it may also be a broker that has not heard of it yet. */
export function saysUnknownTopic(error: unknown): boolean {
  return error instanceof Error && [...causes(error)].some((cause) => typeOf(cause) === 'UNKNOWN_TOPIC_OR_PARTITION');
}

function reasonOf(cause: Error): Reason | undefined {
  const { code } = cause as { code?: unknown };
  if (typeof code === 'string' && certificate.test(code)) return 'certificate';
  const type = typeOf(cause);
  if (type !== undefined && final[type]) return final[type];
  return cause.name === 'KafkaJSSASLAuthenticationError' ? 'authentication' : undefined;
}

function typeOf(error: Error): string | undefined {
  const { type } = error as { type?: unknown };
  return typeof type === 'string' ? type : undefined;
}

function* causes(error: unknown): Generator<Error> {
  if (!(error instanceof Error)) return;
  yield error;
  const { cause, originalError, errors } = error as { cause?: unknown; originalError?: unknown; errors?: unknown };
  yield* causes(cause ?? originalError);
  if (Array.isArray(errors)) for (const one of errors) yield* causes(one);
}
