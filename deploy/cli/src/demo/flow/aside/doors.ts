import { Caller } from '../../../door/door.js';
import type { Story } from '../told/story.js';
import type { World } from '../world/world.js';

/** Who may not, may not: a role is what the administrators granted, never what a token claims. */
export async function closedDoors(story: Story, world: World, url: string): Promise<void> {
  story.chapter('无权者不得办理', 'Closed doors');
  const clock = '/api/organisations/business-clock/business/advance';
  const tomorrow = { to: world.workday(1) };

  await story.step('冒用角色：窗口人员推进业务日期', 'a forged role: a clerk moves the business date', async (step) => {
    await step.refused(world.as('clerk-1').post(clock, tomorrow), { status: 403, code: 'forbidden' });
  });
  await story.step('伪造令牌', 'a forged token', async (step) => {
    const forged = new Caller(url, 'operator-1', { token: forgedToken() });
    await step.refused(forged.post(clock, tomorrow), { status: 401, code: 'unauthenticated' });
  });
  await story.step('未登记的账户', 'an account nobody opened', async (step) => {
    await step.refused(world.as('nobody').post(clock, tomorrow), { status: 403, code: 'account-unknown' });
  });
}

/** Looks like a token with the role of an operator, signed by nobody who counts. */
function forgedToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: 'operator-1', aud: 'yimen', role: 'operator', exp: Math.floor(Date.now() / 1000) + 3600 };
  return [part({ alg: 'ES256', kid: 'forged' }), part(claims), Buffer.alloc(64, 1).toString('base64url')].join('.');
}
