import type {
  EventOf,
  organisationClosed,
  organisationEstablished,
  organisationIdentified,
  OrganisationKind,
  organisationMoved,
  organisationRenamed,
  OrganisationTree,
  partyOrganisationClosed,
  partyOrganisationEstablished,
  partyOrganisationIdentified,
  partyOrganisationMoved,
  partyOrganisationRenamed,
} from '@yimen/contracts';
import { checkAreaCode, checkCreditCode, creditCodeErrors, model, refusals, type Reader, type Refusal, type When } from '@yimen/kernel';
import { kinds, rank } from './tree.js';

interface Entry {
  readonly organisation: string;
  readonly tree: OrganisationTree;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly parent: string | null;
  readonly areaCode: string | null;
  readonly uscc: string | null;
  /** Organisations whose place it took. */
  readonly cameFrom: readonly string[];
}

export type Organisation =
  | { readonly status: 'none' }
  | ({ readonly status: 'active' } & Entry)
  | ({ readonly status: 'closed'; readonly successor: string | null } & Entry);

export type OrganisationEvent = EventOf<
  | typeof organisationEstablished
  | typeof organisationRenamed
  | typeof organisationMoved
  | typeof organisationIdentified
  | typeof organisationClosed
  | typeof partyOrganisationEstablished
  | typeof partyOrganisationRenamed
  | typeof partyOrganisationMoved
  | typeof partyOrganisationIdentified
  | typeof partyOrganisationClosed
>;

export const { move, aggregate } = model<Organisation, OrganisationEvent, 'self' | 'above'>();

export const refuse = refusals({
  'not-a-root': { ground: 'record', zh: '{kind} 不能作为组织树的根', en: 'a {kind} cannot be the root of a tree' },
  'parent-not-active': { ground: 'record', zh: '上级组织不存在或已撤销', en: 'the parent organisation does not exist or is closed' },
  'other-tree': { ground: 'record', zh: '政府、社区、党组织三棵树互不隶属', en: 'government, communities and Party are separate trees' },
  'parent-kind': { ground: 'record', zh: '{kind} 不能隶属于 {parentKind}', en: 'a {kind} cannot stand under a {parentKind}' },
  'same-parent': { ground: 'record', zh: '已隶属于该上级', en: 'it already stands under this parent' },
  'by-the-network': {
    ground: 'record',
    zh: '党组织的名称、隶属和撤并在党组织网络中由上级党组织决定',
    en: 'name, parent and end of a Party organisation are decided in the Party network, by the organisation above',
  },
  'root-stays': { ground: 'record', zh: '组织树的根没有上级', en: 'the root of a tree has no parent' },
  'uscc-invalid': { zh: '统一社会信用代码不正确：{reason}', en: 'the unified social credit code is wrong: {reason}' },
  'area-code-invalid': { ground: 'record', zh: '区划代码不符合编码规则', en: 'the area code is not well formed' },
  'area-code-level': {
    ground: 'record',
    zh: '居（村）民委员会须用社区（村）一级的区划代码，{areaCode} 不是',
    en: 'a committee of residents or villagers has the code of a community; {areaCode} is none',
  },
  'successor-not-fit': {
    ground: 'record',
    zh: '承接组织须在同一棵树内、有效、层级不低于本组织',
    en: 'the successor must be active, in the same tree and no lower in kind',
  },
});

/** What is known about the parent when an organisation is put under it. Kind and tree never change; that it is active is advice as of then. */
export interface Above {
  readonly parent: Organisation;
  /** The parent and those above it, nearest first. */
  readonly ancestors: readonly string[];
}

const none: Organisation = { status: 'none' };
const slice = { name: 'organisation', initial: none as Organisation };

/** Reads the parent and walks up to the root. Ranks fall at every step, so the walk ends. */
export async function readAbove(read: Reader, parentId: string): Promise<Above> {
  const parent = await read.state(slice, parentId);
  const ancestors = [parentId];
  let at = parent;
  while (at.status !== 'none' && at.parent !== null) {
    ancestors.push(at.parent);
    at = await read.state(slice, at.parent);
  }
  return { parent, ancestors };
}

export async function readOne(read: Reader, id: string | null): Promise<{ readonly successor: Organisation }> {
  return { successor: id === null ? none : await read.state(slice, id) };
}

/** What the Party network decides is not changed beside it: the tree only follows (4.1). */
export function refuseParty({ tree }: When<Organisation, 'active'>): Refusal | undefined {
  return tree === 'party' ? refuse('by-the-network', 'D-party-organisation') : undefined;
}

export function refuseParent(kind: OrganisationKind, parent: Organisation): Refusal | undefined {
  if (parent.status !== 'active') return refuse('parent-not-active', 'D-organisation-tree');
  if (kinds[kind].tree !== parent.tree)
    return refuse('other-tree', 'D-organisation-tree', { tree: kinds[kind].tree, parentTree: parent.tree });
  if (!kinds[kind].under.includes(parent.kind)) return refuse('parent-kind', 'D-organisation-tree', { kind, parentKind: parent.kind });
  return undefined;
}

/** The bodies of one community or village each. */
const committees: readonly OrganisationKind[] = ['community-committee', 'village-committee'];

/** Section 1.4 and 1.2: both codes are optional, and checked where they are given; that of a community has a last part other than 000. */
export function refuseCodes(kind: OrganisationKind, uscc: string | null, areaCode: string | null): Refusal | undefined {
  if (uscc !== null) {
    const checked = checkCreditCode(uscc);
    if (!checked.ok) return refuse('uscc-invalid', 'GB 32100', { reason: creditCodeErrors[checked.code].zh });
  }
  if (areaCode === null) return undefined;
  const checked = checkAreaCode(areaCode);
  if (!checked.ok) return refuse('area-code-invalid', 'AREA-CODE', { areaCode });
  const fits = !committees.includes(kind) || checked.value.level === 'community';
  return fits ? undefined : refuse('area-code-level', 'AREA-CODE', { kind, areaCode });
}

export function refuseSuccessor(active: When<Organisation, 'active'>, id: string | null, successor: Organisation): Refusal | undefined {
  if (id === null) return undefined;
  const fits =
    id !== active.organisation &&
    successor.status === 'active' &&
    successor.tree === active.tree &&
    rank(successor.kind) <= rank(active.kind);
  return fits ? undefined : refuse('successor-not-fit', 'D-organisation-tree', { successor: id });
}
