import kafkajs from 'kafkajs';

// Node finds only some names of this CommonJS package; the errors are reached through its default.
const { KafkaJSError } = kafkajs;
import { LogUnavailable } from '../port.js';

/** Broker errors that waiting does not mend: something is wrong with what was sent or with the deployment. */
const final = new Set([
  'MESSAGE_TOO_LARGE',
  'INVALID_CONFIG',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_PARTITIONS',
  'INVALID_TOPIC_EXCEPTION',
  'POLICY_VIOLATION',
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_VERSION',
  'CORRUPT_MESSAGE',
]);

/** What a failed call means: kafkajs's own errors say that the log is away, unless the broker refused for good. Other errors stay themselves. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof LogUnavailable || !(error instanceof KafkaJSError)) return error;
  for (
    let cause: unknown = error;
    cause instanceof Error;
    cause = (cause as { cause?: unknown }).cause ?? (cause as { originalError?: unknown }).originalError
  ) {
    const type = (cause as { type?: unknown }).type;
    if (typeof type === 'string' && final.has(type)) return error;
  }
  return new LogUnavailable(`the event log on Kafka is away: ${error.message}`, { cause: error });
}
