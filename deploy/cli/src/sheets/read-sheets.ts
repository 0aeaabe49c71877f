import type { Sheet } from '@yimen/public-services';
import { CsvError, parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { CommandFailed } from '../commands/failed.js';

/** Bounds of a list: a file, what it unpacks to, rows with the headings, and columns. */
export const bounds = { fileBytes: 5_000_000, unpackedBytes: 60_000_000, rows: 2_001, columns: 100 } as const;

/** The sheets of an XLSX or CSV file, cells as text; `most`: rows with the headings. Throws CommandFailed where it is none, or too large. */
export async function readSheets(file: string, most: number = bounds.rows): Promise<readonly Sheet[]> {
  const kind = path.extname(file).toLowerCase();
  if (kind !== '.xlsx' && kind !== '.csv')
    throw new CommandFailed(
      `${file}：只读取 .xlsx 和 .csv；旧的 .xls 请另存为 .xlsx。`,
      'Only .xlsx and .csv are read; save an .xls as .xlsx.',
    );
  const { size } = await stat(file).catch((error: Error) => {
    throw new CommandFailed(`无法读取 ${file}：${error.message}`, `Cannot read ${file}.`);
  });
  if (size > bounds.fileBytes)
    throw new CommandFailed(`${file} 超过 ${bounds.fileBytes} 字节。`, `${file} is larger than ${bounds.fileBytes} bytes.`);
  const bytes = await readFile(file);
  const sheets = kind === '.xlsx' ? await workbook(file, bytes) : [{ name: path.basename(file), rows: csv(file, decoded(file, bytes)) }];
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  const widest = Math.max(0, ...sheets.flatMap((sheet) => sheet.rows.map((row) => row.length)));
  if (rows > most || widest > bounds.columns)
    throw new CommandFailed(
      `${file} 有 ${rows} 行、${widest} 列，最多 ${most} 行、${bounds.columns} 列：请拆分。`,
      `${file} has ${rows} rows and ${widest} columns; at most ${most} and ${bounds.columns}: split it.`,
    );
  return sheets;
}

/** UTF-8 with or without its mark, else GB18030; nothing is guessed: bytes that are neither are refused. */
export function decoded(file: string, bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // UTF-16 and binary files pass as text full of NUL.
      if (!text.includes('\0')) return text;
    } catch (error) {
      // The next encoding is tried; any other failure is none of the bytes'.
      if ((error as { readonly code?: unknown }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    }
  }
  throw new CommandFailed(
    `${file} 既不是 UTF-8 也不是 GB18030：请另存为 UTF-8。`,
    `${file} is neither UTF-8 nor GB18030: save it as UTF-8.`,
  );
}

function csv(file: string, text: string): string[][] {
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: false, max_record_size: 1_000_000 }) as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CommandFailed(`${file} 不是完好的 CSV：${error.message}`, 'The CSV is damaged.');
  }
}

async function workbook(file: string, bytes: Uint8Array): Promise<readonly Sheet[]> {
  const damaged = (error: unknown): never => {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`${file} 不是完好的 .xlsx：${why}`, `${file} is no sound .xlsx.`);
  };
  if (unpacked(bytes, damaged) > bounds.unpackedBytes)
    throw new CommandFailed(`${file} 解压后过大：请拆分。`, `${file} unpacks to too much: split it.`);
  const sheets = await readWorkbook(Buffer.from(bytes)).catch(damaged);
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(asText)) }));
}

/** What the parts of the archive say that they unpack to, in bytes. */
function unpacked(bytes: Uint8Array, damaged: (error: unknown) => never): number {
  let sum = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        sum += originalSize;
        return false;
      },
    });
  } catch (error) {
    damaged(error);
  }
  return sum;
}

/** A cell as a person would have typed it. */
function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return String(cell).trim();
}
