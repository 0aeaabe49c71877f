import { organisationKinds, type OrganisationTree } from '@yimen/contracts';
import type { MoveContext, When } from '@yimen/kernel';
import { z } from 'zod';
import {
  aggregate,
  move,
  readAbove,
  readOne,
  refuse,
  refuseCodes,
  refuseParent,
  refuseParty,
  refuseSuccessor,
  type Organisation,
  type OrganisationEvent,
} from './states.js';
import { kinds } from './tree.js';

const admins = ['organisation-admin'] as const;
const name = z.string().trim().min(1).max(120);
const decisionNo = z.string().min(1).max(120);
const uscc = z.string().trim().toUpperCase().length(18).nullable().default(null);
const areaCode = z
  .string()
  .regex(/^\d{12}$/)
  .nullable()
  .default(null);
const described = { kind: z.enum(organisationKinds), name, areaCode, uscc, cameFrom: z.array(z.uuid()).max(50).default([]) };

/** Party organisations record event types of their own, which partner agencies never get (13.9). */
type Suffix = 'Established' | 'Renamed' | 'Moved' | 'Identified' | 'Closed';
type Told<S extends Suffix> = Extract<OrganisationEvent, { type: `Organisation${S}` }>;
function inTree<S extends Suffix>(tree: OrganisationTree, suffix: S, fields: Omit<Told<S>, 'type'>): OrganisationEvent {
  const type: OrganisationEvent['type'] = tree === 'party' ? `PartyOrganisation${suffix}` : `Organisation${suffix}`;
  return { ...(fields as object), type } as OrganisationEvent;
}

const established = (_none: Organisation, event: Omit<Told<'Established'>, 'type'>): Organisation => ({
  status: 'active',
  organisation: event.organisation,
  tree: event.tree,
  kind: event.kind,
  name: event.name,
  parent: event.parent,
  areaCode: event.areaCode,
  uscc: event.uscc,
  cameFrom: event.cameFrom,
});
type Active = When<Organisation, 'active'>;
const renamed = (active: Active, event: { name: string }): Organisation => ({ ...active, name: event.name });
const moved = (active: Active, event: { to: string }): Organisation => ({ ...active, parent: event.to });
const identified = (active: Active, event: { uscc: string | null; areaCode: string | null }): Organisation => ({
  ...active,
  uscc: event.uscc,
  areaCode: event.areaCode,
});
const closed = (active: Active, event: { successor: string | null }): Organisation => ({
  ...active,
  status: 'closed',
  successor: event.successor,
});

