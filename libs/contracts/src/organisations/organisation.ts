import { z } from 'zod';
import { event } from '../event.js';
import { areaCode } from '../fields.js';
import { decisionNo } from './area.js';

/** Three separate trees (decision 23): government 政府, communities 社区, Party 党组织. */
export const organisationTrees = ['government', 'community', 'party'] as const;
export type OrganisationTree = (typeof organisationTrees)[number];

/** Kinds of organisations, from the top of each tree down; a kind never changes. */
export const organisationKinds = [
  'city-government',
  'county-government',
  'department',
  'sub-district',
  'town',
  'township',
  'department-unit',
  'hall-operator',
  'county-communities',
  'town-communities',
  'community-committee',
  'village-committee',
  'residents-group',
  'city-party-committee',
  'county-party-committee',
  'town-party-committee',
  'party-committee',
  'party-general-branch',
  'party-branch',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

const name = z.string().min(1).max(120);
const ancestors = z.array(z.uuid()).max(20);
const uscc = z.string().regex(/^[0-9ABCDEFGHJKLMNPQRTUWXY]{18}$/);

const id = '01981f00-0000-7000-8000-000000000011';
const above = '01981f00-0000-7000-8000-000000000012';

const established = z
  .object({
    /** Its own id, so that its state alone names it as a party. */
    organisation: z.uuid(),
    tree: z.enum(organisationTrees),
    kind: z.enum(organisationKinds),
    name,
    /** Parent in the same tree; null for the root of a tree. */
    parent: z.uuid().nullable(),
    /** Ancestors as of then, the nearest first. Later moves of an ancestor do not change them; scope is computed from parents. */
    ancestors,
    /** Code of the area it works for; null for a root above this installation. */
    areaCode: areaCode.nullable(),
    uscc: uscc.nullable(),
    /** Organisations whose place it takes (lineage). */
    cameFrom: z.array(z.uuid()).max(50),
  })
  .strict();
const renamed = z.object({ name, decisionNo }).strict();
const moved = z.object({ from: z.uuid(), to: z.uuid(), ancestors, decisionNo }).strict();
const identified = z.object({ uscc: uscc.nullable(), areaCode: areaCode.nullable() }).strict();
const closed = z
  .object({
    reason: z.string().min(1).max(200),
    decisionNo,
    /** Who takes its place: acts for it, and counts as the parent of what stood under it. */
    successor: z.uuid().nullable(),
  })
  .strict();

const sample = {
  established: {
    organisation: id,
    tree: 'community',
    kind: 'community-committee',
    name: '示例社区居民委员会',
    parent: above,
    ancestors: [above],
    areaCode: '320582001001',
    uscc: '55990101ME0000028N',
    cameFrom: [],
  },
  renamed: { name: '新示例社区居民委员会', decisionNo: '张政发〔2026〕2号' },
  moved: { from: above, to: id, ancestors: [id], decisionNo: '张政发〔2026〕3号' },
  identified: { uscc: null, areaCode: '320582001002' },
  closed: { reason: '社区合并', decisionNo: '张政发〔2026〕4号', successor: id },
} satisfies Record<string, object>;

// Party organisations have event types of their own: Party streams are never granted to partner agencies (13.9), and visibility goes by type.
const open = { context: 'organisations', subject: 'organisation', version: 1, visibility: 'published' } as const;
const party = { ...open, visibility: 'internal' } as const;

export const organisationEstablished = event('OrganisationEstablished', {
  ...open,
  zh: '组织设立',
  en: 'A government or community organisation was set up.',
  schema: established,
  samples: [{ ...sample.established, tree: 'community', kind: 'community-committee' }],
});
export const organisationRenamed = event('OrganisationRenamed', {
  ...open,
  zh: '组织更名',
  en: 'It got another name.',
  schema: renamed,
  samples: [sample.renamed],
});
export const organisationMoved = event('OrganisationMoved', {
  ...open,
  zh: '组织隶属变更',
  en: 'It was put under another parent of its tree.',
  schema: moved,
  samples: [sample.moved],
});
export const organisationIdentified = event('OrganisationIdentified', {
  ...open,
  zh: '组织代码更正',
  en: 'Its unified social credit code or area code was recorded anew.',
  schema: identified,
  samples: [sample.identified],
});
export const organisationClosed = event('OrganisationClosed', {
  ...open,
  zh: '组织撤销',
  en: 'It was closed, with or without a successor.',
  schema: closed,
  samples: [sample.closed],
});

export const partyOrganisationEstablished = event('PartyOrganisationEstablished', {
  ...party,
  zh: '党组织设立',
  en: 'A Party organisation was set up.',
  schema: established,
  samples: [{ ...sample.established, tree: 'party', kind: 'party-branch', name: '示例社区第一党支部', uscc: null }],
});
export const partyOrganisationRenamed = event('PartyOrganisationRenamed', {
  ...party,
  zh: '党组织更名',
  en: 'A Party organisation got another name.',
  schema: renamed,
  samples: [sample.renamed],
});
export const partyOrganisationMoved = event('PartyOrganisationMoved', {
  ...party,
  zh: '党组织隶属变更',
  en: 'A Party organisation was put under another one.',
  schema: moved,
  samples: [sample.moved],
});
export const partyOrganisationIdentified = event('PartyOrganisationIdentified', {
  ...party,
  zh: '党组织代码更正',
  en: 'The area code of a Party organisation was recorded anew.',
  schema: identified,
  samples: [sample.identified],
});
export const partyOrganisationClosed = event('PartyOrganisationClosed', {
  ...party,
  zh: '党组织撤销',
  en: 'A Party organisation was closed, with or without a successor.',
  schema: closed,
  samples: [sample.closed],
});

export const organisationEvents = [
  organisationEstablished,
  organisationRenamed,
  organisationMoved,
  organisationIdentified,
  organisationClosed,
  partyOrganisationEstablished,
  partyOrganisationRenamed,
  partyOrganisationMoved,
  partyOrganisationIdentified,
  partyOrganisationClosed,
];
