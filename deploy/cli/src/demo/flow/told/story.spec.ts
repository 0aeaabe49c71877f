import { ProblemAnswered } from '../../../door/door.js';
import { Story } from './story.js';

const told = () => {
  const lines: string[] = [];
  return { lines, story: new Story((line) => lines.push(line)) };
};
const rule = { id: 'PIPL 47' };
const refusal = new ProblemAnswered(422, 'POST /', { code: 'retention-running', detail: '保存期限未满', detailEn: 'too early', rule });

describe('the demo says what was expected and what came', () => {
  test('all as expected', async () => {
    const { lines, story } = told();
    await story.step('取号', 'a ticket', async (step) => step.expect('号票 ticket', ['A001'], ['A001']));
    expect(story.end()).toBe(true);
    expect(lines.join('\n')).toMatch(/✓ {2}1 取号 a ticket[\s\S]*All as expected: 1 步 steps，1 项核对 checks/);
  });

  test('another value fails the story, which goes on', async () => {
    const { lines, story } = told();
    await story.step('取号', 'a ticket', async (step) => step.expect('号票 ticket', 'A002', 'A001'));
    await story.step('叫号', 'a call', async () => undefined);
    expect(story.end()).toBe(false);
    expect(lines).toContain('     ✗ 号票 ticket: 期望 expected "A001"，实际 came "A002"');
  });

  test('what a step throws ends it and fails the story', async () => {
    const { lines, story } = told();
    await expect(story.step('取号', 'a ticket', () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(story.end()).toBe(false);
    expect(lines.join('\n')).toContain('retention-running');
  });

  test.each([
    ['as it must be', { status: 422, code: 'retention-running', rule: 'PIPL 47' }, Promise.reject(refusal), true],
    ['by another rule', { status: 422, code: 'retention-running', rule: 'D-retention' }, Promise.reject(refusal), false],
    ['with another status', { status: 409, code: 'retention-running' }, Promise.reject(refusal), false],
    ['not at all', { status: 422, code: 'retention-running' }, Promise.resolve(), false],
  ])('a refusal %s', async (_how, expected, request, asExpected) => {
    const { story } = told();
    await story.step('销毁', 'destruction', async (step) => void (await step.refused(request, expected)));
    expect(story.end()).toBe(asExpected);
  });
});
