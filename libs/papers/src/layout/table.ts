import type { Setting, Sheet } from './sheet.js';

export interface Cell extends Pick<Setting, 'bold' | 'align'> {
  readonly text: string;
  /** Columns that it covers; default 1. */
  readonly span?: number;
}

export interface TableSetting {
  /** Parts of the width that the columns take. */
  readonly columns: readonly number[];
  /** Points; default 10.5 (五号). */
  readonly size?: number;
  /** Least height of a row in points. */
  readonly least?: number;
}

const PAD = 5;
const LEADING = 1.5;
/** Half of a sheet, in points. */
const HALF = 350;

/** A ruled table. A row that does not fit goes on the next sheet; one that is taller than what is left goes on over several: nothing is cut off. */
export function table(sheet: Sheet, rows: readonly (readonly Cell[])[], setting: TableSetting): void {
  const { columns, size = 10.5, least = 26 } = setting;
  const parts = columns.reduce((sum, part) => sum + part, 0);
  const edge = (column: number) => sheet.left + (columns.slice(0, column).reduce((sum, part) => sum + part, 0) * sheet.width) / parts;
  const lead = size * LEADING;
  for (const row of rows) {
    let column = 0;
    let cells = row.map((cell) => {
      const [x, to] = [edge(column), edge((column += cell.span ?? 1))];
      return { ...cell, x, width: to - x, lines: sheet.lines(cell.text, { size, ...cell }, to - x - 2 * PAD) };
    });
    if (column !== columns.length) throw new Error(`a row covers ${column} columns of ${columns.length}`);
    const tallest = () => Math.max(...cells.map(({ lines }) => lines.length));
    while (tallest() > 0) {
      const room = Math.floor((sheet.bottom - sheet.y - 2 * PAD) / lead);
      // A row stands on one sheet, unless it is taller than half of one; then three lines at least stand together at its foot.
      const whole = tallest() * lead <= HALF ? tallest() : 3;
      if (room < Math.min(tallest(), whole) || !sheet.fits(least)) {
        sheet.newPage();
        continue;
      }
      const count = Math.min(room, tallest());
      const height = Math.max(least, count * lead + 2 * PAD);
      for (const { x, width, lines, bold, align } of cells) {
        sheet.frame(x, sheet.y, width, height);
        const shown = lines.slice(0, count);
        const top = sheet.y + (height - shown.length * lead) / 2 + (lead - size * 1.437) / 2;
        for (const [at, line] of shown.entries())
          sheet.line(
            line,
            { x: x + PAD, y: top + at * lead, width: width - 2 * PAD },
            { size, ...(bold && { bold }), ...(align && { align }) },
          );
      }
      sheet.y += height;
      cells = cells.map((cell) => ({ ...cell, lines: cell.lines.slice(count) }));
    }
  }
}

/** A cell that names what stands beside it. */
export const label = (text: string, span = 1): Cell => ({ text, span, align: 'center', bold: true });
