/** An OpenAPI document as a service answers it. */
export interface OpenApi {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly paths?: Readonly<Record<string, unknown>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly tags?: readonly unknown[];
}

/**
 * One document of all services' documents. Paths are disjoint by construction (each service answers under its own name);
 * components of the same name must be the same, otherwise the merge throws: two services would publish two meanings under one name.
 */
export function mergeOpenApi(documents: readonly OpenApi[], info: Readonly<Record<string, unknown>>): OpenApi {
  const paths: Record<string, unknown> = {};
  const components: Record<string, Record<string, unknown>> = {};
  const tags: unknown[] = [];
  for (const document of documents) {
    for (const [path, item] of Object.entries(document.paths ?? {})) {
      if (path in paths) throw new Error(`two services answer ${path}`);
      paths[path] = item;
    }
    for (const [kind, entries] of Object.entries(document.components ?? {})) {
      const kept = (components[kind] ??= {});
      for (const [name, entry] of Object.entries(entries)) {
        if (name in kept && JSON.stringify(kept[name]) !== JSON.stringify(entry))
          throw new Error(`component ${kind}/${name} has two meanings`);
        kept[name] = entry;
      }
    }
    tags.push(...(document.tags ?? []));
  }
  return { openapi: '3.1.0', info, paths, components, tags };
}
