import type { Actor } from '@yimen/kernel';
import { v5 as uuidv5 } from 'uuid';

/** Namespace of the ids that this service derives (v5): the same fact always leads to the same item. */
const namespace = '6f0d7c1e-5d54-5a53-9d0e-3c6a1d9b8a10';

/** Item id of the queue of a hall, date and window class. */
export const queueId = (hall: string, on: string, windowClass: string): string => `${hall}~${on}~${windowClass}`;

/** Visit opened by serving a ticket of a queue; a ticket is served at most once. */
export const visitId = (queue: string, ticket: string): string => uuidv5(`visit:${queue}#${ticket}`, namespace);

/** Rating case opened by a bad rating. */
export const ratingCaseId = (rating: string): string => uuidv5(`rating-case:${rating}`, namespace);

/** Notice that an event leads to. */
export const noticeId = (causingEvent: string): string => uuidv5(`notice:${causingEvent}`, namespace);

/** Handing of a notice to a channel: each attempt is a paper of its own. */
export const handingId = (notice: string, attempt: number): string => uuidv5(`handing:${notice}#${attempt}`, namespace);

/** Notice of correction that a confirmed report leads to. */
export const correctionNoticeId = (report: string): string => uuidv5(`correction:${report}`, namespace);

/** Organisation of a stream that is kept by organisation and year, `{organisation}~{year}`. */
export const organisationIn = (id: string): string => id.slice(0, id.indexOf('~'));

/** Account or system name under which a fact is recorded. */
export const actorId = (actor: Actor): string => actor.id;
