import { troubleKinds } from '@yimen/service-shell';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { anchorsOf, expressionAmiss, metricsTold, seriesOf } from './operating.js';
import { workspace } from './source.js';

const read = (file: string) => readFileSync(path.join(workspace, file), 'utf8');
const guide = read('docs/operating.md');
const metrics = metricsTold(guide);
const anchors = anchorsOf(guide);

/** What every Node.js process tells, and what Prometheus tells itself of a scrape. */
function series(): Map<string, ReadonlySet<string>> {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const own = register.getMetricsAsArray().map(({ name, type }) => ({ name, type: String(type), labels: [], toldBy: [] }));
  return seriesOf([...metrics, ...own, { name: 'up', type: 'gauge', labels: [], toldBy: [] }]);
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string };
}
const { groups } = parse(read('deploy/observability/alerts.yaml')) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}
const { panels } = JSON.parse(read('deploy/observability/dashboard.json')) as { readonly panels: readonly Panel[] };

describe('alerts', () => {
  test.each(rules.map((rule) => [rule.alert, rule] as const))('%s asks for what is told, and says what to do', (_name, rule) => {
    const { summary, description, runbook_url: runbook } = rule.annotations;
    expect(expressionAmiss(rule.expr, series(), [summary.replaceAll('{{ $value }}', ''), description])).toEqual([]);
    expect(summary).toMatch(/\p{Script=Han}.* \/ [^/]*[a-z]/u);
    expect(description).toMatch(/^.*\p{Script=Han}.*。[A-Z]/u);
    expect(['critical', 'warning']).toContain(rule.labels.severity);
    expect(runbook).toMatch(/^docs\/operating\.md#/);
    expect(anchors).toContain(runbook.split('#')[1]);
  });

  test('there is one for each thing that waits for a person', () => {
    const asked = rules.map(({ expr }) => expr).join('\n');
    const wanted = ['relay_forks', 'relay_lag', 'projection_lag', 'projection_parked', 'facts_lag', 'process_lag', 'rebuild_events'];
    expect(
      [...wanted, 'append_seconds', 'deadline_firings', 'deadlines_pending'].filter((name) => !asked.includes(`yimen_${name}`)),
    ).toEqual([]);
  });
});

test('every panel of the dashboard asks for what is told', () => {
  const amiss = panels.flatMap(({ title, targets = [] }) =>
    targets.flatMap(({ expr, legendFormat }) => expressionAmiss(expr, series(), [legendFormat]).map((one) => `${title}: ${one}`)),
  );
  expect(amiss).toEqual([]);
  expect(panels.filter(({ targets }) => targets).length).toBeGreaterThan(15);
});

test('the dashboard leaves no metric of the guide out', () => {
  const shown = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n');
  // Who leads and when the calendar ends are no curves; moves show by their requests and refusals.
  const apart = ['yimen_relay_leading', 'yimen_projection_leading', 'yimen_calendar_alert_days', 'yimen_move_seconds'];
  expect(metrics.map(({ name }) => name).filter((name) => !shown.includes(name) && !apart.includes(name))).toEqual([]);
});

test('every code of readiness has its section in the guide', () => {
  expect(Object.keys(troubleKinds).filter((code) => !anchors.has(code))).toEqual([]);
  for (const text of Object.values(troubleKinds)) expect(text.zh).toMatch(/\p{Script=Han}/u);
});

test('every link of the guide to a section of its own leads somewhere', () => {
  const links = [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});

describe('the checks find', () => {
  const known = seriesOf([
    { name: 'a_seconds', type: 'histogram', labels: ['move'], toldBy: [] },
    { name: 'b', type: 'gauge', labels: [], toldBy: [] },
  ]);
  test.each([
    ['rate(a_seconds_count{move="x"}[5m])', []],
    ['a_seconds', ['nobody tells a_seconds']],
    ['c + b', ['nobody tells c']],
    ['b{move="x"}', ['b has no label move']],
    ['sum by (move) (b)', ['groups by move, which b does not carry']],
    ['sum by (le) (a_seconds_bucket)', []],
    ['b and on (move) b', ['groups by move, which b, b does not carry']],
  ])('%s', (expression, found) => {
    expect(expressionAmiss(expression, known)).toEqual(found);
  });
  test('an expression that is none, and a label that the result does not carry', () => {
    expect(expressionAmiss('sum by (b', known)).toContainEqual(expect.stringContaining('cannot be parsed'));
    expect(expressionAmiss('sum by (service) (a_seconds_sum)', known, ['{{ $labels.move }}'])).toEqual([
      'shows move, which its result does not carry',
    ]);
  });
});
