import { accountRoles } from '@yimen/contracts';
import { roles } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { account } from './account.js';

const [hall, other, person] = [1, 2, 3].map((n) => `01980000-0000-7000-8000-00000000000${n}`) as [string, string, string];
const opened = { type: 'AccountOpened' as const, post: '2号综合窗口', organisation: hall, person: null };
const granted = { type: 'RoleGranted' as const, role: 'window-clerk' as const, organisation: hall };
const self = { kind: 'account' as const, id: 'clerk-2', person: null, grants: [] };

test('the roles of accounts are those of the kernel, without the resident', () => {
  expect([...accountRoles].sort()).toEqual(
    Object.keys(roles)
      .filter((role) => role !== 'resident')
      .sort(),
  );
});

test('the first administrator is opened by the system, for each organisation once', () => {
  expect(account.moves.bootstrap.by).toBe('system');
  scenario(account)
    .given()
    .when('bootstrap', { post: '首个管理员', organisation: hall, organisations: [hall, other, hall] })
    .then([
      { type: 'AccountOpened', post: '首个管理员', organisation: hall, person: null },
      { type: 'RoleGranted', role: 'organisation-admin', organisation: hall },
      { type: 'RoleGranted', role: 'organisation-admin', organisation: other },
    ]);
});

test('opened, granted, revoked, closed', () => {
  scenario(account).given().when('open', { post: opened.post, organisation: hall }).then(opened);
  const { role, organisation } = granted;
  expect(scenario(account).given(opened).when('grant', { role, organisation }).then(granted).state).toMatchObject({
    grants: [{ role, organisation }],
  });
  const revoked = { type: 'RoleRevoked' as const, role, organisation, reason: '离岗' };
  expect(scenario(account).given(opened, granted).when('revoke', { role, organisation, reason: '离岗' }).then(revoked).state).toMatchObject(
    { grants: [] },
  );
  const { state } = scenario(account)
    .given(opened, granted)
    .when('close', { reason: '离职' })
    .then([
      { ...revoked, reason: '离职' },
      { type: 'AccountClosed', reason: '离职' },
    ]);
  expect(state).toEqual({ status: 'closed', organisation: hall });
});

test('RCL25 38 · who leaves with his account leaves each office that he held, so that a director is audited', () => {
  const director = { role: 'director' as const, organisation: other };
  const { result } = scenario(account)
    .given(opened, granted, { type: 'RoleGranted', ...director })
    .when('close', { reason: '离职' });
  expect(result.events.map((event) => ('role' in event ? `${event.type} ${event.role}` : event.type))).toEqual([
    'RoleRevoked window-clerk',
    'RoleRevoked director',
    'AccountClosed',
  ]);
  expect(result.events[1]).toEqual({ type: 'RoleRevoked', ...director, reason: '离职' });
  scenario(account).given(opened).when('close', { reason: '离职' }).then({ type: 'AccountClosed', reason: '离职' });
});

test('decision 23 · a role is granted by the administrator of the organisation in which it is held', () => {
  expect(account.moves.grant.parties?.({ role: 'window-clerk', organisation: other }, {})).toEqual({ granting: { organisation: other } });
  expect(account.moves.grant.by).toEqual({ granting: ['organisation-admin'] });
});

test.each([
  ['grant', [opened], { role: 'auditor', organisation: hall }, { actor: self, id: 'clerk-2' }, 'own-account', 'PIPL 51'],
  [
    'revoke',
    [opened, granted],
    { role: 'window-clerk', organisation: hall, reason: 'x' },
    { actor: self, id: 'clerk-2' },
    'own-account',
    'PIPL 51',
  ],
  ['grant', [opened, granted], { role: 'window-clerk', organisation: hall }, {}, 'already-held', 'D-account-role'],
  ['revoke', [opened], { role: 'window-clerk', organisation: hall, reason: 'x' }, {}, 'not-held', 'D-account-role'],
  ['grant', [{ ...opened, person }], { role: 'auditor', organisation: hall }, {}, 'resident-account', 'D-account-role'],
] as const)('%s after %j: %s', (move, events, input, told, refused, rule) => {
  scenario(account)
    .given(...events)
    .when(move, input as never, told)
    .then({ refused, rule });
});

test('the id is the subject of the identity provider, not a name', () => {
  expect((account.ids as RegExp).test('张三')).toBe(false);
  expect((account.ids as RegExp).test('clerk-2')).toBe(true);
  expect((account.ids as RegExp).test('../x')).toBe(false);
});
