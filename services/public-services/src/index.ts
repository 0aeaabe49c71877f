import { catalogueRelease } from '@yimen/policy';
import type { ServiceDefinition } from '@yimen/service-shell';
import { admission } from './admission/admission.js';
import { admissionPapers } from './admission/papers.js';
import { applicationNumber } from './application-number/application-number.js';
import { burden } from './burden/burden.js';
import { cleanUpPlan } from './clean-up-plan/clean-up-plan.js';
import { contractUse } from './contract-use/contract-use.js';
import { correctionNotice } from './correction-notice/correction-notice.js';
import { financeFacts } from './finance-facts.js';
import { hall } from './hall/hall.js';
import { matterRegister } from './matter-register/matter-register.js';
import { needsProfile } from './needs-profile/needs-profile.js';
import { notice } from './notice/notice.js';
import { personFacts } from './person-facts.js';
import { processes } from './processes.js';
import { queue } from './queue/queue.js';
import { ratingCase } from './rating-case/rating-case.js';
import { rating } from './rating/rating.js';
import { casePapers } from './service-case/papers.js';
import { serviceCase } from './service-case/service-case.js';
import { serviceItem } from './service-item/service-item.js';
import { taskListRow } from './task-list-row/task-list-row.js';
import { taskRefusal } from './task-refusal/task-refusal.js';
import { taskReport } from './task-report/task-report.js';
import { tally } from './tally/tally.js';
import { trouble } from './trouble/trouble.js';
import { visit } from './visit/visit.js';
import { yearlyAssessment } from './yearly-assessment/yearly-assessment.js';

const offices = ['department', 'sub-district', 'legal-reviewer', 'finance', 'director', 'secretary'] as const;

/** Service halls (items, queues, visits, cases, ratings, notices) and the admission of matters with the registers they stand in. */
export const publicServices: ServiceDefinition = {
  context: 'public-services',
  // The law of active matters is looked at by the catalogue: another release of it sets their days anew.
  deadlinesVersion: 3 + catalogueRelease,
  label: { zh: '一站式服务', en: 'public services' },
  slices: [
    serviceItem,
    hall,
    queue,
    visit,
    trouble,
    serviceCase,
    rating,
    ratingCase,
    notice,
    tally,
    admission,
    applicationNumber,
    taskListRow,
    contractUse,
    matterRegister,
    taskRefusal,
    taskReport,
    correctionNotice,
    burden,
    cleanUpPlan,
    yearlyAssessment,
    needsProfile,
  ],
  processes,
  facts: [financeFacts, personFacts],
  papers: [...casePapers, ...admissionPapers],
  // 依据附件, 协议 of an admission: papers of offices. A terminal or a window hands in what is a visitor's: the materials of his case.
  files: { series: 'hall', slices: [admission.name, serviceCase.name], impersonal: offices },
};

export {
  admission,
  applicationNumber,
  burden,
  cleanUpPlan,
  contractUse,
  correctionNotice,
  matterRegister,
  taskRefusal,
  taskReport,
  yearlyAssessment,
};
export { hall, needsProfile, notice, queue, rating, ratingCase, serviceCase, serviceItem, tally, trouble, visit };
export { handingId, noticeId, queueId, ratingCaseId, visitId } from './ids.js';
export { foresee, type Foreseen } from './task-list/foresee.js';
export { template } from './task-list/columns.js';
export { readTaskList, type ListProblem, type Sheet, type Task, type TaskList } from './task-list/task-list.js';
