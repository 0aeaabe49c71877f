import { eventstoredbDouble } from '@yimen/testing';
import { eventStoreContract } from './contract-suite.js';
import { eventstoredbStore } from './eventstoredb/store.js';
import type { EventStore } from './port.js';

eventStoreContract('EventStoreDB', async () => {
  const double = await eventstoredbDouble();
  const stores: EventStore[] = [];
  const open = (): EventStore => {
    const store = eventstoredbStore({ connectionString: double.url, context: 'public_services' });
    stores.push(store);
    return store;
  };
  return {
    store: open(),
    another: open,
    close: async () => {
      for (const store of stores) await store.close();
      await double.close();
    },
  };
});
