import { z } from 'zod';

/**
 * What is known about an event besides its payload, stored as the exact bytes of this JSON (decision 1).
 * Stream, revision, id, type, schema version, happenedOn and recordedAt stand beside it as columns or headers.
 */
export const eventMeta = z.object({
  /** Account, `deadline:…`, `process:…` or `operator:…`. */
  actor: z.string(),
  /** Organisation through which the actor acted, and the party on whose behalf. */
  organisation: z.string().optional(),
  onBehalfOf: z.string().optional(),
  /** Move of the slice that recorded it. */
  move: z.string(),
  /** Rules relied on, and parameters looked up as `key@SET`. */
  rules: z.array(z.string()).optional(),
  policy: z.array(z.string()).optional(),
  /** Facts relied on: stream and its revision, as decimal strings. */
  facts: z.array(z.object({ stream: z.string(), revision: z.string() })).optional(),
  /** Id of the event that led to this one. */
  causation: z.string().optional(),
  /** W3C traceparent. */
  trace: z.string().optional(),
  /** Idempotency: scope digest, fingerprint of the request, and the answer's essentials. */
  request: z.object({ key: z.string(), fingerprint: z.string(), fingerprintKey: z.string(), status: z.int() }).optional(),
  override: z.object({ code: z.string(), reason: z.string(), approver: z.string() }).optional(),
  warnings: z
    .array(z.object({ code: z.string(), rule: z.string(), detail: z.object({ zh: z.string(), en: z.string() }).optional() }))
    .optional(),
  /** Digests of the publishable fields, in the payload's order (published events only). */
  digests: z.array(z.string()).optional(),
  /** Salts of those digests; null for a personal field, whose salt derives from the person's key. Kept here: the envelope reaches no partner. */
  salts: z.array(z.string().nullable()).optional(),
});
export type EventMeta = z.infer<typeof eventMeta>;
