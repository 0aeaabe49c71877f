import { areaCode } from '@yimen/contracts';
import type { Role } from '@yimen/kernel';
import { z } from 'zod';
import { all, any, raw, sql, type Clause } from '../views/clause.js';
import type { Viewer } from '../views/viewer.js';

/** Who may read an application, as its slice says; columns of the table `admission` under the alias `a`. */
export const admissionReaders = {
  'a.department': ['department', 'auditor'],
  'a.office': ['department', 'auditor'],
  'a.justice': ['legal-reviewer'],
  'a.finance': ['finance'],
  'a.review': ['department'],
  'a."subDistrict"': ['sub-district'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** A draft is its department's own until it is submitted. */
export const readsAdmissions = (viewer: Viewer): Clause =>
  all(viewer.within(admissionReaders), any(sql`a.state <> 'draft'`, viewer.reaches({ 'a.department': admissionReaders['a.department'] })));

/** The day for which a list is asked. */
export const asOf = { on: z.iso.date().optional().describe('查询日期，默认今日 / as of this day; default today') };

export const matterId = z.string().regex(/^[SAEBF]\d{2}$/);
export const ofCounty = { county: areaCode.optional() };

/** Whether a line with `everywhere` and `communities` concerns the community; true where none is given. */
export function concerns(alias: string, community: unknown): Clause | undefined {
  return community === undefined ? undefined : sql`(${raw(alias)}.everywhere OR ${raw(alias)}.communities @> to_jsonb(${community}::text))`;
}

/** Who may be given a task, and looks at whether it may be refused. */
const communityRoles = ['director', 'secretary', 'community-worker', 'sub-district', 'auditor'] as const satisfies readonly Role[];

/** Applications (`admission a`) that concern the viewer: those of his communities, and those that he may read as their department or office. */
export function askedOf(viewer: Viewer): Clause {
  const communities = viewer.reach(communityRoles);
  const named = sql`EXISTS (SELECT FROM jsonb_array_elements_text(a.communities) c WHERE c = ANY (${communities}::text[]))`;
  return any(viewer.reaches(admissionReaders), ...(communities.length === 0 ? [] : [sql`a.everywhere`, named]));
}
