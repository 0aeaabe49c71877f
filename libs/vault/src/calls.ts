import pg from 'pg';
import { PersonForgotten, VaultUnavailable } from './errors.js';
import { PERSON_FORGOTTEN } from './functions.js';

/** Calls the vault's functions. What is away or late becomes VaultUnavailable; what the vault refuses stays an error of its own. */
export class Calls {
  constructor(
    private readonly pool: pg.Pool,
    private readonly callMs: number,
  ) {}

  async rows<Row extends unknown[]>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      const query = { name: `vault_${name}`, text, values: [...values], rowMode: 'array' as const, query_timeout: this.callMs };
      return (await this.pool.query<Row>(query)).rows;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code === undefined || /^(08|25|53|55|57|58|XX)/.test(error.code)) {
        throw new VaultUnavailable({ cause: error });
      }
      throw error;
    }
  }

  /** The one row of a call about a person; throws PersonForgotten where that person may have no key any more. */
  async about<Row extends unknown[]>(person: string, name: string, text: string, values: readonly unknown[]): Promise<Row> {
    try {
      const [row] = await this.rows<Row>(name, text, [person, ...values]);
      if (!row) throw new Error(`vault.${name} answered nothing`);
      return row;
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === PERSON_FORGOTTEN) throw new PersonForgotten(person);
      throw error;
    }
  }
}
