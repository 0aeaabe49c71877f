/** A schema name as it may stand unquoted in SQL; throws for anything else, so that no name needs escaping. */
export function schemaName(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,47}$/.test(name)) throw new Error(`not a schema name: ${JSON.stringify(name)}`);
  return name;
}

/** Channel on which a store says that it has grown. The notification carries no data: what happened is read from the store. */
export const channelOf = (schema: string): string => `yimen_events_${schemaName(schema)}`;

/** ISO instant in UTC with microseconds. */
export const isoMicros = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
