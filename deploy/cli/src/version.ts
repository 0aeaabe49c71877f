/** Version of this release; the store remembers the newest one that used it. */
export const version = '0.1.0';
