import { checkPhone, type Role } from '@yimen/kernel';
import { problem, ProblemError } from '@yimen/service-shell/slice';
import { z } from 'zod';
import { all, any, raw, sql } from '../views/clause.js';
import { columnsOf, equals, view, type Asked } from '../views/view.js';
import { people } from './people.js';

const communityRoles: readonly Role[] = ['community-worker', 'director', 'secretary', 'sub-district'];
const hallRoles: readonly Role[] = ['window-clerk', 'case-handler', 'hall-manager'];

/** Found by one exact key; there is no list of people, no search by name and none by part of a number. */
const filters = z.object({ person: z.uuid().optional() }).strict();
const personal = z
  .object({
    identityNumber: z.string().trim().toUpperCase().min(15).max(18).optional(),
    phone: z.string().trim().min(7).max(24).optional(),
  })
  .strict();

async function found({ filters: given, vault }: Asked<z.output<typeof filters> & z.output<typeof personal>>) {
  const { person, identityNumber, phone } = given;
  if (person === undefined && identityNumber === undefined && phone === undefined) throw new ProblemError(oneKey);
  const byIdentity = async (number: string) => {
    const alias = await vault.findAlias(vault.blindIndex('identity', number));
    return alias === undefined ? raw('FALSE') : sql`p.identity = ${alias}::uuid`;
  };
  const byPhone = (number: string) => {
    // As it was written down, and in its normal form.
    const checked = checkPhone(number);
    const forms = [...new Set([number, ...(checked.ok ? [checked.value.number] : [])])];
    return sql`p."phoneIndex" = ANY (${forms.map((form) => vault.blindIndex('phone', form))}::text[])`;
  };
  return all(
    sql`p.state <> 'forgotten'`,
    equals('p.person', person, 'uuid'),
    identityNumber === undefined ? undefined : await byIdentity(identityNumber),
    phone === undefined ? undefined : byPhone(phone),
  );
}

const oneKey = problem('invalid-input', {
  detail: { zh: '须给出人员编号、公民身份号码或电话号码之一', en: 'give a person id, an identity number or a phone number' },
});

/**
 * Who knows the whole number finds the person at every hall, so that nobody is registered twice; name and numbers are opened for the community
 * and the hall that keep the record only. A sealed record is found by nobody but the records officers (PIPL 47).
 */
export const peopleView = view({
  name: 'people',
  label: { zh: '人员查询', en: 'find a person' },
  about: {
    zh: '社区、窗口与档案管理员；须给出完整号码或编号，号码只放在正文（POST）；居民查本人',
    en: 'community, hall and records officers; by a whole number in the body of a POST, or by id; a resident himself',
  },
  models: [people],
  table: people.table.people,
  from: '{person} p',
  columns: columnsOf(people.table.people, 'p', {
    person: '人员编号 / id',
    state: 'registered 在册，sealed 仅存储',
    community: '所在社区 / community',
    collector: '登记组织 / collector',
    residenceKind: '居住类型 / residence',
    name: '姓名（密封） / name, sealed',
    identityNumber: '公民身份号码（密封） / identity number, sealed',
    phone: '联系电话（密封） / phone, sealed',
    residenceAddress: '居住地址（密封） / address, sealed',
  }),
  key: [{ from: 'p.person', type: 'uuid' }],
  sorts: { person: [] },
  silent: true,
  filters,
  personal,
  scope: (viewer) => {
    if (!viewer.isResident) viewer.require(...communityRoles, ...hallRoles, 'records-officer');
    return any(
      viewer.isResident ? sql`p.person = ${viewer.person}::uuid` : undefined,
      viewer.holds(...communityRoles, ...hallRoles) ? sql`p.state = 'registered'` : undefined,
      viewer.reaches({ 'p.community': ['records-officer'], 'p.collector': ['records-officer'] }),
    );
  },
  where: found as (asked: Asked<z.output<typeof filters>>) => ReturnType<typeof found>,
  opens: (viewer) =>
    any(
      viewer.isResident ? sql`p.person = ${viewer.person}::uuid` : undefined,
      sql`(p.state = 'registered' AND ${viewer.reaches({ 'p.community': ['community-worker', 'director'], 'p.collector': hallRoles })})`,
    ),
});
