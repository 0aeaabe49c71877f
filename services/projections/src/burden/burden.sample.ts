import { at, committee, department, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

/** A year of a community's figures, and the clean-up plans of a community and of a department. */
export function burdenStory(): Said[] {
  const say =
    (stream: string) =>
    (type: string, fields: object = {}): Said => ({ stream, event: sampled(type, fields) });
  const burden = say(`burden/${committee}~2026`);
  const plan = say(`clean-up-plan/${committee}~2026`);
  const other = say(`clean-up-plan/${department}~2026`);
  const assessment = say(`yearly-assessment/${committee}~2026`);
  const of = { planner: committee, overseer: at(9) };
  const theirs = { planner: department, level: 'department', overseer: at(6) };
  return [
    burden('BurdenRecorded', { community: committee, subDistrict: at(9), count: 12 }),
    burden('BurdenRecorded', { community: committee, subDistrict: at(9), category: 'stamps', count: 1 }),
    burden('BurdenTargetSet'),
    burden('BurdenTargetSet', { category: 'venues', percent: 10 }),
    burden('BurdenYearClosed', { missed: ['ledgers'] }),
    plan('CleanUpItemPlanned', of),
    plan('CleanUpItemPlanned', { ...of, item: 'P1', category: 'organisations', name: '挂牌' }),
    plan('CleanUpItemPlanned', { ...of, item: 'V1', category: 'venues', name: '活动室' }),
    plan('CleanUpPlanAdopted'),
    plan('CleanUpItemDone'),
    plan('CleanUpItemKept', { item: 'P1' }),
    plan('CleanUpPlanClosed', { open: ['V1'] }),
    other('CleanUpItemPlanned', theirs),
    other('CleanUpPlanAdopted', { percents: {} }),
    assessment('AssessmentAnnounced', { community: committee, organiser: at(6) }),
    assessment('AssessmentPartMerged', { department }),
    assessment('AssessmentHeld', { departments: [department] }),
    assessment('AssessmentConcluded'),
  ];
}
