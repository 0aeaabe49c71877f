import { addDays, formatYuan } from '@yimen/kernel';
import { bodiesOf, type Bodies } from '../money/places.js';
import type { Step, Story } from '../told/story.js';
import type { Moved, Row, World } from '../world/world.js';
import { eventually } from '../world/world.js';
import { census, householdForm, investmentTargets } from './forms.js';
import { refusals } from './refusals.js';

/** 准入 (9.9): an application that is rejected, the same work applied for as the law has it, a matter that nobody may hand down, and refusals. */
export async function preAccess(story: Story, world: World): Promise<void> {
  story.chapter('社区工作事项准入', 'Admission of matters');
  const bodies = await bodiesOf(world);
  const from = world.workday(31);
  const rejected = await story.step('每月住户报表：提交即驳回', 'a monthly household form: rejected at once', async (step) => {
    const before = await rejections(world, bodies);
    const { id, readAfter } = await submitted(world, bodies, householdForm(bodies.community, from));
    await showRejection(step, world, id, ['G10', 'G11', 'G12'], readAfter);
    step.expect('部门驳回数 rejected applications of the department', await rejections(world, bodies, readAfter), before + 1);
    return id;
  });
  await story.step('招商引资指标：负面清单', 'targets of investment: the negative list', async (step) => {
    const { id, readAfter } = await submitted(world, bodies, investmentTargets(bodies.community, from));
    await showRejection(step, world, id, ['FORBIDDEN', 'G2'], readAfter);
  });
  const to = addDays(from, 60);
  const id = await admittedCensus(story, world, bodies, from, to);
  await refusals(story, world, bodies, { rejected, standing: id });

  await story.step(`${addDays(to, 1)} 到期退出清单`, 'out of the list after its end', async (step) => {
    await world.advanceTo(addDays(to, 1));
    await status(world, id, 'expired');
    const [line] = await world.rows('director-1', 'matter-registers', { application: id, on: to });
    step.expect('最后一日仍在清单 in the list on its last day', line?.['list'], 'assist');
    await eventually('the register', async () => {
      const gone = await world.rows('director-1', 'matter-registers', { application: id });
      return gone.length === 0 ? gone : undefined;
    });
    const [may] = await world.rows('director-1', 'refusable-tasks', { application: id, community: bodies.community });
    step.expect('社区可以拒绝 a community may refuse it', may?.['refusable'], true);
    step.show(`${world.today} ${String((may?.['why'] as Row | undefined)?.['zh'])}`);
  });
}

/** Drafted and submitted by the department. */
async function submitted(world: World, { department, office }: Bodies, form: object) {
  const caller = world.as('department-1');
  const { body } = await caller.post<Moved>('/api/public-services/admissions', { department, office, form });
  const answer = await caller.post<Moved>(`/api/public-services/admissions/${body.id}/submit`, {});
  return { id: body.id, status: answer.body.status, readAfter: answer.readAfter };
}

/** How many applications of the department were rejected this year. */
async function rejections(world: World, { department }: Bodies, readAfter?: string): Promise<number> {
  const filters = { department, year: world.today.slice(0, 4) };
  const [row] = await world.rows('department-1', 'admission-figures', filters, readAfter);
  return Number(row?.['rejected'] ?? 0);
}

interface Hit {
  readonly guard: string;
  readonly binding: boolean;
  readonly source: { readonly title: { readonly zh: string }; readonly force: string; readonly words: { readonly text: string } | null };
}

/** The last step of the timeline: every guard with title, words and force of its rule. */
async function showRejection(step: Step, world: World, id: string, guards: readonly string[], readAfter?: string): Promise<void> {
  const steps = await world.rows('department-1', 'admission-timeline', { application: id }, readAfter);
  const last = steps.at(-1);
  const hits = (last?.['hits'] ?? []) as readonly Hit[];
  step.expect('驳回 rejected', last?.['type'], 'ApplicationRejected');
  step.expect(
    '触及 guards',
    hits.map(({ guard }) => guard),
    guards,
  );
  for (const { guard, binding, source } of hits)
    step.show(`${guard} ${source.title.zh} · ${source.force}${binding ? ' 有约束力' : ''}：${source.words?.text ?? ''}`);
}

async function status(world: World, id: string, wanted: string): Promise<void> {
  await eventually(`${id} ${wanted}`, async () => {
    const item = await world.item('department-1', `public-services/admissions/${id}`);
    return item.status === wanted ? true : undefined;
  });
}

/** Second try of 9.9: from the application to the day on which it is active; answers its id. */
async function admittedCensus(story: Story, world: World, bodies: Bodies, from: string, to: string): Promise<string> {
  const { community, justice, finance, review, subDistrict } = bodies;
  const post = async (account: string, id: string, move: string, input: object = {}) =>
    (await world.as(account).post<Moved>(`/api/public-services/admissions/${id}/${move}`, input)).body.status;

  const id = await story.step('人口普查协助：依法申请', 'help with a census: applied for as the law has it', async (step) => {
    const sent = await submitted(world, bodies, census(community, from, to));
    const [row] = await world.rows('social-work-1', 'admissions', { application: sent.id }, sent.readAfter);
    step.expect('已提交 submitted', sent.status, 'submitted');
    step.expect('形式审查期限：5个工作日 form check in 5 working days', row?.['dueOn'], world.workday(5));
    const { state } = await world.item('social-work-1', `public-services/admissions/${sent.id}`);
    step.expect('决定期限：20个工作日 decision in 20', state['decisionDue'], { dueOn: world.workday(20) });
    return sent.id;
  });
  await story.step('审查、征求意见、批准、公布', 'reviewed, heard, approved, published', async (step) => {
    await post('social-work-1', id, 'form-check', { gaps: [], justice, finance, review });
    await post('social-work-1', id, 'classify', { class: 'ASSIST', reason: '法律规定居民委员会协助' });
    await post('legal-1', id, 'legal-review', { outcome: 'passed', reason: null });
    await post('budget-1', id, 'finance-review', { budgetLine: null });
    await post('social-work-1', id, 'ask-communities', { communities: [community], subDistrict });
    await post('director-1', id, 'give-opinion', { organisation: community, opinion: 'agree', words: '同意' });
    await post('town-1', id, 'give-opinion', { organisation: subDistrict, opinion: 'agree', words: '同意' });
    await post('meeting-1', id, 'decide', { outcome: 'approved', meeting: '准入联席会议纪要', reason: null });
    step.expect('列入清单 listed', await post('social-work-1', id, 'publish-list', { approval: '张政复〔2026〕8号' }), 'listed');
    await world.row('director-1', 'matter-registers', { application: id, on: from });
    step.show(`协助事项清单 assist list: ${from} 至 to ${to}`);
  });
  await story.step(`${from} 条件落实，事项生效`, 'the conditions are there, the matter becomes active', async (step) => {
    const conditions = {
      people: '普查员两名',
      place: '社区办公室',
      equipment: '平板两台',
      data: '普查平台',
      guidance: '普查办派员指导',
      money: '300000',
    };
    await post('department-1', id, 'record-conditions', { community, ...conditions });
    step.expect('未到开始日期 not started yet', await post('director-1', id, 'confirm-conditions', { community }), 'listed');
    await world.advanceTo(from);
    await status(world, id, 'active');
    const money = await world.row('director-1', 'matter-money', { application: id });
    step.show(`生效 active · 按工作量经费 money by workload ${formatYuan(BigInt(String(money['promised'])))}`);
  });
  return id;
}
