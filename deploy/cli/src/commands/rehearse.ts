import { LogTruncated, LogUnavailable } from '@yimen/event-log';
import { DiskShort, Incomplete, LiveBehind, LogIncomplete, RebuildRunning, type Progress, type Rehearsal } from '@yimen/projection-engine';
import { servicesAt, type ServiceGround } from '../rehearse/ground.js';
import { replay } from '../rehearse/decisions.js';
import { openReleased, type ReleasedService } from '../rehearse/release.js';
import { decisionsOf, toldOf } from '../rehearse/told.js';
import { CommandFailed } from './failed.js';
import { progressBar } from './progress-bar.js';
import { rebuild } from './projections.js';

export interface RehearseOptions {
  /** Reason for which declared changes are approved; the rebuild follows at once. */
  readonly approve?: string;
  /** Service whose settings stand in the environment. */
  readonly service: string;
}

/**
 * `rehearse [NAME…]`: folds this release's read models, deadlines and slices over the real log beside what is live, and prints what would change.
 * Nothing is switched; with `--approve` the changed read models are then rebuilt. Fails where a rebuild would be refused.
 */
export async function rehearse(names: readonly string[], { approve, service }: RehearseOptions): Promise<void> {
  const grounds = await servicesAt(process.env, service);
  const declared: string[] = [];
  const refused: string[] = [];
  const seen = new Set<string>();
  for (const ground of grounds) {
    const released = openReleased(ground);
    try {
      for (const name of released.names.filter((one) => names.length === 0 || names.includes(one))) {
        seen.add(name);
        const outcome = await rehearseOne(released, name);
        if (outcome === 'refused') refused.push(`${ground.service}/${name}`);
        if (outcome === 'declared' && ground.service === 'projections') declared.push(name);
      }
      if (names.length === 0) await replayOne(released, ground);
    } finally {
      await released.close();
    }
  }
  const unknown = names.filter((name) => !seen.has(name));
  if (unknown.length > 0) throw new CommandFailed(`没有这些读模型：${unknown.join('、')}`, `No such read models: ${unknown.join(', ')}`);
  if (refused.length > 0)
    throw new CommandFailed(
      `这些读模型不能切换到本发布：${refused.join('、')}`,
      `These could not be switched to this release: ${refused.join(', ')}`,
    );
  if (approve === undefined) return console.log('\n未切换任何读模型。 Nothing was switched.');
  for (const name of declared) await rebuild(name, { approve });
}

/** What the operator can mend or wait for. */
const known = [RebuildRunning, DiskShort, LiveBehind, Incomplete, LogIncomplete, LogTruncated, LogUnavailable];

async function rehearseOne(released: ReleasedService, name: string): Promise<Rehearsal['outcome'] | undefined> {
  const bar = progressBar();
  const rehearsal = await released.upkeep
    .rehearse(name, { onProgress: (progress: Progress) => bar.show(progress) })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || !known.some((kind) => error instanceof kind)) throw error;
      throw new CommandFailed(
        `${released.service}/${name} 未能预演。`,
        `${released.service}/${name} could not be rehearsed: ${error.message}`,
      );
    })
    .finally(() => bar.stop());
  if (!rehearsal) console.log(`? ${released.service}/${name}：尚未建立。 Nothing is live yet.`);
  else for (const line of toldOf(released.service, rehearsal)) console.log(line);
  return rehearsal?.outcome;
}

async function replayOne({ service, definition, log, watermark }: ReleasedService, { installation }: ServiceGround): Promise<void> {
  if (!definition) return;
  const reached = await watermark(definition.context);
  if (!reached) return;
  for (const line of decisionsOf(service, await replay(definition, log, reached, installation))) console.log(line);
}
