import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { eventstoredbDouble } from '@yimen/testing/servers';
import { eventStoreContract } from './contract-suite.js';
import { CONTEXT, freshDouble, realServer } from './eventstoredb/fresh-double.js';
import { eventstoredbStore } from './eventstoredb/store.js';
import type { EventStore } from './port.js';

// Each of a thousand appends is a call of its own, and the double answers in this process.
jest.setTimeout(90_000);

if (realServer) {
  const connectionString = realServer;
  // A service of its own for each test: a real server is not emptied. It needs MaxAppendSize of 9 MiB or more.
  eventStoreContract('EventStoreDB', async () => {
    const context = `contract-${randomUUID()}`;
    const stores: EventStore[] = [];
    const open = (): EventStore => {
      const store = eventstoredbStore({ connectionString, context });
      stores.push(store);
      return store;
    };
    return { store: open(), another: open, close: async () => void (await Promise.all(stores.map((store) => store.close()))) };
  });
} else {
  eventStoreContract('EventStoreDB, on the protocol double', async () => {
    const fresh = freshDouble(await eventstoredbDouble());
    const open = () => fresh.open({ context: CONTEXT, callMs: 4_000, appendMs: 10_000 });
    return { store: open(), another: open, close: () => fresh.close() };
  });
}
