import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, ServerCredentials, status, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { answerAppend, answerBatch, askedFor, type AppendCall, type BatchCall } from './appending.js';
import { refusalOf, refusals, type Fault, type Kind, type Refusal } from './faults.js';
import type { EventLog, Verdict } from './log.js';
import { features, gossip, GossipService, ServerFeaturesService, shared, streamName, streams, StreamsService } from './protocol.js';
import { answerRead, answerSubscription, type ReadCall } from './reading.js';

export interface Member {
  readonly port: number;
  readonly alive: boolean;
  readonly leader: boolean;
}

type DeleteReq = InstanceType<typeof streams.DeleteReq>;
type DeleteResp = InstanceType<typeof streams.DeleteResp>;
type TombstoneReq = InstanceType<typeof streams.TombstoneReq>;
type TombstoneResp = InstanceType<typeof streams.TombstoneResp>;

/** One node: a gRPC server behind a loopback port that keeps its number while the server goes and comes back. */
export class Node {
  port = 0;
  alive = false;
  fault: { readonly fault: Fault; readonly of: readonly Kind[]; times: number } | undefined;
  /** Calls taken, by kind; `batch` counts calls of BatchAppend, each of which carries many appends. */
  readonly taken: Record<Kind | 'batch', number> = { append: 0, read: 0, subscribe: 0, batch: 0 };
  #grpc: Server | undefined;
  #listener: TcpServer | undefined;
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly log: EventLog,
    private readonly cluster: () => readonly Member[],
  ) {}

  async start(): Promise<void> {
    const server = new Server({ 'grpc.max_receive_message_length': 17 << 20, 'grpc.max_send_message_length': 17 << 20 });
    server.addService(StreamsService, {
      append: (call: AppendCall, callback: sendUnaryData<InstanceType<typeof streams.AppendResp>>) => void this.#append(call, callback),
      batchAppend: (call: BatchCall) => this.#batchAppend(call),
      read: (call: ReadCall) => void this.#read(call),
      delete: (call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>) => this.#delete(call, callback),
      tombstone: (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>) =>
        this.#tombstone(call, callback),
    });
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, callback: sendUnaryData<InstanceType<typeof features.SupportedMethods>>) =>
        callback(null, supportedMethods()),
    });
    server.addService(GossipService, {
      read: (_: unknown, callback: sendUnaryData<InstanceType<typeof gossip.ClusterInfo>>) => callback(null, this.#members()),
    });
    this.#grpc = server;
    await this.#listen(server.createConnectionInjector(ServerCredentials.createInsecure()));
    this.alive = true;
  }

  /** Ends every connection as a reset and closes the port; the log stays. */
  async stop(): Promise<void> {
    this.alive = false;
    const listener = this.#listener;
    const closed = listener ? new Promise((resolve) => listener.close(resolve)) : undefined;
    this.reset();
    this.#grpc?.forceShutdown();
    await closed;
    this.#listener = undefined;
  }

  /** TCP resets on every open connection. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** The sockets are ours, so that they can be reset. */
  async #listen(connections: ReturnType<Server['createConnectionInjector']>): Promise<void> {
    const listener = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
      connections.injectConnection(socket);
    });
    await new Promise<void>((resolve, reject) => listener.once('error', reject).listen(this.port, '127.0.0.1', resolve));
    this.port = (listener.address() as AddressInfo).port;
    this.#listener = listener;
  }

  #take(kind: Kind): Fault | undefined {
    this.taken[kind] += 1;
    const set = this.fault;
    if (!set?.of.includes(kind) || set.times <= 0) return undefined;
    set.times -= 1;
    return set.fault;
  }

  /** A node that does not lead refuses calls that require the leader and names it (RpcExceptions.LeaderInfo). */
  #notLeader(metadata: { get(key: string): unknown[] }): Refusal | undefined {
    const leader = this.cluster().find((member) => member.leader);
    if (metadata.get('requires-leader')[0] !== 'true' || !leader || leader.port === this.port) return undefined;
    return refusals.notLeader('127.0.0.1', leader.port);
  }

  /** Applies an append as the fault, if any, lets it; undefined: no answer. */
  async #apply(apply: () => Verdict): Promise<Verdict | Refusal | undefined> {
    const fault = this.#take('append');
    if (!fault) return apply();
    if (fault.kind === 'slow') {
      await sleep(fault.ms);
      return apply();
    }
    if ((fault.kind === 'silent' || fault.kind === 'timeout') && fault.stores) apply();
    return refusalOf(fault);
  }

  async #append(call: AppendCall, callback: sendUnaryData<InstanceType<typeof streams.AppendResp>>): Promise<void> {
    try {
      const refused = this.#notLeader(call.metadata);
      if (refused) return callback(refused);
      const asked = await askedFor(call);
      const verdict = await this.#apply(() => this.log.append(asked.stream, asked.expected, asked.events));
      if (!verdict) return;
      if ('code' in verdict) return callback(verdict);
      answerAppend(verdict, asked, callback);
    } catch (error) {
      callback({ code: status.INVALID_ARGUMENT, details: String(error) });
    }
  }

  #batchAppend(call: BatchCall): void {
    this.taken.batch += 1;
    const refused = this.#notLeader(call.metadata);
    if (refused) call.emit('error', refused);
    else answerBatch(call, this.log, (apply) => this.#apply(apply));
  }

  async #read(call: ReadCall): Promise<void> {
    const options = call.request.getOptions();
    const subscription = options?.hasSubscription() ?? false;
    const fault = this.#take(subscription ? 'subscribe' : 'read');
    const refused = (fault && refusalOf(fault)) ?? this.#notLeader(call.metadata);
    if (refused) {
      call.emit('error', refused);
      return;
    }
    if (fault?.kind === 'silent' || !options) return;
    if (fault?.kind === 'slow') await sleep(fault.ms);
    if (subscription) await answerSubscription(call, options, this.log);
    else await answerRead(call, options, this.log);
  }

  #delete(call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>): void {
    const stream = streamName(call.request.getOptions()?.getStreamIdentifier());
    const position = String(this.log.softDelete(stream));
    callback(
      null,
      new streams.DeleteResp().setPosition(new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position)),
    );
  }

  #tombstone(call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>): void {
    const stream = streamName(call.request.getOptions()?.getStreamIdentifier());
    const position = String(this.log.tombstone(stream));
    callback(
      null,
      new streams.TombstoneResp().setPosition(
        new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
      ),
    );
  }

  #members(): InstanceType<typeof gossip.ClusterInfo> {
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    return new gossip.ClusterInfo().setMembersList(
      this.cluster().map(({ port, alive, leader }) =>
        new gossip.MemberInfo()
          .setInstanceId(new shared.UUID().setString(`00000000-0000-4000-8000-${String(port).padStart(12, '0')}`))
          .setTimeStamp('0')
          .setIsAlive(alive)
          .setState(leader ? LEADER : FOLLOWER)
          .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port)),
      ),
    );
  }
}

/** ServerFeatures.cs: methods in lower case. `batchappend` is what makes the client batch its appends. */
function supportedMethods(): InstanceType<typeof features.SupportedMethods> {
  const supported = ['read', 'append', 'batchappend', 'delete', 'tombstone'].map((method) =>
    new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(method),
  );
  return new features.SupportedMethods().setEventStoreServerVersion('25.0.0').setMethodsList(supported);
}
