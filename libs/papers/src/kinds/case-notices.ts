import type { Due, IsoDate } from '@yimen/kernel';
import { Sheet } from '../layout/sheet.js';
import { label, table } from '../layout/table.js';
import { chineseDate, chineseDue, chinesePeriod, type Period } from '../wording/dates.js';

/** Who is told, written by hand: a case carries the applicant's id, never his name (decision 2). */
const addressee = '申请人（代办人）：________________________';

interface OfCase {
  /** Number of the case. */
  readonly number: string;
  readonly matter: string;
  readonly receivedOn: IsoDate;
  /** Name of the body that decides. */
  readonly body: string;
}

/** 受理通知书 */
export interface AcceptanceNotice extends OfCase {
  readonly way: 'complete' | 'tolerance' | 'promise' | 'silence' | 'at-once';
  readonly acceptedOn: IsoDate;
  readonly limit: Period;
  readonly due: Due;
  readonly statutoryDue: Due | null;
  readonly resultName: string;
  /** Materials of the guide, and how each stands. `by`: until when a tolerated one comes in. */
  readonly materials: readonly { readonly name: string; readonly state: 'provided' | 'shared' | 'tolerated' | 'none'; readonly by?: Due }[];
}

const ways: Readonly<Record<AcceptanceNotice['way'], string>> = {
  complete: '申请材料齐全，符合规定形式',
  tolerance: '申请人已书面承诺补齐可以容缺的材料，容缺受理',
  promise: '申请人已书面作出承诺，告知承诺受理',
  silence: '逾期未告知补正，自收到申请材料之日起即为受理',
  'at-once': '申请材料齐全，当场办理',
};
const states = { provided: '已收', shared: '通过数据共享取得，无须提交', tolerated: '容缺，限期补交', none: '选交，未提交' } as const;

export async function acceptanceNotice(of: AcceptanceNotice): Promise<Uint8Array> {
  const sheet = new Sheet('受理通知书', of.acceptedOn);
  head(sheet, '受理通知书', of.number);
  sheet.paragraph(addressee, { size: 14, after: 4 });
  const text = `您于${chineseDate(of.receivedOn)}提出的“${of.matter}”申请已收到。经审查：${ways[of.way]}，自${chineseDate(of.acceptedOn)}起予以受理。`;
  sheet.paragraph(text, { size: 14, indent: true, leading: 1.8, after: 10 });
  const pair = (name: string, value: string) => [label(name), { text: value, span: 2 }];
  table(
    sheet,
    [
      pair('事项名称', of.matter),
      pair('受理机关', of.body),
      pair('受理日期', chineseDate(of.acceptedOn)),
      pair('承诺办理期限', `${chinesePeriod(of.limit)}，至${chineseDue(of.due)}`),
      pair('法定办结日期', of.statutoryDue === null ? '法律、法规未规定' : chineseDue(of.statutoryDue)),
      pair('办理结果', of.resultName),
      [label('序号'), label('申请材料'), label('情况')],
      ...of.materials.map(({ name, state, by }, at) => [
        { text: String(at + 1), align: 'center' as const },
        { text: name },
        { text: by === undefined ? states[state] : `${states[state]}，至${chineseDue(by)}` },
      ]),
    ],
    { columns: [22, 46, 32], size: 11 },
  );
  foot(sheet, '（受理专用章）', of.acceptedOn);
  return await sheet.bytes();
}

/** 一次性告知书 */
export interface SupplementNotice extends OfCase {
  readonly requestedOn: IsoDate;
  readonly period: Period;
  /** Title and article of the law on which it stands; null where only local configuration does (13.8). */
  readonly law: string | null;
  readonly gaps: readonly { readonly name: string; readonly gap: 'missing' | 'wrong-form' | 'expired' | 'illegible' }[];
}

const gapWords = { missing: '未提交', 'wrong-form': '不符合规定形式', expired: '已过有效期', illegible: '无法辨认' } as const;

export async function supplementNotice(of: SupplementNotice): Promise<Uint8Array> {
  const sheet = new Sheet('一次性告知书', of.requestedOn);
  head(sheet, '一次性告知书', of.number);
  sheet.paragraph(addressee, { size: 14, after: 4 });
  const ground = of.law === null ? '按照本事项办事指南' : `依照${of.law}`;
  const text = `您于${chineseDate(of.receivedOn)}提出的“${of.matter}”申请，申请材料不齐全或者不符合规定形式。${ground}，现将需要补正的全部内容一次告知如下：`;
  sheet.paragraph(text, { size: 14, indent: true, leading: 1.8, after: 10 });
  table(
    sheet,
    [
      [label('序号'), label('需要补正的材料'), label('原因')],
      ...of.gaps.map(({ name, gap }, at) => [
        { text: String(at + 1), align: 'center' as const },
        { text: name },
        { text: gapWords[gap], align: 'center' as const },
      ]),
    ],
    { columns: [12, 58, 30], size: 12, least: 30 },
  );
  sheet.y += 10;
  const until = `请自收到本告知书之日起${chinesePeriod(of.period)}内补正；逾期未补正的，视为撤回申请，可以重新提出。除上列内容外，不再要求补正其他材料。`;
  sheet.paragraph(until, { size: 14, indent: true, leading: 1.8 });
  sheet.paragraph(`受理机关：${of.body}`, { size: 14, indent: true, leading: 1.8 });
  foot(sheet, '（受理专用章）', of.requestedOn);
  return await sheet.bytes();
}

function head(sheet: Sheet, title: string, number: string): void {
  sheet.paragraph(`办件编号：${number}`, { size: 10.5, align: 'right', after: 16 });
  sheet.paragraph(title, { size: 22, bold: true, align: 'center', after: 18 });
}

/** Seal and date at the right, and below the line on which the applicant signs. */
function foot(sheet: Sheet, seal: string, on: IsoDate): void {
  if (!sheet.fits(170)) sheet.newPage();
  sheet.y += 44;
  const right = sheet.left + sheet.width - 90;
  sheet.sealPlace(seal, right);
  sheet.y += 26;
  sheet.line(chineseDate(on), { x: right - 90, y: sheet.y, width: 180 }, { size: 14, align: 'center' });
  sheet.y += 52;
  sheet.paragraph('申请人（代办人）签收：________________　　　签收日期：______年____月____日', { size: 11, after: 4 });
  sheet.paragraph('本文书一式两份，申请人和受理机关各执一份。', { size: 9 });
}
