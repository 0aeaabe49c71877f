import { accountRoles, type accountClosed, type accountOpened, type EventOf, type roleGranted, type roleRevoked } from '@yimen/contracts';
import { model, refusals, type Grant, type When } from '@yimen/kernel';
import { z } from 'zod';

type Held = { readonly role: (typeof accountRoles)[number]; readonly organisation: string };

export type Account =
  | { readonly status: 'none' }
  | {
      readonly status: 'open';
      readonly post: string;
      readonly organisation: string;
      readonly person: string | null;
      readonly grants: readonly Held[];
    }
  | { readonly status: 'closed'; readonly organisation: string };

type AccountEvent = EventOf<typeof accountOpened | typeof roleGranted | typeof roleRevoked | typeof accountClosed>;

const { move, aggregate } = model<Account, AccountEvent, 'administering' | 'granting'>();
const refuse = refusals({
  'own-account': { zh: '不得变更本人账户的角色', en: 'nobody changes the roles of his own account' },
  'already-held': { ground: 'record', zh: '已持有该角色', en: 'the role is already held' },
  'not-held': { ground: 'record', zh: '未持有该角色', en: 'the role is not held' },
  'resident-account': { ground: 'protection', zh: '居民账户不授予岗位角色', en: 'an account of a resident gets no roles of a post' },
});

const admins = ['organisation-admin'] as const;
const post = z.string().trim().min(1).max(60);
const reason = z.string().trim().min(1).max(200);
const grant = z.object({ role: z.enum(accountRoles), organisation: z.uuid() }).strict();
const holds = (grants: readonly Grant[], { role, organisation }: Held) =>
  grants.some((held) => held.role === role && held.organisation === organisation);

/**
 * 账户: who may act, with which role, in which organisation. The id is the identity provider's subject: a number, never a name.
 * A role is granted by the administrator of the organisation in which it is held, or above; nobody grants to himself (PIPL 51).
 */
export const account = aggregate({
  context: 'organisations',
  name: 'account',
  collection: 'accounts',
  label: { zh: '账户', en: 'account' },
  ids: /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/,
  initial: { status: 'none' } as Account,
  states: {
    none: { zh: '未开立', en: 'not opened' },
    open: { zh: '有效', en: 'open' },
    closed: { zh: '已注销', en: 'closed', final: true },
  },
  parties: (state) => (state.status === 'none' ? {} : { administering: { organisation: state.organisation } }),
  readers: { administering: ['organisation-admin', 'auditor', 'operator'] },
  moves: {
    bootstrap: move({
      label: { zh: '开立首个管理员', en: 'open the first administrator' },
      from: ['none'],
      by: 'system',
      input: z.object({ post, organisation: z.uuid(), organisations: z.array(z.uuid()).min(1).max(10) }).strict(),
      decide: (_none, { post: name, organisation, organisations }) => [
        { type: 'AccountOpened', post: name, organisation, person: null },
        ...[...new Set(organisations)].map((each) => ({
          type: 'RoleGranted' as const,
          role: 'organisation-admin' as const,
          organisation: each,
        })),
      ],
    }),
    open: move({
      label: { zh: '开立', en: 'open' },
      from: ['none'],
      by: { administering: admins },
      input: z.object({ post, organisation: z.uuid(), person: z.uuid().nullable().default(null) }).strict(),
      parties: ({ organisation }) => ({ administering: { organisation } }),
      decide: (_none, input) => ({ type: 'AccountOpened', ...input }),
    }),
    grant: move({
      label: { zh: '授予角色', en: 'grant a role' },
      from: ['open'],
      by: { granting: admins },
      input: grant,
      parties: ({ organisation }) => ({ granting: { organisation } }),
      decide: (open, input, { id, actor }) => {
        if (actor.kind === 'account' && actor.id === id) return refuse('own-account', 'PIPL 51');
        if (open.person !== null) return refuse('resident-account', 'D-account-role');
        return holds(open.grants, input) ? refuse('already-held', 'D-account-role', input) : { type: 'RoleGranted', ...input };
      },
    }),
    revoke: move({
      label: { zh: '收回角色', en: 'revoke a role' },
      from: ['open'],
      by: { granting: admins, administering: admins },
      input: grant.extend({ reason }),
      parties: ({ organisation }) => ({ granting: { organisation } }),
      decide: (open, input, { id, actor }) => {
        if (actor.kind === 'account' && actor.id === id) return refuse('own-account', 'PIPL 51');
        return holds(open.grants, input)
          ? { type: 'RoleRevoked', ...input }
          : refuse('not-held', 'D-account-role', { role: input.role, organisation: input.organisation });
      },
    }),
    close: move({
      label: { zh: '注销', en: 'close' },
      from: ['open'],
      by: { administering: admins },
      input: z.object({ reason }).strict(),
      // Each role is taken back first, as by `revoke`: who leaves with his account leaves every office (RCL25 38).
      decide: ({ grants }, input) => [
        ...grants.map((held) => ({ type: 'RoleRevoked' as const, ...held, ...input })),
        { type: 'AccountClosed', ...input },
      ],
    }),
  },
  on: {
    AccountOpened: (_none, { post: name, organisation, person }) => ({ status: 'open', post: name, organisation, person, grants: [] }),
    RoleGranted: (open: When<Account, 'open'>, { role, organisation }) => ({ ...open, grants: [...open.grants, { role, organisation }] }),
    RoleRevoked: (open: When<Account, 'open'>, { role, organisation }) => ({
      ...open,
      grants: open.grants.filter((held) => held.role !== role || held.organisation !== organisation),
    }),
    AccountClosed: (open: When<Account, 'open'>) => ({ status: 'closed', organisation: open.organisation }),
  },
});
