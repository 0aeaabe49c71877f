/** A piece of SQL with its values; numbers are given to the placeholders when the whole statement stands. */
export class Clause {
  constructor(
    readonly parts: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  render(): { readonly text: string; readonly values: readonly unknown[] } {
    const text = this.parts.map((part, at) => (at === 0 ? part : `$${at}${part}`)).join('');
    return { text, values: this.values };
  }
}

/** SQL as a template: inserted clauses become part of it, everything else is a value. Tables stand as `{name}` or `{read-model.name}`. */
export function sql(strings: TemplateStringsArray, ...inserted: readonly unknown[]): Clause {
  const parts = [strings[0] ?? ''];
  const values: unknown[] = [];
  const extend = (text: string) => parts.push(`${parts.pop() ?? ''}${text}`);
  inserted.forEach((one, at) => {
    if (one instanceof Clause) {
      extend(one.parts[0] ?? '');
      parts.push(...one.parts.slice(1));
      values.push(...one.values);
    } else {
      parts.push('');
      values.push(one);
    }
    extend(strings[at + 1] ?? '');
  });
  return new Clause(parts, values);
}

/** SQL from declarations, never from input. */
export const raw = (text: string): Clause => new Clause([text], []);

export function joined(clauses: readonly Clause[], between: string): Clause {
  return clauses.reduce((sum, one, at) => (at === 0 ? one : sql`${sum}${raw(between)}${one}`), raw(''));
}

export const everything = raw('TRUE');

export const all = (...clauses: readonly (Clause | undefined)[]): Clause => combined(clauses, ' AND ', everything);
export const any = (...clauses: readonly (Clause | undefined)[]): Clause => combined(clauses, ' OR ', raw('FALSE'));

function combined(clauses: readonly (Clause | undefined)[], between: string, none: Clause): Clause {
  const given = clauses.filter((one) => one !== undefined);
  return given.length === 0 ? none : sql`(${joined(given, between)})`;
}
