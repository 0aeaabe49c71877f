import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Kind } from './faults.js';
import { EventLog } from './log.js';
import { Node, type Member } from './node.js';

export interface EventStoreDbDouble {
  /** For the client: plaintext, one node. */
  readonly url: string;
  /** For the client: every node, found by gossip. */
  readonly clusterUrl: string;
  /** What the server keeps; a test may write to it as another client would. */
  readonly log: EventLog;
  /** Calls the leader took, by kind; `batch` counts calls of BatchAppend, each of which carries many appends. */
  readonly taken: Readonly<Record<Kind | 'batch', number>>;
  /** The leader does this instead of answering, for the next so many calls of these kinds (default: all kinds, for ever). Calls under way are not touched. */
  inject(fault: Fault, of?: readonly Kind[], times?: number): void;
  heal(): void;
  /** The process dies and comes back on the same port with its log: connections are reset, the port is closed for so long. */
  restart(downMs?: number): Promise<void>;
  resetConnections(): void;
  /** The other node leads from now on; the old one stays, as a follower. */
  changeLeader(): void;
  close(): Promise<void>;
}

/**
 * A server that speaks EventStoreDB's gRPC protocol on loopback, made from the service definitions that `@eventstore/db-client` carries, so that the client
 * runs against it unmodified over a real socket. It is no EventStoreDB: it keeps its log in memory, knows no users and no replication. What it does was
 * taken from the sources of EventStoreDB (github.com/EventStore/EventStore, src/EventStore.Core, commit 3f1acb7e4 of March 2025); the comments name the file.
 * `maxAppendSize` in bytes: MaxAppendSize of the server, whose default is 1 MiB (ClusterVNodeOptions.cs) and whose bound is 16 MiB (TFConsts.cs).
 */
export async function eventstoredbDouble(options: { readonly maxAppendSize?: number } = {}): Promise<EventStoreDbDouble> {
  const log = new EventLog(options.maxAppendSize ?? 16 << 20);
  const nodes: Node[] = [];
  let leading = 0;
  const members = (): Member[] => nodes.map(({ port, alive }, index) => ({ port, alive, leader: index === leading }));
  nodes.push(new Node(log, members), new Node(log, members));
  for (const node of nodes) await node.start();
  const leader = (): Node => {
    const node = nodes[leading];
    if (!node) throw new Error('no node leads');
    return node;
  };

  return {
    url: `esdb://127.0.0.1:${leader().port}?tls=false`,
    clusterUrl: `esdb://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false&nodePreference=leader`,
    log,
    get taken() {
      return leader().taken;
    },
    inject: (fault, of = ['append', 'read', 'subscribe'], times = Number.POSITIVE_INFINITY) => {
      leader().fault = { fault, of, times };
    },
    heal: () => {
      for (const node of nodes) node.fault = undefined;
    },
    restart: async (downMs = 100) => {
      const node = leader();
      await node.stop();
      await sleep(downMs);
      await node.start();
    },
    resetConnections: () => {
      for (const node of nodes) node.reset();
    },
    changeLeader: () => {
      leading = 1 - leading;
    },
    close: async () => {
      for (const node of nodes) await node.stop();
    },
  };
}
