/**
 * Rules of sections that stand which nothing holds yet, each with what it waits for. An entry goes with the commit that brings its test; the
 * list may only become shorter.
 */
export const awaited: Readonly<Record<string, string>> = {};
