import type { Actor } from '@yimen/kernel';
import { awayProblem } from '../problems/away.js';
import { problem, ProblemError } from '../problems/problems.js';
import type { AccountDirectory } from './directory.js';
import type { TokenCheck } from './token.js';

export type AccountActor = Extract<Actor, { kind: 'account' }>;

/** Who asks: the account of the token, with the roles and the person that the mirrored facts give it. Throws ProblemError: 401, 403, 503. */
export class Identification {
  constructor(
    private readonly check: TokenCheck,
    private readonly directory: AccountDirectory,
  ) {}

  async actor(authorization: string | undefined): Promise<AccountActor> {
    const id = await this.check(authorization);
    try {
      const account = await this.directory.find(id);
      if (!account?.active) throw new ProblemError(problem('account-unknown'));
      return { kind: 'account', id, person: account.person, grants: account.grants };
    } catch (error) {
      const away = awayProblem(error);
      throw away ? new ProblemError(away) : error;
    }
  }

  /** The account of a second person who approves an override, proved by his own token. */
  async account(authorization: string | undefined): Promise<string> {
    return this.check(authorization);
  }
}
