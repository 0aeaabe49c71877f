import { isSealedField, type EventContract, type EventMeta } from '@yimen/contracts';
import type { Disclosable, Vault } from '@yimen/vault';
import type { z } from 'zod';
import type { SealedInput } from '../input/sealing.js';

/**
 * Salted digests of the publishable fields of a published event, at birth, in the payload's order (decision 1); none for an internal event.
 * The digest of a field sealed by this move covers its clear value under a salt that dies with the person's key. A sealed value that was
 * carried over from the state is covered as it is sealed. Random salts are kept in the envelope, which no partner sees.
 */
export async function digestsOf(
  vault: Vault,
  contract: EventContract,
  eventId: string,
  payload: Uint8Array,
  { clear }: SealedInput,
): Promise<Pick<EventMeta, 'digests' | 'salts'>> {
  if (contract.visibility !== 'published') return {};
  const shape = contract.schema.shape as Record<string, z.ZodType>;
  const fields = Object.entries(JSON.parse(Buffer.from(payload).toString('utf8')) as Record<string, unknown>);
  if (fields.length === 0) return {};
  const disclosable = fields.map(([name, value]): Disclosable => {
    const schema = shape[name];
    const known = schema && isSealedField(schema) && typeof value === 'string' ? clear.get(value) : undefined;
    return known ? { eventId, name, value: known.value, personal: known } : { eventId, name, value };
  });
  const disclosed = await vault.disclose(disclosable);
  return {
    digests: disclosed.map(({ digest }) => digest),
    salts: disclosed.map(({ salt }, at) => (disclosable[at]?.personal ? null : salt)),
  };
}
