import { decode } from '@yimen/contracts';
import type { EventMeta } from '@yimen/contracts';
import type { LogRecord } from '@yimen/event-log';
import type { Delivered } from '../projection/projection.js';
import type { Registry } from './batch.js';

/** A record as its fold sees it. `opened`: the sealed values that were opened for the batch. */
export function deliver(registry: Registry, record: LogRecord, opened: ReadonlyMap<string, string | undefined>): Delivered<unknown> {
  let meta: EventMeta | undefined;
  const read = (): EventMeta => (meta ??= JSON.parse(Buffer.from(record.meta).toString('utf8')) as EventMeta);
  return {
    event: decode(registry, record.type, record.schemaVersion, record.payload),
    id: record.id,
    stream: record.stream,
    item: record.stream.slice(record.stream.indexOf('/') + 1),
    revision: record.revision,
    happenedOn: record.happenedOn,
    recordedAt: record.recordedAt,
    // Read only where a fold asks: parsing the metadata of every event would double the cost of a fold.
    get actor() {
      return read().actor;
    },
    get organisation() {
      return read().organisation;
    },
    opened: (sealed) => {
      if (!opened.has(sealed)) throw new Error(`a value of ${record.type} is not among those that are opened`);
      return opened.get(sealed);
    },
  };
}
