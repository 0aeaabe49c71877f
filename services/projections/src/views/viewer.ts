import { areaPath, type Role } from '@yimen/kernel';
import type { AccountActor } from '@yimen/service-shell';
import { problem, ProblemError } from '@yimen/service-shell/slice';
import { any, sql, raw, type Clause } from './clause.js';

/** Organisation column → roles that may see its rows from that organisation or above it. */
export type OrganisationRoles = Readonly<Record<string, readonly Role[]>>;

/** Who looks, and over which organisations his roles reach today (decision 23). */
export class Viewer {
  constructor(
    private readonly actor: AccountActor | undefined,
    private readonly subtree: (roots: readonly string[]) => readonly string[],
    private readonly areaOf: (organisation: string) => string | undefined,
  ) {}

  /** Account id; undefined without a token. */
  get account(): string | undefined {
    return this.actor?.id;
  }

  /** The registered person whose account it is. Throws ProblemError 403 where there is none. */
  get person(): string {
    if (this.actor?.person == null) throw new ProblemError(problem('forbidden'));
    return this.actor.person;
  }

  get isResident(): boolean {
    return this.actor?.person != null;
  }

  holds(...roles: readonly Role[]): boolean {
    return this.actor?.grants.some(({ role }) => roles.includes(role)) ?? false;
  }

  /** Organisations in which he holds one of the roles. */
  holdsAt(role: Role): readonly string[] {
    return this.actor?.grants.flatMap((grant) => (grant.role === role && grant.organisation !== null ? [grant.organisation] : [])) ?? [];
  }

  /** Refuses who holds none of the roles. Throws ProblemError 403. */
  require(...roles: readonly Role[]): void {
    if (!this.holds(...roles)) throw new ProblemError(problem('forbidden'));
  }

  /** The organisations in which he holds one of the roles, and all below them. */
  reach(roles: readonly Role[]): readonly string[] {
    const roots = this.actor?.grants.flatMap(({ role, organisation }) =>
      roles.includes(role) && organisation !== null ? [organisation] : [],
    );
    return this.subtree(roots ?? []);
  }

  /** Codes of the areas in which organisations work today, and of all above those. */
  areasAt(organisations: readonly string[]): readonly string[] {
    const areas = new Set(organisations.flatMap((each) => this.areaOf(each) ?? []));
    return [...new Set([...areas].flatMap((area) => areaPath(area)))];
  }

  /** Rows of the organisations that his roles reach, column by column; no row where he has none of the roles. */
  reaches(table: OrganisationRoles): Clause {
    const clauses = Object.entries(table).flatMap(([column, roles]) => {
      const organisations = this.reach(roles);
      return organisations.length === 0 ? [] : [sql`${raw(column)} = ANY (${organisations}::uuid[])`];
    });
    return any(...clauses);
  }

  /** The same, refusing who holds none of the roles at all. Throws ProblemError 403. */
  within(table: OrganisationRoles): Clause {
    this.require(...Object.values(table).flat());
    return this.reaches(table);
  }
}
