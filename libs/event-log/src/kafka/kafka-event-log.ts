import type { EventLog } from '../port.js';
import { connection, type KafkaConnectionOptions } from './connection.js';
import type { KafkaLogEvent } from './events.js';
import { publisher } from './publisher.js';
import { Tails } from './tail.js';
import { readTopic, type ReaderOptions } from './reader.js';
import { ensureTopic, type TopicOptions } from './topics.js';

export interface KafkaEventLogOptions extends KafkaConnectionOptions, TopicOptions, ReaderOptions {
  /** Told of everything that is retried, dropped or refused, for logs and metrics. */
  readonly onEvent?: (event: KafkaLogEvent) => void;
}

/**
 * The event log on Kafka, for clusters. Partition p of the topic is partition p of the log; the key is the stream, the value the payload, all else stands in
 * CloudEvents headers. Without repeats a record's offset is its place less one; each late repeat before it shifts it to the right, never to the left. So
 * reading from place n begins at offset n - 1 and drops smaller places.
 * Throws, beyond what the port says, LogRefused (credentials, certificates, permissions) and UnsafeTopic (settings that could lose records).
 */
export function kafkaEventLog(options: KafkaEventLogOptions): EventLog {
  const tell = (event: KafkaLogEvent) => options.onEvent?.(event);
  const closing = new AbortController();
  const link = connection(options, tell);
  const { look, publish } = publisher(link, options.compression, closing.signal, tell);
  const tails = new Tails((request) => readTopic(link, request, options, tell));
  return {
    ensureTopic: (topic, partitions) => ensureTopic(link, topic, partitions, options, tell),
    publish,
    tails: look,
    read: (request) => tails.read({ ...request, signal: AbortSignal.any([request.signal, closing.signal]) }),
    close: async () => {
      closing.abort();
      await tails.close();
      await link.close();
    },
  };
}
