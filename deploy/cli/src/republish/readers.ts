import { UnknownEvent } from '@yimen/contracts';
import { ForkDetected, LogTruncated, LogUnavailable, topicName, type Topic } from '@yimen/event-log';
import { DiskShort, FoldFailed, Incomplete, LogIncomplete, RebuildRunning, Upkeep, type EngineOptions } from '@yimen/projection-engine';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailed } from '../commands/failed.js';
import { roles } from '../local/installation.js';
import { openReleased, type ReleasedService } from '../rehearse/release.js';
import { actingAs, type Administration } from './administration.js';

/** A reader whose tables were built anew from another topic. */
export interface Moved {
  readonly service: string;
  readonly projection: string;
  readonly generation: number;
}

/**
 * Rebuilds what follows a context of these topics and does not read that generation of it yet: read models, facts, deadlines, of every service. Each is
 * built from sequence 1 beside the live one, proved complete and switched. It is not compared: after a restore the live tables hold events that
 * no longer are. Throws CommandFailed.
 */
export async function moveReaders(
  { database, installation }: Administration,
  topics: readonly Topic[],
  tell: (moved: Moved) => void,
): Promise<void> {
  for (const { service } of roles) {
    const released = openReleased({ service, databaseUrl: actingAs(database, service), installation }, 'republish');
    try {
      for (const name of released.names) {
        const generation = await moveReader(released, name, topics);
        if (generation !== undefined) tell({ service, projection: name, generation });
      }
    } finally {
      await released.close();
    }
  }
}

/** The generation that is live now; undefined where there was nothing to move. */
async function moveReader(
  { service, engine, upkeep }: ReleasedService,
  name: string,
  topics: readonly Topic[],
): Promise<number | undefined> {
  const { catalogue } = upkeep.parts;
  const live = await catalogue.live(name);
  if (!live) return undefined;
  const places = await catalogue.places(live);
  const elsewhere = topics.filter(({ context, generation }) => (places.get(context)?.topic.generation ?? generation) !== generation);
  if (elsewhere.length === 0) return undefined;
  // The version that is live stays: another one is approved on its own.
  const projections = engine.projections.filter((one) => one.name === name && one.version === live.version);
  if (projections.length === 0)
    throw new CommandFailed(
      `${service}/${name} 的线上版本 ${live.version} 不在本发布中：请以线上的发布执行。`,
      `${service}/${name} is live at version ${live.version}, which this release does not carry: run the release that serves.`,
    );
  const mover = new Upkeep(onTopics({ ...engine, projections }, topics));
  const replace = { by: 'yimen log republish', reason: elsewhere.map(topicName).join(', ') };
  const { generation } = await whileAway(() => mover.rebuild(name, { replace })).catch((error: unknown) => {
    if (!(error instanceof Error) || !mendable.some((kind) => error instanceof kind)) throw error;
    throw new CommandFailed(
      `${service}/${name} 未能迁移：${error.message}。处理后再次执行，即从中断处继续；几个服务的日志同时丢失的，须在一次命令中列出。`,
      `${service}/${name} could not be moved; mend it and run the command again, it goes on from there. Logs that were lost together are named in one command.`,
    );
  });
  return generation;
}

/** Tries again while the log is away: a rebuild goes on where it was cut off. */
async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LogUnavailable) || waited >= PATIENCE_MS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

const PAUSE_MS = 500;
/** Milliseconds for which a log that is away is waited for. */
const PATIENCE_MS = 60_000;

function onTopics(engine: EngineOptions, topics: readonly Topic[]): EngineOptions {
  return { ...engine, topicOf: (context) => topics.find((topic) => topic.context === context) };
}

/** What an operator can mend or wait for. */
const mendable = [
  RebuildRunning,
  DiskShort,
  Incomplete,
  LogIncomplete,
  LogTruncated,
  LogUnavailable,
  ForkDetected,
  FoldFailed,
  UnknownEvent,
];
