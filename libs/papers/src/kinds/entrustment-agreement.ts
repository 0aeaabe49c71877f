import type { IsoDate } from '@yimen/kernel';
import { Sheet } from '../layout/sheet.js';
import { label, table } from '../layout/table.js';
import { chineseDate } from '../wording/dates.js';
import { figures, moneyInWords } from '../wording/money.js';

/** 社区工作事项委托协议书 (5.1.4): what the department entrusts to one committee, all at its own cost. Amounts in fen. */
export interface EntrustmentAgreement {
  /** Number of the application that was admitted. */
  readonly number: string;
  readonly signedOn: IsoDate;
  readonly matter: string;
  /** Names of the parties: 甲方, 乙方, and the sub-district that witnesses. */
  readonly department: string;
  readonly community: string;
  readonly witness: string;
  readonly standardOfWork: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly amount: string;
  readonly pricePerCase: string | null;
  readonly plan: readonly { readonly on: IsoDate; readonly amount: string }[];
  readonly budgetLine: string;
  readonly conditions: { readonly staff: string; readonly place: string; readonly equipment: string; readonly dataAccess: string };
  readonly training: string;
  readonly dataProtection: string;
  readonly acceptance: string;
  readonly changeAndEnd: string;
  readonly dispute: string;
  /** Account that signed for each party, and when; absent in agreements of before each party signed here. */
  readonly signatures?: Readonly<Record<Party, { readonly account: string; readonly on: IsoDate }>> | undefined;
}
type Party = 'department' | 'community' | 'witness';

const text = { size: 12, leading: 1.75, indent: true } as const;

export async function entrustmentAgreement(of: EntrustmentAgreement): Promise<Uint8Array> {
  const sheet = new Sheet('社区工作事项委托协议书', of.signedOn);
  sheet.paragraph(`准入编号：${of.number}`, { size: 10.5, align: 'right', after: 14 });
  sheet.paragraph('社区工作事项委托协议书', { size: 22, bold: true, align: 'center', after: 14 });
  for (const [role, name] of [
    ['甲方（委托方）', of.department],
    ['乙方（受托方）', of.community],
    ['见证方', of.witness],
  ] as const)
    sheet.paragraph(`${role}：${name}`, { size: 12, leading: 1.75 });
  sheet.y += 6;
  const opening = `根据《中华人民共和国城市居民委员会组织法》关于委托社区办理有关事项应当提供必要的经费和条件的规定，甲方委托乙方办理“${of.matter}”，双方平等协商，订立本协议。`;
  sheet.paragraph(opening, { ...text, after: 4 });

  article(sheet, '一', '委托事项和工作标准', [`委托事项：${of.matter}（类别：委托）。`, `工作标准：${of.standardOfWork}`]);
  article(sheet, '二', '委托期限', [`自${chineseDate(of.from)}起至${chineseDate(of.to)}止。`]);
  const price = of.pricePerCase === null ? [] : [`按件计费的，每件${moneyInWords(of.pricePerCase)}。`];
  const money = `甲方承担全部费用，共计${moneyInWords(of.amount)}，列支预算项目：${of.budgetLine}。按下表支付：`;
  article(sheet, '三', '经费和支付', [...price, money]);
  sheet.y += 4;
  table(
    sheet,
    [
      [label('期次'), label('支付日期'), label('金额')],
      ...of.plan.map(({ on, amount }, at) => [
        { text: `第${at + 1}期`, align: 'center' as const },
        { text: chineseDate(on), align: 'center' as const },
        { text: figures(amount), align: 'right' as const },
      ]),
      [label('合计', 2), { text: figures(of.amount), align: 'right' as const, bold: true }],
    ],
    { columns: [20, 45, 35], size: 11, least: 24 },
  );
  sheet.y += 8;
  const { staff, place, equipment, dataAccess } = of.conditions;
  article(sheet, '四', '甲方提供的条件', [`人员：${staff}`, `场所：${place}`, `设备：${equipment}`, `数据：${dataAccess}`]);
  article(sheet, '五', '培训', [of.training]);
  article(sheet, '六', '个人信息保护', [of.dataProtection]);
  article(sheet, '七', '验收', [of.acceptance]);
  article(sheet, '八', '变更和终止', [of.changeAndEnd]);
  article(sheet, '九', '争议解决', [of.dispute]);
  const since = of.signatures ? '自三方签署齐备之日起生效' : '自签订之日起生效';
  article(sheet, '十', '其他', [`本协议一式三份，甲方、乙方、见证方各执一份，${since}。`]);
  signatures(sheet, of);
  return await sheet.bytes();
}

function article(sheet: Sheet, number: string, title: string, paragraphs: readonly string[]): void {
  // A heading does not stand alone at the foot of a sheet.
  if (!sheet.fits(3 * 12 * 1.75)) sheet.newPage();
  sheet.paragraph(`${number}、${title}`, { ...text, bold: true });
  for (const paragraph of paragraphs) sheet.paragraph(paragraph, text);
}

/** The three parties sign beside each other. */
function signatures(sheet: Sheet, { signedOn, signatures: signed }: EntrustmentAgreement): void {
  if (!sheet.fits(170)) sheet.newPage();
  sheet.y += 26;
  const third = sheet.width / 3;
  const parties = { department: '甲方', community: '乙方', witness: '见证方' } as const;
  const row = (words: (party: Party) => string, step: number, size = 12) => {
    for (const [at, party] of (Object.keys(parties) as Party[]).entries())
      sheet.line(words(party), { x: sheet.left + at * third, y: sheet.y, width: third }, { size });
    sheet.y += step;
  };
  const seals = sheet.y + 30;
  row((party) => `${parties[party]}：`, 30);
  for (const at of Object.keys(parties).keys()) {
    sheet.y = seals;
    sheet.sealPlace('（盖章）', sheet.left + (at + 0.42) * third);
  }
  sheet.y = seals + 36;
  row((party) => `代表（签字）：${signed?.[party].account ?? '_________'}`, 30);
  row((party) => chineseDate(signed?.[party].on ?? signedOn), 24);
}
