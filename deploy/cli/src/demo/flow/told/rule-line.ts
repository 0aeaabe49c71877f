import type { RuleDescription } from '@yimen/policy';

/** A rule as an answer names it, in one line: law is shown as law, everything else as configuration of its adopting body (13.8). */
export function ruleLine(rule: { readonly id: string } | RuleDescription): string {
  if (!('title' in rule)) return `依据 rule: ${rule.id}`;
  const { id, heading, title, source, article, force, adoptedBy } = rule;
  const where = source ? `《${source.zh}》${article ?? ''} ${source.en}` : `${adoptedBy?.zh ?? ''} ${adoptedBy?.en ?? ''}`.trim();
  return `${heading.zh} ${heading.en} · ${id} ${title.zh} ${title.en} · ${where} · ${force}`;
}
