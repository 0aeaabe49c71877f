import { addDays } from '@yimen/kernel';
import { ProblemAnswered } from '../../../door/door.js';
import type { Story } from '../told/story.js';
import { eventually, type Moved, type World } from '../world/world.js';
import { yuan } from './books.js';
import { application, budgeted, communitiesAsked, half, needed, perCommunity, type Planned } from './form.js';
import type { Bodies } from './places.js';

/** Applied for with too small a budget, returned, corrected to a trial in one community, and agreed; answers the application's id. */
export async function admitted(story: Story, world: World, bodies: Bodies, planned: Planned, line: string): Promise<string> {
  const { department, office, justice, finance, review, subDistrict, community } = bodies;
  const at = (id: string, move: string) => `/api/public-services/admissions/${id}/${move}`;
  const post = async (account: string, id: string, move: string, input: object = {}) => {
    const { body } = await world.as(account).post<Moved>(at(id, move), input);
    return body.status;
  };
  // The line was approved a moment ago: whoever reviews waits until the book of finance has it.
  const reviewed = (id: string) =>
    eventually('word of the budget line', () =>
      post('budget-1', id, 'finance-review', { budgetLine: line }).catch((error: unknown) => {
        if (error instanceof ProblemAnswered && error.problem.code === 'budget-line-unknown') return undefined;
        throw error;
      }),
    );
  const toLegal = async (id: string) => {
    await post('social-work-1', id, 'form-check', { gaps: [], justice, finance, review });
    await post('social-work-1', id, 'classify', { class: 'ENTRUST', reason: '受委托承担，费用由委托机关承担' });
    return post('legal-1', id, 'legal-review', { outcome: 'passed', reason: null });
  };

  const id = await story.step(
    `申请委托29个社区：需${yuan(needed)}，预算${yuan(budgeted)}，退回`,
    'applied for 29 communities: the budget does not reach, returned',
    async (step) => {
      const { body } = await world.as('department-1').post<Moved>('/api/public-services/admissions/draft', {
        department,
        office,
        form: application(planned, await townCommunities(world), line),
      });
      await post('department-1', body.id, 'submit');
      step.expect('合法性审查通过 legal review passed', await toLegal(body.id), 'legal-ok');
      step.expect('经费审查退回 returned by the finance review', await reviewed(body.id), 'returned');
      return body.id;
    },
  );

  await story.step(
    '改为一个社区试点，重新提交，批准并列入清单',
    'corrected to a trial in one community, approved and listed',
    async (step) => {
      await post('department-1', id, 'amend', { form: application(planned, [community], line) });
      step.expect('重新提交 submitted again', await post('department-1', id, 'resubmit'), 'submitted');
      await toLegal(id);
      step.expect('经费审查通过 finance review passed', await reviewed(id), 'finance-ok');
      await post('social-work-1', id, 'ask-communities', { communities: [community], subDistrict });
      await post('director-1', id, 'give-opinion', { organisation: community, opinion: 'agree', words: '同意试点' });
      await post('town-1', id, 'give-opinion', { organisation: subDistrict, opinion: 'agree', words: '同意' });
      const meeting = { outcome: 'approved', meeting: '准入联席会议纪要', reason: null };
      step.expect('联席会议批准 approved', await post('meeting-1', id, 'decide', meeting), 'approved');
      step.expect('列入清单 listed', await post('social-work-1', id, 'publish-list', { approval: '张政复〔2026〕8号' }), 'listed');
    },
  );

  await story.step('签订委托协议：两期各4,000.00元', 'the agreement is signed: two instalments of 4,000.00', async (step) => {
    const document = 'b'.repeat(64);
    const offered = await post('department-1', id, 'sign-agreement', {
      ...{ community, standardOfWork: '每月走访一次', from: planned.from, to: addDays(planned.from, 364) },
      ...{ amount: perCommunity.toString(), pricePerCase: null },
      plan: [
        { on: planned.first, amount: half.toString() },
        { on: planned.second, amount: half.toString() },
      ],
      conditions: { staff: '一名', place: '社区', equipment: '电脑', dataAccess: '低保平台' },
      ...{ training: '上岗前培训', dataProtection: '不得再提供', acceptance: '按件核对', changeAndEnd: '协商变更', dispute: '由镇调解' },
      ...{ document, witness: subDistrict },
    });
    const countersigned = await post('director-1', id, 'countersign-agreement', { community, document });
    const witnessed = await post('town-1', id, 'witness-agreement', { community, document, witness: subDistrict });
    step.expect(
      '部门、社区签署，镇见证后生效 in force with the last signature',
      [offered, countersigned, witnessed],
      ['listed', 'listed', 'agreed'],
    );
  });
  return id;
}

/** Committees of residents in the town of the hall: as many as the example of 5.1.4 has. */
async function townCommunities(world: World): Promise<readonly string[]> {
  const rows = await world.rows('department-1', 'organisations', {
    kind: 'community-committee',
    area: '320582100',
    limit: String(communitiesAsked),
  });
  return rows.map(({ organisation }) => String(organisation));
}
