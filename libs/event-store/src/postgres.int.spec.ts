import { testDatabase } from '@yimen/testing/servers';
import { eventStoreContract } from './contract-suite.js';
import { freshStore } from './postgres/fresh-store.js';

eventStoreContract('postgres', async () => {
  const fresh = await freshStore(await testDatabase());
  return { store: fresh.open(), another: () => fresh.open(), close: () => fresh.close() };
});
