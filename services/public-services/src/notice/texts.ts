import type { Due, Text } from '@yimen/kernel';
import { z } from 'zod';

const dueOn = z.iso.date().nullable();
const material = z.strictObject({ name: z.string(), gap: z.string().nullable() });

/** What a notice says, as the causing event recorded it; `dueOn` null while the due date waits for its calendar. */
export const about = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('supplement'), materials: z.array(material).min(1), days: z.int().positive() }),
  z.strictObject({ kind: z.literal('supplement-expired') }),
  z.strictObject({ kind: z.literal('accepted'), acceptedOn: z.iso.date(), dueOn }),
  z.strictObject({ kind: z.literal('not-accepted'), reason: z.string(), remedy: z.string() }),
  z.strictObject({ kind: z.literal('paused'), ground: z.string() }),
  z.strictObject({ kind: z.literal('resumed'), dueOn }),
  z.strictObject({ kind: z.literal('extended'), reason: z.string(), dueOn }),
  z.strictObject({
    kind: z.literal('decision'),
    outcome: z.enum(['granted', 'refused', 'not-ours']),
    reason: z.string().nullable(),
    remedy: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('result-ready'), number: z.string() }),
  z.strictObject({ kind: z.literal('tolerance-overdue'), materials: z.array(material).min(1) }),
  z.strictObject({ kind: z.literal('cannot-do-answer'), answer: z.string() }),
  z.strictObject({
    kind: z.literal('rating-feedback'),
    words: z.string(),
    /** The supervisor took the rating out of the figures, for the reason in `words`. */
    struck: z.literal(true).optional(),
  }),
]);
export type About = z.output<typeof about>;

export const dayOf = (due: Due): string | null => ('dueOn' in due ? due.dueOn : null);

const gaps: Readonly<Record<string, Text>> = {
  missing: { zh: '缺少', en: 'missing' },
  'wrong-form': { zh: '不符合法定形式', en: 'not in the form required' },
  expired: { zh: '已过有效期', en: 'expired' },
  illegible: { zh: '无法辨认', en: 'illegible' },
};
const grounds: Readonly<Record<string, Text>> = {
  inspection: { zh: '检验', en: 'inspection' },
  quarantine: { zh: '检疫', en: 'quarantine' },
  testing: { zh: '检测', en: 'testing' },
  appraisal: { zh: '鉴定', en: 'appraisal' },
  hearing: { zh: '听证', en: 'hearing' },
  auction: { zh: '招标、拍卖', en: 'tender or auction' },
  'expert-review': { zh: '专家评审', en: 'expert review' },
  publication: { zh: '公示', en: 'publication' },
};
const outcomes: Readonly<Record<'granted' | 'refused' | 'not-ours', Text>> = {
  granted: { zh: '准予', en: 'granted' },
  refused: { zh: '不予', en: 'refused' },
  'not-ours': { zh: '不属本单位职责', en: 'not within the competence of this body' },
};

function listed(materials: readonly z.output<typeof material>[], language: 'zh' | 'en'): string {
  const each = materials.map(({ name, gap }) => {
    const words = gap === null ? undefined : gaps[gap];
    if (!words) return name;
    return language === 'zh' ? `${name}（${words.zh}）` : `${name} (${words.en})`;
  });
  return each.join(language === 'zh' ? '、' : ', ');
}

const until = (day: string | null): Text =>
  day
    ? { zh: `办理期限至${day}`, en: `the limit is ${day}` }
    : { zh: '办理期限待年度放假安排公布后算定', en: 'the limit is computed when the calendar of the year is published' };

/** Subject and words of a notice about a matter, Chinese and English. No name and no number of a person stands in it. */
export function noticeTexts(item: string, told: About): { readonly subject: Text; readonly body: Text } {
  const text = (zh: string, en: string, body: Text) => ({ subject: { zh: `${zh}：${item}`, en: `${en}: ${item}` }, body });
  switch (told.kind) {
    case 'supplement':
      return text('补正材料一次性告知书', 'Supplement notice', {
        zh: `请自本告知书送达之日起${told.days}个工作日内一次补齐：${listed(told.materials, 'zh')}。逾期未补正的，视为撤回申请，可以重新提出。`,
        en: `Please hand in within ${told.days} working days of delivery: ${listed(told.materials, 'en')}. After that the application counts as withdrawn; it may be made again.`,
      });
    case 'supplement-expired':
      return text('逾期未补正通知', 'Supplement overdue', {
        zh: '补正期限已过，申请视为撤回，可以重新提出。',
        en: 'The period for the supplement is over; the application counts as withdrawn and may be made again.',
      });
    case 'accepted': {
      const limit = until(told.dueOn);
      return text('受理通知书', 'Accepted', {
        zh: `已于${told.acceptedOn}受理，${limit.zh}。`,
        en: `Accepted on ${told.acceptedOn}; ${limit.en}.`,
      });
    }
    case 'not-accepted':
      return text('不予受理通知书', 'Not accepted', {
        zh: `不予受理。理由：${told.reason}。救济途径：${told.remedy}。`,
        en: `Not accepted. Reason: ${told.reason}. Remedy: ${told.remedy}.`,
      });
    case 'paused': {
      const ground = grounds[told.ground] ?? { zh: told.ground, en: told.ground };
      return text('暂停计时告知书', 'Limit paused', {
        zh: `因${ground.zh}所需时间不计入办理期限，自今日起暂停计时，恢复时另行告知。`,
        en: `The time needed for ${ground.en} does not count; the limit is paused, and you will be told when it resumes.`,
      });
    }
    case 'resumed': {
      const limit = until(told.dueOn);
      return text('恢复计时告知书', 'Limit resumed', { zh: `已恢复计时，${limit.zh}。`, en: `The limit runs again; ${limit.en}.` });
    }
    case 'extended': {
      const limit = until(told.dueOn);
      return text('延期告知书', 'Limit extended', {
        zh: `经负责人批准延长期限，${limit.zh}。理由：${told.reason}。`,
        en: `Extended with the approval of the head; ${limit.en}. Reason: ${told.reason}.`,
      });
    }
    case 'decision': {
      const outcome = outcomes[told.outcome];
      const zh = `决定：${outcome.zh}。${told.reason ? `理由：${told.reason}。` : ''}${told.remedy ? `救济途径：${told.remedy}。` : ''}`;
      const en = `Decision: ${outcome.en}.${told.reason ? ` Reason: ${told.reason}.` : ''}${told.remedy ? ` Remedy: ${told.remedy}.` : ''}`;
      return text('办理决定', 'Decision', { zh, en });
    }
    case 'result-ready':
      return text('结果领取通知', 'Result ready', {
        zh: `结果已制作完成，编号${told.number}。`,
        en: `The result ${told.number} is ready.`,
      });
    case 'tolerance-overdue':
      return text('容缺材料逾期通知', 'Tolerated materials overdue', {
        zh: `承诺补交的材料已逾期：${listed(told.materials, 'zh')}。补齐前不能作出准予决定。`,
        en: `Overdue: ${listed(told.materials, 'en')}. Nothing can be granted before they come in.`,
      });
    case 'cannot-do-answer':
      return text('“办不成事”答复', 'Answer', { zh: told.answer, en: told.answer });
    case 'rating-feedback':
      return text('评价处理反馈', 'Feedback on your rating', {
        zh: told.struck ? `您的评价经监督员复核，不计入评价统计。理由：${told.words}。` : told.words,
        en: told.struck ? `On recheck by the supervisor your rating does not count in the figures. Reason: ${told.words}.` : told.words,
      });
  }
}
