import type { Announcement } from '../batch/announce.js';

/** Streams remembered of one read model; of those left out the tables tell. */
const most = 20_000;

/**
 * How far streams have been brought, as the batches of this process' lifetime announced it after their commits: what stands here is true of the
 * generation it names for as long as that is read, and needs no query.
 */
export class Reached {
  private readonly models = new Map<string, { readonly generation: number; readonly streams: Map<string, bigint> }>();

  hear({ projection, generation, context, moved }: Announcement): void {
    if (context === undefined || !moved) return;
    let model = this.models.get(projection);
    if (model?.generation !== generation) this.models.set(projection, (model = { generation, streams: new Map() }));
    const { streams } = model;
    for (const [stream, revision] of moved) {
      const key = keyOf(context, stream);
      streams.delete(key);
      streams.set(key, BigInt(revision));
    }
    for (const oldest of streams.keys()) {
      if (streams.size <= most) break;
      streams.delete(oldest);
    }
  }

  /** The revision last announced of a stream in this generation. */
  of(projection: string, generation: number, context: string, stream: string): bigint | undefined {
    const model = this.models.get(projection);
    return model?.generation === generation ? model.streams.get(keyOf(context, stream)) : undefined;
  }
}

const keyOf = (context: string, stream: string): string => `${context} ${stream}`;
