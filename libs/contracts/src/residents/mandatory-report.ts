import { z } from 'zod';
import { event } from '../event.js';

const of = { context: 'residents', subject: 'mandatory-report', version: 1, visibility: 'internal' } as const;

/** What has to be reported at once (2.1 P6): 侵害未成年人, 家庭暴力, 安全隐患, 涉嫌非法集资. */
export const reportedKinds = ['harm-to-minor', 'domestic-violence', 'safety-hazard', 'illegal-fund-raising'] as const;
/** To whom: 公安, 民政, 教育, 当地人民政府, 负有安全生产监管职责的部门, 处置非法集资牵头部门. */
export const reportAuthorities = ['police', 'civil-affairs', 'education', 'government', 'work-safety', 'fund-raising-lead'] as const;

export const mandatoryReportDue = event('MandatoryReportDue', {
  ...of,
  zh: '发现须强制报告的情形',
  en: 'The committee learned of something that the law has it report at once: the kind and the time, and nothing about persons.',
  schema: z
    .object({
      kind: z.enum(reportedKinds),
      community: z.uuid(),
      noticedAt: z.iso.datetime(),
      dueAt: z.iso.datetime(),
      /** Law that orders the report. */
      rule: z.string().min(1).max(60),
    })
    .strict(),
  samples: [
    {
      kind: 'harm-to-minor',
      community: '01981f00-0000-7000-8000-000000000011',
      noticedAt: '2026-03-02T01:15:00.000Z',
      dueAt: '2026-03-02T03:15:00.000Z',
      rule: '未成年人保护法 11',
    },
  ],
});

export const mandatoryReportMade = event('MandatoryReportMade', {
  ...of,
  zh: '已作强制报告',
  en: 'It was reported to the authorities named, within the hours allowed or later.',
  schema: z
    .object({
      to: z.array(z.enum(reportAuthorities)).min(1),
      reportedAt: z.iso.datetime(),
      inTime: z.boolean(),
      /** Number of the receipt that the authority gave; null where it gave none. */
      receipt: z
        .string()
        .regex(/^[\p{L}\p{N}\-〔〕()（）号/]{1,60}$/u)
        .nullable(),
    })
    .strict(),
  samples: [{ to: ['police', 'civil-affairs'], reportedAt: '2026-03-02T02:00:00.000Z', inTime: true, receipt: '接警2026-0302-18' }],
});

export const mandatoryReportEvents = [mandatoryReportDue, mandatoryReportMade];
