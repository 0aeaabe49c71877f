import { organisationKinds, type OrganisationKind, type OrganisationTree } from '@yimen/contracts';
import type { Text } from '@yimen/kernel';

interface Kind {
  readonly tree: OrganisationTree;
  readonly label: Text;
  /** Kinds that may stand directly above. */
  readonly under: readonly OrganisationKind[];
  /** Whether it may be the root of its tree in this installation. */
  readonly root?: true;
}

const governments = ['city-government', 'county-government'] as const;
const townships = ['sub-district', 'town', 'township'] as const;

/**
 * The three trees (decision 23). A parent's kind always comes before the child's in `organisationKinds`, within one tree, and neither kind nor
 * tree of an organisation ever changes: so no order of moves, not even two at once, can close a circle, and what was read about a parent's
 * kind cannot go stale.
 */
export const kinds: Readonly<Record<OrganisationKind, Kind>> = {
  'city-government': { tree: 'government', label: { zh: '市人民政府', en: 'city government' }, under: [], root: true },
  'county-government': {
    tree: 'government',
    label: { zh: '县（市、区）人民政府', en: 'county government' },
    under: ['city-government'],
    root: true,
  },
  department: { tree: 'government', label: { zh: '政府部门', en: 'government department' }, under: governments },
  'sub-district': { tree: 'government', label: { zh: '街道办事处', en: 'sub-district office' }, under: governments },
  town: { tree: 'government', label: { zh: '镇人民政府', en: 'town government' }, under: governments },
  township: { tree: 'government', label: { zh: '乡人民政府', en: 'township government' }, under: governments },
  'department-unit': { tree: 'government', label: { zh: '部门下属单位', en: 'unit of a department' }, under: ['department', ...townships] },
  'hall-operator': {
    tree: 'government',
    label: { zh: '政务服务大厅', en: 'service hall operator' },
    under: [...governments, 'department', ...townships, 'department-unit'],
  },
  'county-communities': { tree: 'community', label: { zh: '县域社区', en: 'communities of the county' }, under: [], root: true },
  'town-communities': {
    tree: 'community',
    label: { zh: '街道（镇、乡）辖区社区', en: 'communities of a town' },
    under: ['county-communities'],
    root: true,
  },
  'community-committee': { tree: 'community', label: { zh: '社区居民委员会', en: "residents' committee" }, under: ['town-communities'] },
  'village-committee': { tree: 'community', label: { zh: '村民委员会', en: 'village committee' }, under: ['town-communities'] },
  'residents-group': {
    tree: 'community',
    label: { zh: '居民小组', en: "residents' group" },
    under: ['community-committee', 'village-committee'],
  },
  'city-party-committee': { tree: 'party', label: { zh: '中共市委', en: 'city Party committee' }, under: [], root: true },
  'county-party-committee': {
    tree: 'party',
    label: { zh: '中共县（市、区）委', en: 'county Party committee' },
    under: ['city-party-committee'],
    root: true,
  },
  'town-party-committee': {
    tree: 'party',
    label: { zh: '街道党工委、镇（乡）党委', en: 'town Party committee' },
    under: ['county-party-committee'],
  },
  'party-committee': {
    tree: 'party',
    label: { zh: '基层党委', en: 'grassroots Party committee' },
    under: ['county-party-committee', 'town-party-committee'],
  },
  'party-general-branch': {
    tree: 'party',
    label: { zh: '党总支', en: 'general Party branch' },
    under: ['town-party-committee', 'party-committee'],
  },
  'party-branch': {
    tree: 'party',
    label: { zh: '党支部', en: 'Party branch' },
    under: ['town-party-committee', 'party-committee', 'party-general-branch'],
  },
};

/** Place in the order of kinds; smaller is further up. */
export const rank = (kind: OrganisationKind): number => organisationKinds.indexOf(kind);
