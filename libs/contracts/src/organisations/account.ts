import { z } from 'zod';
import { event } from '../event.js';

/** Roles that an account may hold in an organisation; a resident holds `resident` through `person`, never by a grant. */
export const accountRoles = [
  'kiosk',
  'window-clerk',
  'case-handler',
  'hall-manager',
  'rating-supervisor',
  'community-worker',
  'secretary',
  'party-officer',
  'director',
  'sub-district',
  'department',
  'finance',
  'legal-reviewer',
  'records-officer',
  'organisation-admin',
  'auditor',
  'operator',
] as const;

// The item's id is the subject (`sub`) that the identity provider gives; it is a number or pseudonym, never a name.
const of = { context: 'organisations', subject: 'account', version: 1, visibility: 'internal' } as const;
const organisation = '01981f00-0000-7000-8000-000000000011';

export const accountOpened = event('AccountOpened', {
  ...of,
  zh: '账户开立',
  en: 'An account was opened for a post, or for a resident (then with the id of the person).',
  schema: z
    .object({
      /** Post, not a person's name: 2号窗口. */
      post: z.string().min(1).max(60),
      /** Organisation that administers the account. */
      organisation: z.uuid(),
      person: z.uuid().nullable(),
    })
    .strict(),
  samples: [{ post: '2号综合窗口', organisation, person: null }],
});

export const roleGranted = event('RoleGranted', {
  ...of,
  zh: '授予角色',
  en: 'The account holds a role in an organisation.',
  schema: z.object({ role: z.enum(accountRoles), organisation: z.uuid() }).strict(),
  samples: [{ role: 'window-clerk', organisation }],
});

export const roleRevoked = event('RoleRevoked', {
  ...of,
  zh: '收回角色',
  en: 'The account no longer holds a role in an organisation.',
  schema: z.object({ role: z.enum(accountRoles), organisation: z.uuid(), reason: z.string().min(1).max(200) }).strict(),
  samples: [{ role: 'window-clerk', organisation, reason: '岗位调整' }],
});

export const accountClosed = event('AccountClosed', {
  ...of,
  zh: '账户注销',
  en: 'The account was closed; all its roles ended with it.',
  schema: z.object({ reason: z.string().min(1).max(200) }).strict(),
  samples: [{ reason: '离岗' }],
});

export const accountEvents = [accountOpened, roleGranted, roleRevoked, accountClosed];
