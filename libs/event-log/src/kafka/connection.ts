import { Kafka, logLevel, type Admin, type Producer, type SASLOptions } from 'kafkajs';
import { LogUnavailable } from '../port.js';
import type { Tell } from './events.js';
import { mendRequestQueue } from './request-queue.js';
import { asUnavailable, LogRefused } from './trouble.js';

/** How to reach the brokers, and as whom. */
export interface KafkaConnectionOptions {
  readonly brokers: readonly string[];
  /** Shown in the broker's logs and quotas. Default `yimen`. */
  readonly clientId?: string;
  /** TLS: `true` trusts what Node trusts; else PEM texts of the authority, and of a client certificate with its key. */
  readonly ssl?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string };
  /** Milliseconds after which a broker that accepts and never answers counts as away. Default 10,000. */
  readonly requestMs?: number;
}

export interface Connection {
  readonly kafka: Kafka;
  readonly requestMs: number;
  admin<T>(work: (client: Admin) => Promise<T>): Promise<T>;
  producer<T>(work: (client: Producer) => Promise<T>): Promise<T>;
  /** Turns an error of kafkajs into one of ours, and tells of a refusal. */
  ours(error: unknown): unknown;
  close(): Promise<void>;
}

export function connection(
  { brokers, clientId = 'yimen', ssl = false, sasl, requestMs = 10_000 }: KafkaConnectionOptions,
  tell: Tell,
): Connection {
  mendRequestQueue();
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId,
    ssl: typeof ssl === 'boolean' ? ssl : { ...ssl },
    ...(sasl ? { sasl: { ...sasl } as SASLOptions } : {}),
    requestTimeout: requestMs,
    connectionTimeout: Math.min(requestMs, 5_000),
    authenticationTimeout: requestMs,
    // What goes wrong comes out as LogUnavailable or as an error; kafkajs would write it to the console as well.
    logLevel: logLevel.NOTHING,
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
  const ours = (error: unknown) => {
    const mine = asUnavailable(error);
    if (mine instanceof LogRefused && mine !== error) tell({ type: 'refused', error: mine });
    return mine;
  };
  const admin = lasting(() => kafka.admin(), ours);
  const producer = lasting(
    () =>
      kafka.producer({
        // With overlapping sends kafkajs's idempotent producer loses its way (#598), and readers drop late repeats by place anyway.
        idempotent: false,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        // Trying again is the relay's: kafkajs's retry leaves out the records of a partition that moved to a broker which had answered already.
        retry: { retries: 0 },
        createPartitioner:
          () =>
          ({ message }) => {
            if (message.partition === undefined) throw new Error('a record goes to the partition that the relay computed');
            return message.partition;
          },
      }),
    ours,
  );
  return {
    kafka,
    requestMs,
    admin: admin.use,
    producer: producer.use,
    ours,
    close: async () => void (await Promise.all([admin.close(), producer.close()])),
  };
}

interface Client {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** A client that connects at its first use. One that failed is not trusted to find its way back: the next use makes another one. */
function lasting<C extends Client>(make: () => C, ours: (error: unknown) => unknown) {
  let current: Promise<C> | undefined;
  const opened = async () => {
    const client = make();
    try {
      await client.connect();
      return client;
    } catch (error) {
      await leave(client);
      throw error;
    }
  };
  return {
    use: async <T>(work: (client: C) => Promise<T>): Promise<T> => {
      const mine = (current ??= opened());
      try {
        return await work(await mine);
      } catch (error) {
        const told = ours(error);
        if (told instanceof LogUnavailable && current === mine) {
          current = undefined;
          void mine.then(leave, () => undefined);
        }
        if (told instanceof LogRefused) current = undefined;
        throw told;
      }
    },
    close: async () => {
      const last = current;
      current = undefined;
      // One that never came up has been left where it failed.
      await last?.then(leave, () => undefined);
    },
  };
}

/** Of a broken connection nothing more is wanted, not even how its end went. */
async function leave(client: Client): Promise<void> {
  await client.disconnect().catch(() => undefined);
}
