import type { IsoDate } from '@yimen/kernel';
import { Sheet } from '../layout/sheet.js';
import { chineseDate, chineseMonth } from '../wording/dates.js';

/**
 * 中国共产党党员组织关系介绍信 in three parts (COD06). No ethnic group, and of the birth date only the year (13.9). The signature is the seal alone:
 * no name of an organisation stands beside it.
 */
export interface MembershipLetter {
  readonly number: string;
  readonly issuedOn: IsoDate;
  readonly validDays: number;
  readonly expiresOn: IsoDate;
  readonly name: string;
  readonly identityNumber: string;
  readonly sex: 'male' | 'female';
  readonly bornIn: number;
  readonly phone: string | null;
  readonly standing: 'full' | 'probationary';
  readonly duesPaidThrough: string;
  /** Names: from where, to where, and the committee that the letter is addressed to. */
  readonly source: string;
  readonly target: string;
  readonly addressee: string;
  /** Name of the committee that issues it and gets the receipt back. */
  readonly sourceCommittee: string;
  readonly officeAddress: string;
  readonly officePhone: string;
  readonly officeFax: string | null;
  readonly officePostcode: string;
}

const standings = { full: '正式党员', probationary: '预备党员' } as const;
const text = { size: 12, leading: 1.65 } as const;

export async function membershipLetter(of: MembershipLetter): Promise<Uint8Array> {
  const sheet = new Sheet('中国共产党党员组织关系介绍信', of.issuedOn);
  sheet.y = 48;
  const on = chineseDate(of.issuedOn);

  head(sheet, '中国共产党党员组织关系介绍信存根', of.number, '第一联');
  const moved = `${of.name}同志系中共${standings[of.standing]}，组织关系由${of.source}转到${of.target}。`;
  sheet.paragraph(moved, { ...text, indent: true });
  sheet.paragraph(`党费交到${chineseMonth(of.duesPaidThrough)}；有效期${of.validDays}天，至${chineseDate(of.expiresOn)}。`, {
    ...text,
    indent: true,
  });
  sealed(sheet, on);
  sheet.paragraph('（回执贴此处，存根保存十年）', { size: 9, after: 8 });
  sheet.cut('裁　切　线');
  sheet.y += 14;

  head(sheet, '中国共产党党员组织关系介绍信', of.number, '第二联');
  sheet.paragraph(`${of.addressee}：`, text);
  const person = `${of.name}同志（${of.sex === 'male' ? '男' : '女'}，${of.bornIn}年出生，公民身份号码${of.identityNumber}）系中共${standings[of.standing]}，由${of.source}去${of.target}，请转接组织关系。该同志党费已交到${chineseMonth(of.duesPaidThrough)}。`;
  sheet.paragraph(person, { ...text, indent: true });
  sheet.paragraph(`（有效期${of.validDays}天，至${chineseDate(of.expiresOn)}）`, { ...text, indent: true });
  sealed(sheet, on);
  const small = { size: 10.5, leading: 1.6 } as const;
  sheet.paragraph(`党员联系电话或其他联系方式：${of.phone ?? '未登记'}`, small);
  sheet.paragraph(`转出党委通讯地址：${of.officeAddress}`, small);
  sheet.paragraph(`联系电话：${of.officePhone}　　传真：${of.officeFax ?? '无'}　　邮编：${of.officePostcode}`, { ...small, after: 10 });
  sheet.cut('裁　切　线');
  sheet.y += 14;

  head(sheet, '中国共产党党员组织关系介绍信回执', of.number, '第三联');
  sheet.paragraph(`${of.sourceCommittee}：`, text);
  sheet.paragraph(`${of.name}同志的组织关系已转达我处，编入____________________党支部，特此回复。`, { ...text, indent: true });
  sealed(sheet, '______年____月____日');
  sheet.paragraph('经办人：________________　　　联系电话：____________________', small);
  sheet.paragraph('（本回执由接收党员的基层党委填写盖章后，直接寄回转出党委）', { size: 9 });
  return await sheet.bytes();
}

function head(sheet: Sheet, title: string, number: string, part: string): void {
  if (!sheet.fits(150)) sheet.newPage();
  const place = { x: sheet.left, y: sheet.y, width: sheet.width };
  sheet.line(part, place, { size: 10.5 });
  sheet.line(`第 ${number} 号`, place, { size: 10.5, align: 'right' });
  sheet.y += 20;
  sheet.paragraph(title, { size: 16, bold: true, align: 'center', leading: 1.5, after: 6 });
}

/** Place of the seal, and the date below it. */
function sealed(sheet: Sheet, on: string): void {
  const centre = sheet.left + sheet.width - 95;
  sheet.y += 10;
  sheet.sealPlace('（盖章）', centre);
  sheet.y += 20;
  sheet.line(on, { x: centre - 95, y: sheet.y, width: 190 }, { size: 12, align: 'center' });
  sheet.y += 26;
}
