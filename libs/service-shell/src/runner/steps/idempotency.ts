import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import { readAfterOf } from '../answer.js';
import { problem } from '../../problems/problems.js';
import type { Attempt, Step, StoredIdentity } from '../attempt.js';
import type { AnsweredRequest } from '../items/item.js';
import type { MoveAnswer, MoveRequest, RequestIdentity } from '../port.js';
import type { Vault } from '@yimen/vault';

/** Namespace of ids that derive from client, path and key (decision 7). */
const NAMESPACE = '5d8b9f0e-6f0b-5a62-9a3e-2f7c1d0e4b11';

/** Id of the item that this request starts: the same request starts the same item. */
export function derivedId({ client, path, key }: RequestIdentity): string {
  return uuidv5(JSON.stringify([client, path, key]), NAMESPACE);
}

/** The identity of a write as it is stored with its events, or undefined where the caller gave none. */
export async function identityOf(request: MoveRequest, vault: Vault): Promise<StoredIdentity | undefined> {
  if (!request.request) return undefined;
  const { client, method, path, key } = request.request;
  const scope = createHash('sha256')
    .update(JSON.stringify([client, method, path, key]))
    .digest('base64url');
  const { mac, keyId } = await vault.fingerprint(bodyText(request));
  return { key: scope, fingerprint: mac, fingerprintKey: keyId };
}

/** A repeat answers what the first one answered; the same key with another body is 422 (decision 7). Refusals are not remembered. */
export function idempotent(vault: Vault, next: Step): Step {
  return async (attempt) => {
    const answered = attempt.identity && attempt.item.requests.get(attempt.identity.key);
    if (!answered || !attempt.identity) return next(attempt);
    const same = await sameBody(attempt, attempt.identity, answered, vault);
    if (same === undefined) return { kind: 'refused', problem: problem('idempotency-key-expired') };
    return same ? repeated(attempt, answered) : { kind: 'refused', problem: problem('idempotency-key-reused') };
  };
}

async function sameBody(attempt: Attempt, identity: StoredIdentity, answered: AnsweredRequest, vault: Vault) {
  if (identity.fingerprintKey === answered.fingerprintKey) return identity.fingerprint === answered.fingerprint;
  return vault.matches(bodyText(attempt.request), { keyId: answered.fingerprintKey, mac: answered.fingerprint });
}

function repeated({ slice, id, item }: Attempt, answered: AnsweredRequest): MoveAnswer {
  const { status, revision, state, events, warnings } = answered;
  return {
    kind: 'made',
    status: status === 201 ? 201 : 200,
    slice: slice.name,
    id,
    stream: item.stream,
    revision,
    state,
    events,
    warnings: warnings.map(({ code, rule, detail }) => ({ code, rule, detail: detail ?? { zh: code, en: code } })),
    readAfter: readAfterOf(slice, item.stream, revision),
    repeated: true,
  };
}

/** The body in one form: object keys sorted, so that their order makes no other request of it. */
function bodyText({ input, override }: MoveRequest): string {
  return JSON.stringify([sorted(input ?? {}), override ?? null]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, item]) => [key, sorted(item)]);
}
