import { areaCode } from '@yimen/contracts';
import { areaPath, type Role } from '@yimen/kernel';
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

/**
 * Whether a line with `county`, `everywhere` and `communities` concerns the community; true where none is given. “All communities” are those of
 * the line's county: by the area of the community, or where the book does not tell it, by the county that was asked for.
 */
export function concerns(
  alias: string,
  { community, county }: { readonly community?: string | undefined; readonly county?: string | undefined },
  areaOf: (organisation: string) => string | undefined,
): Clause | undefined {
  if (community === undefined) return undefined;
  const named = sql`${raw(alias)}.communities @> to_jsonb(${community}::text)`;
  const area = areaOf(community);
  if (area !== undefined) return any(sql`(${raw(alias)}.everywhere AND ${raw(alias)}.county = ANY (${areaPath(area)}::text[]))`, named);
  return county === undefined ? named : any(raw(`${alias}.everywhere`), named);
}

/** Who may be given a task, and looks at whether it may be refused. */
const communityRoles = ['director', 'secretary', 'community-worker', 'sub-district', 'auditor'] as const satisfies readonly Role[];

/** Applications (`admission a`) that concern the viewer: those of his communities, by name or as all of their county, and those that he may read as their department or office. */
export function askedOf(viewer: Viewer): Clause {
  const communities = viewer.reach(communityRoles);
  const named = sql`EXISTS (SELECT FROM jsonb_array_elements_text(a.communities) c WHERE c = ANY (${communities}::text[]))`;
  const everywhere = sql`(a.everywhere AND a.county = ANY (${viewer.areasAt(communities)}::text[]))`;
  return any(viewer.reaches(admissionReaders), ...(communities.length === 0 ? [] : [everywhere, named]));
}
