import { template } from '@yimen/public-services';
import writeWorkbook from 'write-excel-file/node';
import { writeFile } from 'node:fs/promises';

/** A cell of CSV: quoted where it holds a separator, a quote or a line break. */
const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Rows as CSV in UTF-8 with its mark, which spreadsheet programs need to read Chinese. */
export const asCsv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;

/** Writes rows as a workbook of one sheet; every cell is text. */
export async function writeSheet(file: string, name: string, rows: readonly (readonly string[])[]): Promise<void> {
  const cells = rows.map((row, at) =>
    row.map((value) => (at === 0 ? { value, type: String, fontWeight: 'bold' as const } : { value, type: String })),
  );
  await writeWorkbook(cells, { sheet: name }).toFile(file);
}

/** Writes the template of a task list, by the ending of the file as XLSX or CSV. */
export async function writeTemplate(file: string): Promise<void> {
  if (file.toLowerCase().endsWith('.csv')) await writeFile(file, asCsv(template()));
  else await writeSheet(file, '任务清单', template());
}
