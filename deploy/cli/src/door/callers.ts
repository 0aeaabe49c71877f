import { Caller, type CallerOptions } from './door.js';

/** One caller per account, signed in once. */
export function callers(url: string, options: CallerOptions = {}): (account: string) => Caller {
  const known = new Map<string, Caller>();
  return (account) => {
    const caller = known.get(account) ?? new Caller(url, account, options);
    known.set(account, caller);
    return caller;
  };
}
