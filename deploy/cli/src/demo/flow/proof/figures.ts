import type { Story } from '../told/story.js';
import type { World } from '../world/world.js';

const counted = ['visitors', 'casesReceived', 'casesHandled', 'restrictedHandled'] as const;
export type Figures = Readonly<Record<(typeof counted)[number], number>>;

/** The figures of the city hall over all days; zeros before anything was counted. */
export async function figuresOf(world: World): Promise<Figures> {
  const [row] = await world.rows('manager-1', 'figures', { by: 'hall', hall: world.places.hall.id });
  const numbers = counted.map((name) => [name, Number(row?.[name] ?? 0)]);
  return Object.fromEntries(numbers) as Figures;
}

export const figuresLine = ({ visitors, casesReceived, casesHandled, restrictedHandled }: Figures): string =>
  `接待人次 visitors ${visitors} · 收件 received ${casesReceived} · 办结 handled ${casesHandled} · 受限事项 restricted ${restrictedHandled}`;

/** Visitors and cases are two counters: each grew by what this story did. */
export async function figuresAfter(story: Story, world: World, before: Figures): Promise<Figures> {
  story.chapter('大厅数据', 'The figures');
  return story.step('接待人次与办件分别计数', 'visitors and cases are counted apart', async (step) => {
    const after = await figuresOf(world);
    const grown = Object.fromEntries(counted.map((name) => [name, after[name] - before[name]]));
    step.expect('增加 grown by', grown, { ...world.expected });
    step.show(`之前 before: ${figuresLine(before)}`);
    step.show(`之后 after:  ${figuresLine(after)}`);
    return after;
  });
}
