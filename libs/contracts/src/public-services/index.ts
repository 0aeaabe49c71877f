import type { EventContract } from '../event.js';
import * as admission from './admission/index.js';
import * as handling from './case-handling.js';
import * as outcome from './case-outcome.js';
import * as materials from './case-materials.js';
import * as submission from './case-submission.js';
import { hallEvents, restrictedMatterCounted } from './hall.js';
import { needsProfileRecorded } from './needs-profile.js';
import { noticeEvents } from './notice.js';
import { queueEvents } from './queue.js';
import { ratingCaseEvents, ratingEvents } from './rating.js';
import { serviceItemEvents } from './service-item.js';
import { troubleEvents } from './trouble.js';
import { visitEvents } from './visit.js';

export * from './admission/index.js';
export * from './case-handling.js';
export * from './case-outcome.js';
export * from './case-materials.js';
export * from './case-submission.js';
export * from './hall.js';
export * from './needs-profile.js';
export * from './notice.js';
export * from './queue.js';
export * from './rating.js';
export * from './service-item.js';
export {
  caseMode,
  caseType,
  limit,
  materialRef,
  missingMaterial,
  noticeChannel,
  priorityGroup,
  ratingReason,
  recordedPriority,
  serviceMode,
  taskType,
  ticketNumber,
  windowNumber,
} from './shared.js';
export * from './trouble.js';
export * from './visit.js';

export const serviceCaseEvents = [
  submission.caseSubmitted,
  submission.agentAuthorised,
  submission.agentReturned,
  submission.accompanimentLogged,
  submission.homeVisitArranged,
  submission.homeVisitMade,
  materials.caseChecked,
  materials.supplementRequested,
  materials.supplementNoticeDelivered,
  materials.materialsSupplemented,
  materials.supplementExpired,
  materials.materialFiled,
  handling.tolerancePromised,
  handling.toleranceFulfilled,
  handling.toleranceUnfulfilled,
  handling.dutyPromised,
  handling.promiseChecked,
  handling.caseAccepted,
  handling.caseNotAccepted,
  handling.caseDispatched,
  handling.handlingStarted,
  handling.caseForwarded,
  handling.caseReturned,
  handling.casePaused,
  handling.caseResumed,
  handling.caseExtended,
  handling.caseDueComputed,
  outcome.caseDecided,
  outcome.resultReady,
  outcome.caseDelivered,
  outcome.caseWithdrawn,
  outcome.caseArchived,
  outcome.cannotDoLogged,
  outcome.cannotDoRouted,
  outcome.cannotDoAnswered,
] as const;

/** Every event of the public-services context. */
export const publicServicesEvents: readonly EventContract[] = [
  ...serviceItemEvents,
  ...hallEvents,
  restrictedMatterCounted,
  ...queueEvents,
  ...visitEvents,
  ...troubleEvents,
  ...serviceCaseEvents,
  ...ratingEvents,
  ...ratingCaseEvents,
  ...noticeEvents,
  ...admission.admissionEvents,
  ...admission.applicationNumberEvents,
  ...admission.taskListRowEvents,
  ...admission.contractUseEvents,
  ...admission.matterRegisterEvents,
  ...admission.taskRefusalEvents,
  ...admission.taskReportEvents,
  ...admission.correctionNoticeEvents,
  ...admission.burdenEvents,
  ...admission.cleanUpEvents,
  ...admission.yearlyAssessmentEvents,
  needsProfileRecorded,
];
