import type { IsoDate } from '@yimen/kernel';
import type { OrganisationRow, ParentRow } from './organisation-facts.js';

type Known = Pick<OrganisationRow, 'organisation' | 'closedOn' | 'successor'>;

/**
 * Who stands above whom, as of a date. A closed organisation's successor acts for it and counts as the parent of what stood under it;
 * without a successor its own parent does.
 */
export class OrganisationTree {
  readonly #organisations: ReadonlyMap<string, Known>;
  readonly #parents: ReadonlyMap<string, readonly ParentRow[]>;
  readonly #lines = new Map<string, readonly string[]>();
  #linesOn: IsoDate | undefined;

  constructor(organisations: readonly Known[], parents: readonly ParentRow[]) {
    this.#organisations = new Map(organisations.map((row) => [row.organisation, row]));
    const grouped = new Map<string, ParentRow[]>();
    for (const row of parents) grouped.set(row.organisation, [...(grouped.get(row.organisation) ?? []), row]);
    for (const rows of grouped.values()) rows.sort((a, b) => (a.fromOn < b.fromOn ? 1 : -1));
    this.#parents = grouped;
  }

  /** Ancestors on that date, the nearest first; empty for a root and for an organisation that is not known. */
  ancestors(organisation: string, on: IsoDate): readonly string[] {
    if (on !== this.#linesOn) {
      this.#lines.clear();
      this.#linesOn = on;
    }
    const known = this.#lines.get(organisation);
    if (known) return known;
    const line: string[] = [];
    let above = this.#above(organisation, on);
    // A loop would be a fault of the book; nobody gains rights through it.
    while (above !== null && above !== organisation && !line.includes(above)) {
      line.push(above);
      above = this.#above(above, on);
    }
    this.#lines.set(organisation, line);
    return line;
  }

  /** Whether it is that organisation or stands below it on that date. */
  isWithin(organisation: string, ancestor: string, on: IsoDate): boolean {
    return organisation === ancestor || this.ancestors(organisation, on).includes(ancestor);
  }

  /** The organisations themselves and all that stand below them on that date, as far as they are known here. */
  subtree(roots: readonly string[], on: IsoDate): readonly string[] {
    if (roots.length === 0) return [];
    const below = [...this.#organisations.keys()].filter((one) => roots.some((root) => this.isWithin(one, root, on)));
    return [...new Set([...roots, ...below])];
  }

  #above(organisation: string, on: IsoDate): string | null {
    const known = this.#organisations.get(organisation);
    if (known?.closedOn && known.closedOn <= on && known.successor) return known.successor;
    return this.#parents.get(organisation)?.find((row) => row.fromOn <= on)?.parent ?? null;
  }
}
