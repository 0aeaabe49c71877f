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

/** Applications that the viewer reads as a body of government. A draft is its department's own until it is submitted. */
const reviewed = (viewer: Viewer): Clause =>
  all(viewer.reaches(admissionReaders), any(sql`a.state <> 'draft'`, viewer.reaches({ 'a.department': admissionReaders['a.department'] })));

const reviewers: readonly Role[] = Object.values(admissionReaders).flat();

/** The same, refusing who reviews nothing. Throws ProblemError 403. */
export function readsAdmissions(viewer: Viewer): Clause {
  viewer.require(...reviewers);
  return reviewed(viewer);
}

/** Who speaks and signs for a community, and who witnesses what it signs (5.1.4). */
const speakers = ['director'] as const satisfies readonly Role[];
const witnesses = ['sub-district'] as const satisfies readonly Role[];

/** Applications (`admission a`) for some of these communities, by name or as all of their county. */
function affects(viewer: Viewer, communities: readonly string[]): Clause {
  const named = sql`EXISTS (SELECT FROM jsonb_array_elements_text(a.communities) c WHERE c = ANY (${communities}::text[]))`;
  return any(sql`(a.everywhere AND a.county = ANY (${viewer.areasAt(communities)}::text[]))`, named);
}

/** The community of which a step (`step s`) tells; null where it tells of the whole application. */
const toldOf = raw(`coalesce(s.facts->>'community', s.facts->>'organisation')`);

/**
 * Applications that communities read because they are asked about them, or stand in a list without it, and that a witness reads because he is
 * to sign; of their steps those of the whole, and those of these communities alone.
 */
function concerned(viewer: Viewer): readonly { readonly application: Clause; readonly step: Clause }[] {
  const [communities, bodies] = [viewer.reach(speakers), viewer.reach(witnesses)];
  const asked = raw('(a."subDistrict" IS NOT NULL OR a."listedOn" IS NOT NULL)');
  const agreement = sql`SELECT FROM {step} o WHERE o.application = a.application AND o.type = 'AgreementOffered'
    AND o.facts->>'witness' = ANY (${bodies}::text[])`;
  const own = {
    application: all(asked, affects(viewer, communities)),
    step: sql`(${toldOf} IS NULL OR ${toldOf} = ANY (${communities}::text[]))`,
  };
  const witnessed = {
    application: sql`EXISTS (${agreement})`,
    step: sql`(${toldOf} IS NULL OR EXISTS (${agreement} AND o.facts->>'community' = ${toldOf}))`,
  };
  return [...(communities.length === 0 ? [] : [own]), ...(bodies.length === 0 ? [] : [witnessed])];
}

/** Who may read an application: those who review it, and the communities and witnesses whom it concerns. Throws ProblemError 403. */
export function readsApplications(viewer: Viewer): Clause {
  viewer.require(...reviewers, ...speakers);
  return any(reviewed(viewer), ...concerned(viewer).map(({ application }) => application));
}

/** The same for its steps (`step s`): a community reads its own agreement, money and opinion, and no other's. Throws ProblemError 403. */
export function readsSteps(viewer: Viewer): Clause {
  viewer.require(...reviewers, ...speakers);
  return any(reviewed(viewer), ...concerned(viewer).map(({ application, step }) => all(application, step)));
}

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

/**
 * Applications (`admission a`) that concern the viewer: those of his communities, by name or as all of their county, and those that he may
 * read as their department or office.
 */
export function askedOf(viewer: Viewer): Clause {
  const communities = viewer.reach(communityRoles);
  return any(viewer.reaches(admissionReaders), ...(communities.length === 0 ? [] : [affects(viewer, communities)]));
}
