import { addDays } from '@yimen/kernel';
import { CommandFailed } from '../../commands/failed.js';
import { NoAnswer, ProblemAnswered } from '../../door/door.js';
import { preAccess } from './admission/pre-access.js';
import { closedDoors } from './aside/doors.js';
import { figuresAfter, figuresLine, figuresOf } from './proof/figures.js';
import { moneyFollows } from './money/money.js';
import { forgetting } from './course/forgetting.js';
import { handling, handOver } from './course/handling.js';
import { homeVisit } from './aside/home-visit.js';
import { onlineCase } from './aside/online.js';
import { overdueCase } from './aside/overdue.js';
import { openTasks, proof } from './proof/proof.js';
import { badRating } from './course/rating.js';
import { reception } from './course/reception.js';
import { secondWindow } from './aside/second-window.js';
import { memberToOutside } from './transfer/outside.js';
import { memberInside } from './transfer/inside.js';
import { Story } from './told/story.js';
import { acceptance, dueIn, submission } from './course/submission.js';
import { eventually, World } from './world/world.js';

/**
 * Plays one whole course of service against the system at `url`, told line by line. Answers whether all was as expected. It begins on the
 * next working day, so that it can be played again on the same system as often as one likes. `other`: a second installation, the other end of a
 * transfer of membership; without it that end is recorded from evidence.
 */
export async function playFlow(url: string, tell: (line: string) => void, { other }: { readonly other?: string } = {}): Promise<boolean> {
  const story = new Story(tell);
  try {
    await play(story, url, other);
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof CommandFailed) throw error;
    // The step has told it already; a fault of the program keeps its stack.
    if (!(error instanceof ProblemAnswered)) tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return story.end(true);
  }
  return story.end();
}

async function play(story: Story, url: string, other: string | undefined): Promise<void> {
  const world = await World.enter(url);
  const tasks = await openTasks(world);
  const before = await story.step('新的一个工作日开始', 'a new working day begins', async (step) => {
    await world.advanceTo(world.workday(1));
    const figures = await figuresOf(world);
    step.show(`${world.today} · ${figuresLine(figures)}`);
    return figures;
  });

  const received = await reception(story, world);
  const id = await submission(story, world, received);
  const { overdue } = await secondWindow(story, world, received.lateTicket);
  const atHome = await homeVisit(story, world);
  await onlineCase(story, world);
  await closedDoors(story, world, url);

  await world.advanceTo(world.workday(1));
  await atHome.finish();
  const accepted = await acceptance(story, world, id, received.applicant);
  await handling(story, world, accepted);
  const visit = await handOver(story, world, accepted);
  const archiveOn = dueIn(world, 'rating.window');
  await badRating(story, world, visit);

  await archived(story, world, id, archiveOn);
  await overdueCase(story, world, overdue);
  const after = await figuresAfter(story, world, before);
  await forgetting(story, world, accepted, after);
  await moneyFollows(story, world);
  await memberInside(story, world);
  await memberToOutside(story, world, other === undefined ? undefined : await World.enter(other));
  await preAccess(story, world);
  await proof(story, world, tasks);
}

/** Archived by its deadline on the day after the rating window, and not a day earlier. */
async function archived(story: Story, world: World, id: string, lastDay: string): Promise<void> {
  story.chapter('归档', 'The archive');
  const status = async () => (await world.item('clerk-1', `public-services/cases/${id}`)).status;
  await story.step(`${lastDay} 评价期最后一天`, 'the last day of the rating window', async (step) => {
    await world.advanceTo(lastDay);
    step.expect('尚未归档 not archived yet', await status(), 'delivered');
    step.show('办件 case: 已送达 delivered，仍可评价 may still be rated');
  });
  await story.step('次日自动归档', 'archived the day after, by itself', async (step) => {
    await world.advanceTo(addDays(lastDay, 1));
    await eventually(`archive of ${id}`, async () => ((await status()) === 'archived' ? true : undefined));
    step.expect('已归档 archived', await status(), 'archived');
    step.show(`${world.today} 已归档 archived`);
  });
}
