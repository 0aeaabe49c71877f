/** Rows between `<!-- {place} -->` and `<!-- /{place} -->` without head and rule, cell by cell; undefined where the page has no such place. */
export function settingsRows(page: string, name: string): readonly (readonly string[])[] | undefined {
  const place = page.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0];
  if (place === undefined) return undefined;
  const lines = place.split('\n').filter((line) => line.trim().startsWith('|'));
  return lines.slice(2).map(cells);
}

function cells(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|').replaceAll('`', ''));
}

/** How a page's settings differ from the program's, as sentences. */
export function settingsAmiss(name: string, page: string, expected: readonly (readonly string[])[], place = 'settings'): string[] {
  const rows = settingsRows(page, place);
  if (!rows) return [`${name} has no table of ${place}`];
  const told = rows.map((row) => row.join(' | '));
  const wanted = expected.map((row) => row.map((cell) => cell.replaceAll('`', '')).join(' | '));
  return [
    ...wanted.filter((row) => !told.includes(row)).map((row) => `${name} lacks: ${row}`),
    ...told.filter((row) => !wanted.includes(row)).map((row) => `${name} tells what is not so: ${row}`),
  ];
}
