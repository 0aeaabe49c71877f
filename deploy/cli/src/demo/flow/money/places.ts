import type { World } from '../world/world.js';

/** Who takes part in the admission of an entrusted matter, by organisation. */
export interface Bodies {
  readonly department: string;
  readonly office: string;
  readonly justice: string;
  readonly finance: string;
  readonly review: string;
  readonly subDistrict: string;
  readonly community: string;
}

/** The organisations of the accounts that act here. */
export async function bodiesOf(world: World): Promise<Bodies> {
  const at = async (account: string): Promise<string> => {
    const { state } = await world.item('admin', `organisations/accounts/${account}`);
    const organisation = (state['grants'] as readonly { readonly organisation: string }[])[0]?.organisation;
    if (organisation === undefined) throw new Error(`${account} acts nowhere`);
    return organisation;
  };
  const [department, office, justice, finance, review, subDistrict] = await Promise.all(
    ['department-1', 'social-work-1', 'legal-1', 'budget-1', 'meeting-1', 'town-1'].map(at),
  );
  if (!department || !office || !justice || !finance || !review || !subDistrict) throw new Error('the demonstration lacks a body');
  return { department, office, justice, finance, review, subDistrict, community: world.places.community };
}
