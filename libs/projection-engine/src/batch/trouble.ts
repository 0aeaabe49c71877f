/** Another process took the lease over; nothing of the batch was written. */
export class Deposed extends Error {
  constructor(readonly lease: string) {
    super(`lease ${lease} is held by another process`);
    this.name = 'Deposed';
  }
}

/** The pointer has moved to another generation. */
export class Switched extends Error {
  constructor(readonly projection: string) {
    super(`projection ${projection} was switched to another generation`);
    this.name = 'Switched';
  }
}

/** A place is missing in the log: the partition stops (decision 13). */
export class PlaceGap extends Error {
  constructor(
    readonly context: string,
    readonly partition: number,
    readonly expected: bigint,
    readonly actual: bigint,
  ) {
    super(`${context} partition ${partition}: place ${expected} is missing, ${actual} came`);
    this.name = 'PlaceGap';
  }
}

/** The places are in order but a stream's revisions are not: an event was lost or repeated before the log numbered it. The partition stops. */
export class RevisionGap extends Error {
  constructor(
    readonly context: string,
    readonly partition: number,
    readonly stream: string,
    readonly expected: bigint,
    readonly actual: bigint,
  ) {
    super(`stream ${stream} of ${context}: revision ${expected} was due at partition ${partition}, ${actual} came`);
    this.name = 'RevisionGap';
  }
}

/** An event that its fold refuses. `index` is its place in the batch given. */
export class FoldFailed extends Error {
  constructor(
    readonly index: number,
    readonly eventId: string,
    readonly stream: string,
    options: ErrorOptions,
  ) {
    super(`event ${eventId} of ${stream}: ${options.cause instanceof Error ? options.cause.message : String(options.cause)}`, options);
    this.name = 'FoldFailed';
  }
}

/** A row of the batch belongs to another stream in the table; which event is found by halving the batch. */
export class RowConflict extends Error {
  constructor(
    readonly table: string,
    options?: ErrorOptions,
  ) {
    super(`a row put into ${table} belongs to another stream`, options);
    this.name = 'RowConflict';
  }
}

/** SQLSTATE that `engine_row_conflict` raises. */
export const rowConflict = 'YM001';

/** SQLSTATE of a pg error. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** PostgreSQL refuses the data itself (class 22, 23, 54): one event of the batch is to blame, trying again is no use. */
export function isDataError(error: unknown): boolean {
  return /^(22|23|54)/.test(sqlState(error) ?? '');
}

/** The database cannot be reached, is stopping, out of resources, or chose this transaction as a victim: wait and try again. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return /^(08|40|53|57|58)/.test(state);
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|not queryable|Client was closed/.test(error.message)
  );
}
