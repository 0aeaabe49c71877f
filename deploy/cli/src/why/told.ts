import type { RuleDescription } from '@yimen/policy';
import type { Grounds } from '@yimen/service-shell';
import type { Refusal } from './refusal.js';
import type { CodePlace } from './code-places.js';

const forces = { binding: '有约束力', guidance: '指导', model: '参照', default: '产品默认' } as const;

/** A rule as an operator reads it: heading, source, article, words, force and dates. */
export function ruleLines(rule: RuleDescription): string[] {
  const { id, heading, title, source, article, words, force, validFrom, validTo, adoptedBy, verified } = rule;
  const from = source ? `《${source.zh}》` : adoptedBy ? `${adoptedBy.zh} 采用 adopted by` : '';
  const dates = validFrom ? ` ${validFrom} – ${validTo ?? ''}` : '';
  return [
    `  ${id} · ${title.zh} ${title.en}`,
    `    ${heading.zh} ${heading.en}: ${from}${article ? ` ${article}` : ''}（${forces[force]} ${force}${verified ? '' : '，原文未核 text not read'}）${dates}`,
    ...(words ? [`    ${words.quoted ? `「${words.text}」` : words.text}`] : []),
  ];
}

/** Why an event stands, in lines. */
export function groundsLines(grounds: Grounds): string[] {
  const { event, move, by, rules, parameters, facts, warnings, setAside, refusals, causation, trace } = grounds;
  return [
    `事件 event: ${event.type} · ${event.stream}@${event.revision} · ${event.id}`,
    `日期 dates: ${event.happenedOn}（记录于 recorded ${event.recordedAt}）`,
    `操作 move: ${move}（${by}）`,
    ...listed(
      '依据 rules',
      rules.flatMap((rule) => ruleLines(rule)),
    ),
    ...parameterLines(parameters),
    ...listed(
      '所依事实 facts relied on',
      facts.map(({ stream, revision }) => `  ${stream}@${revision}`),
    ),
    ...listed(
      '提示 warnings',
      warnings.map(({ code, rule }) => `  ${code}（${rule}）`),
    ),
    ...(setAside.length > 0 ? [`第二人放行 set aside by a second person: ${setAside.join(' ')}`] : []),
    ...(refusals.length > 0 ? [`不予 refused: ${refusals.join(' ')}`] : []),
    ...(causation ? [`起因 caused by: ${causation}`] : []),
    ...(trace ? [`追踪 trace: ${trace}`] : []),
  ];
}

/** Parameters that were looked up, each with the policy set that answered and the rule it stands under. */
export function parameterLines(parameters: readonly Refusal['parameters'][number][]): string[] {
  return listed(
    '参数 parameters',
    parameters.map(({ key, set, value, unit, rule }) => `  ${key} = ${value ?? '–'}${unit ? ` ${unit}` : ''}（${set}，${rule ?? '–'}）`),
  );
}

/** Places of the code, or that the sources are not at hand. */
export function placeLines(head: string, places: readonly CodePlace[] | undefined): string[] {
  if (!places) return [`${head}: 此处没有源代码 the sources are not here`];
  return listed(
    head,
    places.map(({ at, rule }) => `  ${at}${rule ? `（${rule}）` : ''}`),
  );
}

function listed(head: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`${head}:`, ...lines] : [`${head}: –`];
}
