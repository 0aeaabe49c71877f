import { describeRule, findMatter, matterClasses } from '@yimen/policy';
import type { Foreseen, ListProblem, Task } from '@yimen/public-services';
import type { IsoDate, Text } from '@yimen/kernel';
import { ruleLine } from '../demo/flow/told/rule-line.js';

/** A row with what would become of it. */
export interface Judged extends Task {
  readonly foreseen: Foreseen;
}

const outcomes: Readonly<Record<Foreseen['outcome'], Text>> = {
  accepted: { zh: '可以提交', en: 'would be taken in' },
  incomplete: { zh: '缺项，提交会被拒绝', en: 'fields are missing: would be refused' },
  rejected: { zh: '会被驳回', en: 'would be rejected' },
  overridable: { zh: '会被拒绝，第二人批准可提交', en: 'would be refused, unless a second person sets the guards aside' },
  refused: { zh: '会因日期被拒绝', en: 'would be refused for its dates' },
};

/** What a guard does here: law and the negative list end an application, the others wait for a second person. */
function weight(guard: string, binding: boolean): string {
  if (guard === 'FORBIDDEN') return '任何社区都不得承担 never given to a community';
  return binding ? '有约束力 binding' : '可经第二人批准 overridable';
}

/** What the list says of every row, with rule, source and force of every guard as the county may be shown it (13.8). */
export function reportLines(judged: readonly Judged[], problems: readonly ListProblem[], on: IsoDate): readonly string[] {
  const rule = (id: string, county: string) => ruleLine(describeRule(id, county, on));
  const rows = judged.flatMap(({ sheet, row, form, foreseen: { outcome, hits, gaps, refusals } }) => {
    const found = form.matter.id === null ? undefined : findMatter(form.matter.id);
    const of = matterClasses[found?.class ?? form.classAsked];
    return [
      `${outcome === 'accepted' ? '✓' : '✋'} ${sheet} 第${row}行 row ${row} · ${form.matter.id ?? '—'} ${form.matter.name} · ${of.zh} ${of.en} · ${outcomes[outcome].zh} ${outcomes[outcome].en}`,
      ...hits.map(({ guard, rule: id, binding }) => `    ${guard} ${weight(guard, binding)} · ${rule(id, form.county)}`),
      ...(gaps.length > 0 ? [`    尚缺 missing: ${gaps.join(', ')}`] : []),
      ...refusals.map(({ code, rule: id, facts }) => `    ${code} ${JSON.stringify(facts)} · ${rule(id, form.county)}`),
    ];
  });
  const bad = problems.map(
    ({ sheet, row, column, problem }) =>
      `✗ ${sheet} 第${row}行 row ${row}${column === null ? '' : `“${column}”`}：${problem.zh} ${problem.en}`,
  );
  const counted = (Object.keys(outcomes) as Foreseen['outcome'][]).flatMap((outcome) => {
    const many = judged.filter(({ foreseen }) => foreseen.outcome === outcome).length;
    return many === 0 ? [] : [`${outcomes[outcome].zh} ${outcomes[outcome].en}: ${many}`];
  });
  return [
    ...rows,
    ...bad,
    `${judged.length + problems.length > 0 ? [...counted, `无法读取或须留意 problems: ${problems.length}`].join('；') : '没有内容 nothing'}`,
  ];
}
