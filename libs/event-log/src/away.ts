/** SQLSTATE classes and codes that say "not now": connection, resources, operator intervention, serialisation, a standby that only reads. */
const passing = /^(08|53|57P|40001|40P01|55P03|25006)/;
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** Whether PostgreSQL is away (try again later) rather than refusing the statement (an error of ours, or of the deployment). */
export function isAway(error: unknown): boolean {
  // By what it has, not by `instanceof`: an error of Node's own may be of another realm (vm).
  const { code, message, errors } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown; readonly errors?: unknown };
  if (Array.isArray(errors) && errors.some(isAway)) return true;
  if (typeof code === 'string') return passing.test(code) || network.has(code);
  // pg gives these without a code.
  return /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i.test(
    typeof message === 'string' ? message : '',
  );
}