/** 组织: one slice for the three trees of government, communities and Party. Its id stays through every change of name, code and parent. */
export const organisation = aggregate({
  context: 'organisations',
  name: 'organisation',
  collection: 'organisations',
  label: { zh: '组织', en: 'organisation' },
  ids: 'derived',
  initial: { status: 'none' } as Organisation,
  states: {
    none: { zh: '未设立', en: 'not set up' },
    active: { zh: '有效', en: 'active' },
    closed: { zh: '已撤销', en: 'closed', final: true },
  },
  parties: (state) =>
    state.status === 'none'
      ? {}
      : {
          self: { organisation: state.organisation },
          above: state.parent === null ? undefined : { organisation: state.parent },
        },
  readers: { self: ['organisation-admin', 'director', 'secretary', 'auditor', 'operator'] },
  moves: {
    found: move({
      label: { zh: '设立组织树的根', en: 'set up the root of a tree' },
      from: ['none'],
      // The first organisations of an installation: there is nobody yet who could be asked.
      by: 'system',
      input: z.object(described).strict(),
      decide: (_none, input, { id }) => {
        const { tree, root } = kinds[input.kind];
        if (!root) return refuse('not-a-root', 'D-organisation-tree', { kind: input.kind });
        return (
          refuseCodes(input.kind, input.uscc, input.areaCode) ??
          inTree(tree, 'Established', { ...input, organisation: id, tree, parent: null, ancestors: [] })
        );
      },
    }),
    establish: move({
      label: { zh: '设立', en: 'set up' },
      from: ['none'],
      by: { above: admins },
      input: z.object({ ...described, parent: z.uuid() }).strict(),
      parties: ({ parent }) => ({ above: { organisation: parent } }),
      gather: (read, { parent }) => readAbove(read, parent),
      decide: (_none, input, { id, facts }) => {
        const { tree } = kinds[input.kind];
        return (
          refuseParent(input.kind, facts.parent) ??
          refuseCodes(input.kind, input.uscc, input.areaCode) ??
          inTree(tree, 'Established', { ...input, organisation: id, tree, ancestors: [...facts.ancestors] })
        );
      },
    }),
    enterFormed: move({
      label: { zh: '登记成立的党组织', en: 'enter a Party organisation that was formed' },
      from: ['none'],
      // The Party network decides (party-organisation); the tree follows.
      by: 'system',
      input: z.object({ kind: z.enum(['party-branch', 'party-general-branch', 'party-committee']), name, parent: z.uuid() }).strict(),
      gather: (read, { parent }) => readAbove(read, parent),
      decide: (_none, input, { id, facts }) =>
        refuseParent(input.kind, facts.parent) ??
        inTree('party', 'Established', {
          ...input,
          organisation: id,
          tree: 'party',
          ancestors: [...facts.ancestors],
          areaCode: null,
          uscc: null,
          cameFrom: [],
        }),
    }),
    endWithNetwork: move({
      label: { zh: '随党组织撤并', en: 'close with the Party organisation' },
      from: ['active'],
      by: 'system',
      input: z.object({ reason: z.string().trim().min(1).max(200), decisionNo, successor: z.uuid().nullable() }).strict(),
      decide: (active, input) => inTree(active.tree, 'Closed', input),
    }),
    renameWithNetwork: move({
      label: { zh: '随党组织更名', en: 'rename with the Party organisation' },
      from: ['active'],
      by: 'system',
      input: z.object({ name, decisionNo }).strict(),
      decide: (active, input) => inTree(active.tree, 'Renamed', input),
    }),
    moveWithNetwork: move({
      label: { zh: '随党组织变更隶属', en: 'move with the Party organisation' },
      from: ['active'],
      by: 'system',
      input: z.object({ parent: z.uuid(), decisionNo }).strict(),
      gather: (read, { parent }) => readAbove(read, parent),
      decide: (active, { parent, decisionNo: number }, { facts }) =>
        active.parent === null || active.parent === parent
          ? []
          : (refuseParent(active.kind, facts.parent) ??
            inTree(active.tree, 'Moved', { from: active.parent, to: parent, ancestors: [...facts.ancestors], decisionNo: number })),
    }),
    rename: move({
      label: { zh: '更名', en: 'rename' },
      from: ['active'],
      by: { self: admins, above: admins },
      input: z.object({ name, decisionNo }).strict(),
      decide: (active, input) => refuseParty(active) ?? inTree(active.tree, 'Renamed', input),
    }),
    moveTo: move({
      label: { zh: '变更隶属', en: 'put under another parent' },
      from: ['active'],
      // Asked of the present parent: who takes an organisation over may not take it by himself.
      by: { above: admins },
      input: z.object({ parent: z.uuid(), decisionNo }).strict(),
      gather: (read, { parent }) => readAbove(read, parent),
      decide: (active, { parent, decisionNo: number }, { facts }) => {
        const byNetwork = refuseParty(active);
        if (byNetwork) return byNetwork;
        if (active.parent === null) return refuse('root-stays', 'D-organisation-tree');
        if (active.parent === parent) return refuse('same-parent', 'D-organisation-tree', { parent });
        return (
          refuseParent(active.kind, facts.parent) ??
          inTree(active.tree, 'Moved', { from: active.parent, to: parent, ancestors: [...facts.ancestors], decisionNo: number })
        );
      },
    }),
    identify: move({
      label: { zh: '更正代码', en: 'record its codes anew' },
      from: ['active'],
      by: { self: admins, above: admins },
      input: z.object({ uscc, areaCode }).strict(),
      decide: (active, input) => refuseCodes(active.kind, input.uscc, input.areaCode) ?? inTree(active.tree, 'Identified', input),
    }),
    close: move({
      label: { zh: '撤销', en: 'close' },
      from: ['active'],
      by: { above: admins },
      input: z.object({ reason: z.string().trim().min(1).max(200), decisionNo, successor: z.uuid().nullable() }).strict(),
      gather: (read, { successor }) => readOne(read, successor),
      decide: (active, input, { facts }: MoveContext<{ readonly successor: Organisation }>) =>
        refuseParty(active) ?? refuseSuccessor(active, input.successor, facts.successor) ?? inTree(active.tree, 'Closed', input),
    }),
  },
  on: {
    OrganisationEstablished: established,
    OrganisationRenamed: renamed,
    OrganisationMoved: moved,
    OrganisationIdentified: identified,
    OrganisationClosed: closed,
    PartyOrganisationEstablished: established,
    PartyOrganisationRenamed: renamed,
    PartyOrganisationMoved: moved,
    PartyOrganisationIdentified: identified,
    PartyOrganisationClosed: closed,
  },
});
