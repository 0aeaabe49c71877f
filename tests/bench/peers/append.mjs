// Emmett's PostgreSQL event store as its documentation opens it: a pool of its own, the schema migrated once before anything is measured.
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';

export async function open(connectionString) {
  const store = getPostgreSQLEventStore(connectionString, { schema: { autoMigration: 'None' } });
  await store.schema.migrate();
  return {
    append: async (stream, revision, { type, data, meta }) => {
      const expectedStreamVersion = revision === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(revision);
      await store.appendToStream(stream, [{ type, data, metadata: meta }], { expectedStreamVersion });
    },
    close: () => store.close(),
  };
}
