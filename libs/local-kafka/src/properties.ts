/** One listener of a broker on loopback. */
export interface Listener {
  readonly name: string;
  readonly protocol: 'PLAINTEXT' | 'SASL_SSL' | 'SSL';
  readonly port: number;
}

/** What a node, broker and controller in one, is told. */
export interface NodeSettings {
  readonly id: number;
  /** `id@host:port` of each node's controller. */
  readonly voters: readonly string[];
  readonly controllerPort: number;
  /** The one named PLAINTEXT is used between brokers. */
  readonly listeners: readonly Listener[];
  /** Folder of the log. */
  readonly data: string;
  readonly more?: Readonly<Record<string, string | number | boolean>>;
}

/** The text of a node's `server.properties`. Copies of internal topics follow from the number of voters. */
export function nodeProperties({ id, voters, controllerPort, listeners, data, more = {} }: NodeSettings): string {
  const copies = Math.min(3, voters.length);
  const safe = Math.max(1, copies - 1);
  const addresses = listeners.map(({ name, port }) => `${name}://127.0.0.1:${port}`);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': voters.join(','),
    listeners: [...addresses, `CONTROLLER://127.0.0.1:${controllerPort}`].join(','),
    'advertised.listeners': addresses.join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': ['CONTROLLER:PLAINTEXT', ...listeners.map(({ name, protocol }) => `${name}:${protocol}`)].join(','),
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': safe,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': safe,
    // Readers have a group each: nobody else is to be waited for.
    'group.initial.rebalance.delay.ms': 0,
    // A broker that was killed may register again only when its old session has run out (default 9 s).
    'broker.heartbeat.interval.ms': 300,
    'broker.session.timeout.ms': 1_500,
    ...more,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
