import { supplierChosen } from '@yimen/contracts';
import { isInArea, type Reader } from '@yimen/kernel';
import { organisationTables } from '@yimen/service-shell/slice';
import { matterOf, type MatterRow } from '../matter-facts.js';
import { stands } from '../overriding.js';
import { rules } from '../rules.js';
import { buyer, move, refuse, type Of } from './state.js';

type Choice = Omit<Of<'SupplierChosen'>, 'type' | 'on'>;

/** Neither buyer nor supplier (GPS20 8). */
export const neither: readonly Choice['supplierKind'][] = ['institution-class-1', 'financed-mass-body'];

/** What the book of organisations and the lists of matters say of a supplier. */
export interface Known {
  /** Whether the book has it as a residents’ or villagers’ committee. */
  readonly committee: boolean;
  /** Where it works; null where nobody knows. */
  readonly area: string | null;
  /** The entry that is named; null where the lists know none. */
  readonly entry: MatterRow | null;
}
const committees = ['community-committee', 'village-committee'];

async function known(read: Reader, { supplier, admission }: Choice): Promise<Known> {
  const row = await read.row(organisationTables.organisation, supplier);
  const committee = committees.includes(row?.kind ?? '');
  if (admission === null) return { committee, area: null, entry: null };
  return { committee, area: (await read.area(supplier)) ?? null, entry: (await matterOf(read, admission)) ?? null };
}

/** Whether an entry lets this buyer buy of this committee: it stands, is of class PURCHASE, of this buyer, and concerns the committee. */
function admits({ committee, area, entry }: Known, of: string, supplier: string): boolean {
  if (entry === null || entry.over || entry.class !== 'PURCHASE' || entry.department !== of) return false;
  return entry.everywhere ? committee && area !== null && isInArea(area, entry.county) : entry.communities.includes(supplier);
}

export const supplierMoves = {
  choose: move({
    label: { zh: '确定承接主体', en: 'choose the supplier' },
    from: ['budgeted'],
    by: buyer,
    input: supplierChosen.schema.omit({ on: true }),
    gather: (read, input) => known(read, input),
    decide: ({ buyer: of }, input, context) => {
      const { supplierKind, supplier, admission } = input;
      const { facts, today } = context;
      if (neither.includes(supplierKind)) return refuse('neither-buyer-nor-supplier', rules.neither);
      if (supplierKind === 'state-organ') return refuse('not-a-supplier', rules.suppliers);
      const selfGoverning = supplierKind === 'self-governing-body';
      // A committee by another name would need no entry.
      if (facts.committee && !selfGoverning) return refuse('committee-by-another-name', rules.supplierCommittee);
      if (selfGoverning && admission === null && stands('admission-missing', context))
        return refuse('admission-missing', rules.supplierCommittee);
      if (selfGoverning && admission !== null && !admits(facts, of, supplier))
        return refuse('admission-not-so', rules.supplierCommittee, { admission });
      return { type: 'SupplierChosen', ...input, on: today };
    },
  }),
};
