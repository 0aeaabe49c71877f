/** A calendar date without time, `YYYY-MM-DD`, in Asia/Shanghai. */
export type IsoDate = string & { readonly __isoDate?: never };

/** A point in time in UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type Instant = string & { readonly __instant?: never };
