import { paymentPlan } from '@yimen/contracts';
import { isIsoDate, parseYuan, type Text } from '@yimen/kernel';

/** A cell that cannot be read: what is wrong, and what to write instead. */
export interface CellProblem {
  readonly problem: Text;
}
export type Read<T> = { readonly value: T } | CellProblem;

const wrong = (zh: string, en: string): CellProblem => ({ problem: { zh, en } });

/** Text as it stands. */
export const text = (cell: string): Read<string> => ({ value: cell });

/** 是/否, Y/N, true/false, 1/0; empty: no. */
export function yes(cell: string): Read<boolean> {
  const found = cell.toLowerCase();
  if (['是', '有', 'y', 'yes', 'true', '1', '√'].includes(found)) return { value: true };
  if (['', '否', '无', 'n', 'no', 'false', '0'].includes(found)) return { value: false };
  return wrong('请填“是”或“否”', 'write 是 or 否 (yes or no)');
}

/** A whole number, zero or more; empty: zero. */
export function count(cell: string): Read<number> {
  if (cell === '') return { value: 0 };
  return /^\d{1,9}$/.test(cell) ? { value: Number(cell) } : wrong('请填不小于零的整数', 'a whole number, zero or more');
}

/** `2026-05-06`, `2026/5/6`, `2026年5月6日`; empty: none. */
export function date(cell: string): Read<string | null> {
  if (cell === '') return { value: null };
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell);
  const found = parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : cell;
  return isIsoDate(found) ? { value: found } : wrong('请填日期，如 2026-05-06', 'a date, e.g. 2026-05-06');
}

/** Yuan with at most two decimals, as fen on the wire; empty: none. */
export function yuan(cell: string): Read<string | null> {
  if (cell === '') return { value: null };
  const found = parseYuan(cell.replace(/元$/, ''));
  return found.ok && found.value >= 0n
    ? { value: found.value.toString() }
    : wrong('请填金额（元），最多两位小数', 'yuan, at most two decimals');
}

/** A file by its SHA-256; empty: none. */
export function hash(cell: string): Read<string | null> {
  if (cell === '') return { value: null };
  const found = cell.toLowerCase();
  return /^[0-9a-f]{64}$/.test(found)
    ? { value: found }
    : wrong('请填附件的 SHA-256（64 位十六进制）', 'the SHA-256 of the file, 64 hexadecimal digits');
}

const digits = '零一二三四五六七八九';

/** Number of an article: `13`, `第13条`, `第十三条`; further words (第二款) stay as they are. */
export function article(cell: string): Read<string> {
  const found = /^第?([零一二三四五六七八九十百千]+|\d+)条?$/.exec(cell)?.[1];
  if (found === undefined || /^\d+$/.test(found)) return { value: found ?? cell };
  let sum = 0;
  let digit = 0;
  for (const sign of found) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[sign];
    if (unit === undefined) digit = digits.indexOf(sign);
    else {
      sum += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return { value: String(sum + digit) };
}

/** Items separated by semicolons, enumeration commas or line breaks. */
export const parts = (cell: string): string[] =>
  cell
    .split(/[;；、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const list = (cell: string): Read<string[]> => ({ value: parts(cell) });

/** The value of a word, in any letters; of a name that every object has there is none. */
function wordOf<T>(words: Readonly<Record<string, T>>, cell: string): T | undefined {
  return [cell, cell.toLowerCase()].filter((word) => Object.hasOwn(words, word)).map((word) => words[word])[0];
}

/** One of some words, each with its value. */
export function oneOf<T>(words: Readonly<Record<string, T>>): (cell: string) => Read<T | null> {
  return (cell) => {
    if (cell === '') return { value: null };
    const found = wordOf(words, cell);
    return found !== undefined ? { value: found } : among(words);
  };
}

/** Some of some words. */
export function someOf<T>(words: Readonly<Record<string, T>>): (cell: string) => Read<T[]> {
  return (cell) => {
    const found = (['无', '否', 'none'].includes(cell) ? [] : parts(cell)).map((part) => wordOf(words, part));
    return found.every((value) => value !== undefined) ? { value: [...new Set(found)] } : among(words);
  };
}

function among(words: Readonly<Record<string, unknown>>): CellProblem {
  const known = Object.keys(words);
  const chinese = known.filter((word) => /\p{Script=Han}/u.test(word));
  return wrong(`应为：${chinese.join('、')}`, `one of: ${known.filter((word) => !chinese.includes(word)).join(', ')}`);
}

/** `字段：依据` or `字段：依据：已共享`, one after the other. */
export function dataFields(cell: string): Read<{ field: string; ground: string; shared: boolean }[]> {
  const found = (cell === '无' ? [] : parts(cell)).map((part) => part.split(/[:：]/).map((each) => each.trim()));
  if (found.some(({ length }) => length > 3))
    return wrong('每项写作“字段：依据”，已在共享目录的写作“字段：依据：已共享”', 'field: ground, or field: ground: shared');
  return {
    value: found.map(([field = '', ground = '', shared = '']) => ({ field, ground, shared: ['已共享', '是', 'shared'].includes(shared) })),
  };
}

/** `2026-05-06：3000；2026-09-01：2000`: day and yuan of every instalment. */
export function plan(cell: string): Read<{ on: string; amount: string }[]> {
  const read = parts(cell).map((part) => part.split(/[:：=]/).map((each) => each.trim()));
  const found = read.flatMap(([day = '', amount = '']) => {
    const [on, fen] = [date(day), yuan(amount)];
    return 'value' in on && 'value' in fen && on.value !== null && fen.value !== null ? [{ on: on.value, amount: fen.value }] : [];
  });
  if (found.length !== read.length)
    return wrong('每笔写作“日期：金额（元）”，以分号分隔', 'day: yuan of every instalment, separated by semicolons');
  return paymentPlan.safeParse(found).success
    ? { value: found }
    : wrong('每笔金额大于零，日期逐笔递增', 'every instalment is more than nothing, and later than the one before');
}
