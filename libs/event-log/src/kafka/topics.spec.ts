import { createRequire } from 'node:module';
import type { Admin } from 'kafkajs';
import { LogUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import { boundsOf } from './topics.js';

const createAdmin = createRequire(import.meta.url)('kafkajs/src/admin/index.js') as (parts: object) => Admin;

test('kafkajs #461: a topic whose partitions kafkajs has lost sight of is away for the moment, not a fault of ours', async () => {
  const admin = createAdmin({
    logger: { namespace: () => ({}) },
    cluster: {
      addTargetTopic: async () => undefined,
      refreshMetadataIfNecessary: async () => undefined,
      findTopicPartitionMetadata: () => [],
      fetchTopicsOffset: async () => [],
    },
  });
  await expect(admin.fetchTopicOffsets('t')).rejects.toMatchObject({ name: 'TypeError' });

  const link = { admin: <T>(work: (client: Admin) => Promise<T>) => work(admin) } as Connection;
  await expect(boundsOf(link, { context: 'residents', generation: 1 })).rejects.toThrow(LogUnavailable);
});
