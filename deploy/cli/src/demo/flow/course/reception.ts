import type { Story } from '../told/story.js';
import { board, callNext, serve, takeTicket, windowsOf } from '../world/window.js';
import { queueOf } from '../world/places.js';
import type { KnownPerson, World } from '../world/world.js';

export interface Received {
  readonly applicant: KnownPerson;
  /** His visit at window 1. */
  readonly visit: string;
  /** The ticket that was missed and waits again. */
  readonly lateTicket: string;
}

/** Two tickets: the first is missed and waits again, the second is served. */
export async function reception(story: Story, world: World): Promise<Received> {
  const { first } = windowsOf(world);
  const queue = `queues/${queueOf(first.hall, world.today, first.windowClass)}`;
  story.chapter('取号与叫号', 'Tickets and calls');

  const applicant = await story.step('社区工作者登记居民', 'the community worker registers a resident', async (step) => {
    const person = await world.newcomer();
    const found = await world.find('clerk-1', { identityNumber: person.identityNumber });
    step.expect(
      '按完整号码查到本人 found by the whole number',
      found.map((row) => row['person']),
      [person.id],
    );
    step.expect('窗口看不到姓名 the name stays sealed at the window', found[0]?.['name'], { sealed: true });
    step.show(`人员查询 people: ${person.id.slice(0, 8)}，姓名 name 密封 sealed`);
    return person;
  });

  const [late, mine] = await story.step('两人在取号机取号', 'two people take tickets at the kiosk', async (step) => {
    const tickets = [await takeTicket(world, first, 'A28'), await takeTicket(world, first, 'A28')] as const;
    const shown = await board(world, first, tickets[1].readAfter);
    step.expect('叫号屏 board', shown, [`${tickets[0].ticket} waiting`, `${tickets[1].ticket} waiting`]);
    step.show(`叫号屏 board: ${shown.join('，')}`);
    return [tickets[0].ticket, tickets[1].ticket] as const;
  });

  await story.step('六十岁不享受老年优先', 'sixty is not old enough for priority', async (step) => {
    const input = { item: null, priority: 'elderly', age: 60 };
    await step.refused(world.move('kiosk-1', `${queue}/take`, input), { status: 422, code: 'not-old-enough', rule: 'D-queue-priority' });
  });

  await story.step(`叫号 ${late}：无人应答`, `${late} is called and nobody comes`, async (step) => {
    await callNext(world, first);
    const missing = { ticket: late, window: first.window };
    const miss = () => world.move(first.clerk, `${queue}/miss`, missing);
    await step.refused(miss(), { status: 422, code: 'calls-left', rule: 'D-queue-missed' });
    for (let call = 2; call <= world.policy.number('hall.ticket.calls'); call += 1) {
      const { readAfter } = await world.move(first.clerk, `${queue}/recall`, missing);
      step.show(`叫号屏 board: ${(await board(world, first, readAfter)).join('，')}（第 ${call} 次 call ${call}）`);
    }
    const { readAfter } = await miss();
    step.expect('过号离屏 a missed ticket leaves the board', await board(world, first, readAfter), [`${mine} waiting`]);
  });

  await story.step(`${late} 过号重排`, `${late} waits again`, async (step) => {
    const { readAfter } = await world.move('kiosk-1', `${queue}/requeue`, { ticket: late });
    const shown = await board(world, first, readAfter);
    step.expect('排到最后 at the end', shown, [`${mine} waiting`, `${late} waiting`]);
    step.show(`叫号屏 board: ${shown.join('，')}`);
  });

  const visit = await story.step(`叫号 ${mine} 并接待`, `${mine} is called and served: a visit opens`, async (step) => {
    const called = await callNext(world, first);
    step.expect('先叫的号 called', called.ticket, mine);
    step.expect('叫号屏 board', await board(world, first, called.readAfter), [`${mine} called ${first.window}`, `${late} waiting`]);
    const opened = await serve(world, first, mine, applicant.id);
    const { status } = await world.item(first.clerk, `public-services/visits/${opened}`);
    step.expect('来访 visit', status, 'open');
    step.show(`来访 visit ${opened.slice(0, 8)} 接待中 open`);
    return opened;
  });
  return { applicant, visit, lateTicket: late };
}
