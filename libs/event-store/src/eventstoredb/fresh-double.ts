import type { EventStore } from '../port.js';
import { eventstoredbStore, type EventStoreDbOptions } from './store.js';

/** The real server that specs are to run against, if any. */
export const realServer = process.env['EVENTSTOREDB_URL'];

// Faults are the double's: against a real server they are left out, and said to be.
export const describeOnDouble: jest.Describe = realServer ? describe.skip : describe;

export interface FreshDouble<Double> {
  readonly double: Double;
  /** A store on it, as a process of its own would have; limits short enough to wait for. */
  open(options?: Partial<EventStoreDbOptions>): EventStore;
  close(): Promise<void>;
}

export const CONTEXT = 'public_services';

/** For specs: stores on a protocol double, closed with it. */
export function freshDouble<Double extends { readonly url: string; close(): Promise<void> }>(double: Double): FreshDouble<Double> {
  const stores: EventStore[] = [];
  return {
    double,
    open: (over) => {
      const store = eventstoredbStore({
        connectionString: double.url,
        context: CONTEXT,
        callMs: 400,
        appendMs: 5_000,
        pollMs: 100,
        ...over,
      });
      stores.push(store);
      return store;
    },
    close: async () => {
      for (const store of stores) await store.close();
      await double.close();
    },
  };
}
