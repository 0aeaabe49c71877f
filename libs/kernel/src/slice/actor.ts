import type { Text } from './refusal.js';

/** Roles that an account may hold in an organisation. A resident holds `resident` for himself, in no organisation. */
export const roles = {
  resident: { zh: '居民', en: 'resident' },
  kiosk: { zh: '取号终端', en: 'ticket kiosk' },
  'window-clerk': { zh: '窗口人员', en: 'window clerk' },
  'case-handler': { zh: '后台承办人', en: 'back-office handler' },
  'hall-manager': { zh: '大厅负责人', en: 'hall manager' },
  'rating-supervisor': { zh: '好差评监督员', en: 'rating supervisor' },
  'community-worker': { zh: '社区工作者', en: 'community worker' },
  secretary: { zh: '社区党组织书记', en: 'community Party secretary' },
  'party-officer': { zh: '组织员', en: 'Party affairs officer' },
  director: { zh: '居委会主任', en: 'committee director' },
  'sub-district': { zh: '街道经办人', en: 'sub-district officer' },
  department: { zh: '部门经办人', en: 'department officer' },
  finance: { zh: '财政经办人', en: 'finance officer' },
  'legal-reviewer': { zh: '合法性审查人员', en: 'legal reviewer' },
  'records-officer': { zh: '档案管理员', en: 'records officer' },
  'organisation-admin': { zh: '组织管理员', en: 'organisation administrator' },
  auditor: { zh: '审计员', en: 'auditor' },
  operator: { zh: '运维人员', en: 'operator' },
} as const satisfies Record<string, Text>;

export type Role = keyof typeof roles;

/** One role held in one organisation; `organisation` is null for a resident. */
export interface Grant {
  readonly role: Role;
  readonly organisation: string | null;
}

/** Who acts. `person` is set when the account belongs to a registered person (a resident's own matters). */
export type Actor =
  | { readonly kind: 'account'; readonly id: string; readonly person: string | null; readonly grants: readonly Grant[] }
  | { readonly kind: 'system'; readonly id: `deadline:${string}` | `process:${string}` | `operator:${string}` };

/**
 * One side of a matter: an organisation (acted for from itself or above), a person (acted for by himself), or the installation as a whole
 * (acted for by whoever holds the role anywhere in it: calendars, the business clock of a demonstration).
 */
export type Party = { readonly organisation: string } | { readonly person: string } | { readonly installation: true };
