import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { hall, holder, type Sample } from './service.sample.js';

export const loans = '/api/public-services/loans';
export const loanOf = (over: object = {}) => ({ organisation: hall, person: holder, name: '王小明', days: 10, ...over });

/** What the specs ask of the sample service, each call with a token and, for writes, a new key. */
export function calls(sample: () => Sample) {
  const post = async (path: string, body: unknown, account = 'clerk', headers: Record<string, string> = {}) =>
    request(sample().service.url)
      .post(path)
      .set({ Authorization: `Bearer ${await sample().token(account)}`, 'Idempotency-Key': randomUUID(), ...headers })
      .send(body as object);
  const get = async (path: string, account = 'clerk') =>
    request(sample().service.url)
      .get(path)
      .set('Authorization', `Bearer ${await sample().token(account)}`);
  const events = (id: string) => sample().store.readStream(`loan/${id}`);
  return {
    post,
    get,
    events,
    /** Begins a loan and answers its id. */
    begun: async (over: object = {}): Promise<string> => (await post(loans, loanOf(over))).body.id as string,
    /** The envelope of an item's event. */
    meta: async (id: string, at = 0) => JSON.parse(Buffer.from((await events(id))[at]!.meta).toString()) as Record<string, unknown>,
  };
}
