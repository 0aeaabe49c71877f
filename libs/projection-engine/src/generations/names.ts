const plain = /^[a-z][a-z0-9_]*$/;

/** A quoted SQL identifier. Quotes inside are refused rather than escaped: names come from declarations, never from input. */
export function quoted(name: string): string {
  if (name.includes('"') || name.length === 0) throw new Error(`${JSON.stringify(name)} is no identifier`);
  return `"${name}"`;
}

/** Schema of one generation: `<owner schema>_<projection>_g<n>` (63 bytes at most). */
export function generationSchema(owner: string, projection: string, generation: number): string {
  const name = `${owner}_${projection.replaceAll('-', '_')}_g${generation}`;
  if (!plain.test(name) || name.length > 63) throw new Error(`${name} is no schema name of at most 63 characters`);
  return name;
}

/** Channel on which an owner schema's read models announce batches and switches. */
export function changesChannel(owner: string): string {
  return `yimen_${owner}_read_models`;
}
