import type { LogRecord, Topic } from './port.js';
import { publication } from './relay/publication.js';
import { beginning } from './relay/watermark.js';

/** For specs: the first record of a topic, beside the contract suite, with place and hash as a relay gives them. */
export function firstRecord(topic: Topic, partitions: number, payload: Uint8Array = Buffer.from('{}')): LogRecord[] {
  const { records } = publication(topic, beginning(topic, partitions), [
    {
      id: '01980000-0000-7000-8000-000000000001',
      stream: 'case/1',
      revision: 1n,
      position: 1n,
      type: 'CaseAccepted',
      schemaVersion: 1,
      happenedOn: '2026-03-02',
      recordedAt: '2026-03-02T01:00:00.000000Z',
      meta: Buffer.from('{}'),
      payload,
    },
  ]);
  return records;
}
