import { z } from 'zod';
import { event } from '../../event.js';

const day = z.iso.date();
const words = z.string().min(2).max(1000);
const community = '0198a3f0-0000-7000-8000-000000000001';
const department = '0198a3f0-0000-7000-8000-000000000002';
const organiser = '0198a3f0-0000-7000-8000-000000000005';

// Streams `yearly-assessment/{community}~{year}`: what government looks at in a community, all departments in one.
const of = { context: 'public-services', subject: 'yearly-assessment', version: 1, visibility: 'internal' } as const;

export const assessmentAnnounced = event('AssessmentAnnounced', {
  ...of,
  zh: '综合考核公告',
  en: 'The office announced the one merged assessment of a community and year; departments put in what they want looked at',
  schema: z.object({ community: z.uuid(), organiser: z.uuid(), year: z.int().min(2000).max(2100), plannedOn: day, on: day }).strict(),
  samples: [{ community, organiser, year: 2026, plannedOn: '2026-11-20', on: '2026-09-01' }],
});
export const assessmentPartMerged = event('AssessmentPartMerged', {
  ...of,
  zh: '部门考核内容并入',
  en: 'What a department wants looked at became part of the merged assessment',
  schema: z
    .object({
      department: z.uuid(),
      content: words,
      /** Law or decision of the centre that sets a one-vote veto; null where there is none. */
      vetoGround: z.string().max(200).nullable(),
      on: day,
    })
    .strict(),
  samples: [{ department, content: '低保动态管理', vetoGround: null, on: '2026-09-15' }],
});
export const assessmentHeld = event('AssessmentHeld', {
  ...of,
  zh: '综合考核实施',
  en: 'The community was assessed, once, for all departments whose parts were merged',
  schema: z.object({ departments: z.array(z.uuid()).min(1), on: day }).strict(),
  samples: [{ departments: [department], on: '2026-11-20' }],
});
export const assessmentConcluded = event('AssessmentConcluded', {
  ...of,
  zh: '综合考核反馈',
  en: 'What was found was told to the community, in words',
  schema: z.object({ words, on: day }).strict(),
  samples: [{ words: '台账可再精简', on: '2026-12-01' }],
});
export const yearlyAssessmentEvents = [assessmentAnnounced, assessmentPartMerged, assessmentHeld, assessmentConcluded] as const;
