import type { AnyAggregate } from '../definition.js';
import { encodeReadAfter } from '../read-after/read-after.js';

/** The token for reads that must not be older than this write. */
export function readAfterOf(slice: AnyAggregate, stream: string, revision: bigint): string {
  return revision === 0n ? '' : encodeReadAfter([{ context: slice.context, stream, revision }]);
}
