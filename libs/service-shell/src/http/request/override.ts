import { z } from 'zod';
import type { Identification } from '../../auth/actor.js';
import { problem, ProblemError } from '../../problems/problems.js';
import { parseInput } from '../../runner/input/input.js';
import type { Override } from '../../runner/port.js';
import { one, type Headers } from './headers.js';

/** Beside a move's own fields: an overridable refusal shall not stand, says a second person. */
export const overrideBody = z
  .object({ reason: z.string().trim().min(4).max(500), approver: z.string().min(1).max(200) })
  .strict()
  .meta({ description: '复核：由第二人批准不适用可放宽的规定 / a second person sets an overridable refusal aside' });

/** Header with the approver's own bearer token: naming a colleague is not his word. */
export const APPROVAL = 'Override-Approval';

/**
 * Takes `override` out of a body and proves it: the header `Override-Approval: Bearer …` is the approver's own token.
 * Throws ProblemError: 400 for a malformed override, 403 where the approval is missing or another's.
 */
export async function takeOverride(
  body: unknown,
  headers: Headers,
  who: Identification,
): Promise<{ readonly input: unknown; readonly override: Override | undefined }> {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'override')) return { input: body, override: undefined };
  const { override: given, ...input } = body as Record<string, unknown>;
  const parsed = parseInput(overrideBody, given);
  if (!parsed.ok) {
    const errors = parsed.errors.map((error) => ({ ...error, pointer: `/override${error.pointer}` }));
    throw new ProblemError(problem('invalid-input', { errors }));
  }
  const approval = one(headers, APPROVAL.toLowerCase());
  const account = approval === undefined ? undefined : await who.account(approval);
  if (account !== parsed.value.approver) {
    const detail = {
      zh: `须以请求头 ${APPROVAL} 附上复核人本人的令牌`,
      en: `the header ${APPROVAL} has to carry the approver's own token`,
    };
    throw new ProblemError(problem('override-approver', { detail }));
  }
  return { input, override: parsed.value };
}
