import { schemaOf, servicePool, storeWasRestored } from '@yimen/service-shell';
import { InvalidArgumentError } from 'commander';
import { administration } from '../republish/administration.js';
import { republish as publishNext, type Told } from '../republish/republish.js';

/** `store restored CONTEXT`: after a restore from a backup, before anything is published again. */
export async function restored(context: string): Promise<void> {
  const { database, installation } = await administration(process.env);
  const pool = servicePool({ url: database, application: 'yimen store restored', max: 1, onLost: () => undefined });
  try {
    const { position } = await storeWasRestored(installation.store, { pool, schema: schemaOf(context) });
    console.log(
      `${context} 的事件库记为已恢复，止于 ${position}；接着执行 yimen log republish ${context}。 The store of ${context} is marked as restored, it ends at ${position}; now run \`yimen log republish ${context}\`.`,
    );
  } finally {
    await pool.end();
  }
}

/** `log republish CONTEXT…`: the next generation of their topics, with every reader moved to them. */
export async function republish(
  contexts: readonly string[],
  { partitions, anew }: { readonly partitions?: number; readonly anew?: boolean },
): Promise<void> {
  await publishNext([...new Set(contexts)], await administration(process.env), {
    ...(partitions !== undefined && { partitions }),
    ...(anew !== undefined && { anew }),
    tell: (told) => console.log(lineOf(told)),
  });
}

function lineOf(told: Told): string {
  switch (told.step) {
    case 'begun':
      return `发布 ${told.topic}（${told.partitions} 个分区）… Publishing ${told.topic}, ${told.partitions} partitions …`;
    case 'published':
      return `已发布 ${told.events} 个事件。 ${told.events} events published.`;
    case 'moved':
      return `  ${told.service}/${told.projection} → 第 ${told.generation} 代 generation ${told.generation}`;
    case 'current':
      return `${told.topic} 已启用。 ${told.topic} is current.`;
  }
}

/** A count of partitions as an option of the command line. */
export function partitionCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new InvalidArgumentError('1–1000');
  return count;
}
