import { parser } from '@prometheus-io/lezer-promql';
import { settingsRows } from './readme.js';

/** One row of the table of metrics in the operating guide. */
export interface Metric {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
  /** Kinds of service that tell it: records, projections, gateway. */
  readonly toldBy: readonly string[];
}

export function metricsTold(page: string): readonly Metric[] {
  return (settingsRows(page, 'metrics') ?? []).map(([name = '', type = '', labels = '', toldBy = '']) => ({
    name,
    type,
    labels: labels === '–' ? [] : labels.split(',').map((label) => label.trim()),
    toldBy: toldBy.split(',').map((kind) => kind.trim()),
  }));
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const headings = page.split('\n').filter((line) => /^#{1,6} /.test(line));
  return new Set(
    headings.map((line) =>
      line
        .replace(/^#+ /, '')
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Series that a metric's page has: of a histogram three, else one; each with the labels that it may carry. */
export function seriesOf(metrics: readonly Metric[]): Map<string, ReadonlySet<string>> {
  const everywhere = ['service', 'instance', 'job'];
  return new Map(
    metrics.flatMap(({ name, type, labels }) => {
      const own = new Set([...everywhere, ...labels]);
      if (type !== 'histogram') return [[name, own] as const];
      return [[`${name}_bucket`, new Set([...own, 'le'])] as const, [`${name}_sum`, own] as const, [`${name}_count`, own] as const];
    }),
  );
}

/** What is amiss with a PromQL expression, as sentences: syntax, a series that nobody tells, a label that it does not carry. */
export function expressionAmiss(
  expression: string,
  series: ReadonlyMap<string, ReadonlySet<string>>,
  templates: readonly string[] = [],
): string[] {
  const text = expression.replaceAll('$__rate_interval', '5m');
  const found: string[] = [];
  const named: string[] = [];
  const grouped: string[] = [];
  let selected: ReadonlySet<string> | undefined;
  parser.parse(text).iterate({
    enter: ({ name, type, from, to, node }) => {
      const words = text.slice(from, to);
      if (type.isError) found.push(`cannot be parsed at “${text.slice(from, from + 20)}”`);
      if (name === 'VectorSelector') {
        const metric = node.getChild('Identifier');
        const called = metric ? text.slice(metric.from, metric.to) : '';
        selected = series.get(called);
        if (selected) named.push(called);
        else found.push(`nobody tells ${called}`);
      }
      if (name === 'LabelName' && node.parent?.name === 'GroupingLabels') grouped.push(words);
      else if (name === 'LabelName' && selected && !selected.has(words)) found.push(`${named.at(-1)} has no label ${words}`);
    },
  });
  const carried = new Set(named.flatMap((name) => [...(series.get(name) ?? [])]));
  for (const label of grouped) if (!carried.has(label)) found.push(`groups by ${label}, which ${named.join(', ')} does not carry`);
  // An aggregation leaves the labels that it groups by.
  const left = /\b(sum|min|max|avg|count)\b/.test(text) ? new Set(grouped) : carried;
  for (const label of templates.flatMap(labelsOf)) if (!left.has(label)) found.push(`shows ${label}, which its result does not carry`);
  return found;
}

/** Labels that a text of an alert (`{{ $labels.x }}`) or a legend (`{{x}}`) shows. */
function labelsOf(template: string): string[] {
  return [...template.matchAll(/\{\{\s*(?:\$labels\.)?([a-z_]+)\s*\}\}/g)].map(([, label]) => label ?? '');
}
