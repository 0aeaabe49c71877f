import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { metricsTold } from '../../architecture/src/operating.js';
import { workspace } from '../../architecture/src/source.js';

/** One line of a service's log. */
export type Line = Readonly<Record<string, unknown>>;

/** The lines of log among what a start has written. */
export function linesOf(output: string): Line[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
}

/** Where each service of a start answers, by its own line. */
export function addressesOf(output: string, gateway: string): Readonly<Record<string, string>> {
  const started = linesOf(output).filter(({ msg }) => msg === 'service started');
  return { ...Object.fromEntries(started.map(({ service, port }) => [String(service), `http://127.0.0.1:${String(port)}`])), gateway };
}

/** What the guide's table of metrics promises of a kind of service, as `name type`. */
export async function promised(service: string): Promise<string[]> {
  const kind = service === 'gateway' || service === 'projections' ? service : 'records';
  const guide = await readFile(path.join(workspace, 'docs/operating.md'), 'utf8');
  return metricsTold(guide)
    .filter(({ toldBy }) => toldBy.includes(kind))
    .map(({ name, type }) => `${name} ${type}`)
    .sort();
}

/** What a service's page of metrics tells of Yimen, as `name type`, and the labels of its series that the guide does not list. */
export async function toldBy(url: string): Promise<{ readonly metrics: string[]; readonly strange: string[] }> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const guide = metricsTold(await readFile(path.join(workspace, 'docs/operating.md'), 'utf8'));
  const strange = [...page.matchAll(/^(yimen_\w+)\{(.*)\} /gm)].flatMap(([, series = '', inner = '']) => {
    const metric = guide.find(({ name }) => series === name || series.replace(/_(bucket|sum|count)$/, '') === name);
    const known = ['service', 'le', ...(metric?.labels ?? [])];
    return [...inner.matchAll(/(\w+)="/g)].flatMap(([, label = '']) => (known.includes(label) ? [] : [`${series} ${label}`]));
  });
  return { metrics: [...page.matchAll(/^# TYPE (yimen_\w+ \w+)$/gm)].map(([, one = '']) => one).sort(), strange: [...new Set(strange)] };
}

/** What would give a person of the demonstration away, as it stands in a text. */
export function personalIn(text: string): string[] {
  const names = /林示范|周样例|吴测试|郑演示|王假名|冯虚构|过客|标记甲乙|%E6%A0%87%E8%AE%B0|示范路1号/g;
  // Demonstration numbers: 99… with a date of birth, and telephone numbers that begin with 199.
  const numbers = /990101(?:19|20)\d{9}[\dX]|(?<![\w-])199\d{8}(?![\w-])/g;
  return [...new Set([...text.matchAll(names), ...text.matchAll(numbers)].map(([found]) => found))];
}
