import { applicationForm, areaCode } from '@yimen/contracts';
import { areaPath, isInArea, levelOf, type IsoDate, type Reader, type Refusal } from '@yimen/kernel';
import { organisationTables, type OrganisationRow } from '@yimen/service-shell/slice';
import { z } from 'zod';
import { rules } from '../../rules.js';
import { refuse } from '../refuse.js';
import type { Form } from '../state.js';

/** What the book of organisations says of an application; nulls where it says nothing. */
export interface Where {
  /** County or city whose registers the office keeps. */
  readonly county: string | null;
  /** Area in which the department works. */
  readonly department: string | null;
  /** Committees of residents and of villages that stand in the county on the day. */
  readonly communities: number;
  /** Communities named that are no such committee. */
  readonly elsewhere: readonly string[];
}

/** What the book says of those whose opinion is asked. */
export interface Asked {
  /** Communities asked that are no committee which stands in the county on the day. */
  readonly elsewhere: readonly string[];
  /** Whether the body asked with them is a sub-district, town or township that stands in the county. */
  readonly town: boolean;
}

/** The form as it is handed in: county and number of communities are those of the book, so that nobody has to type them. */
export const formInput = applicationForm.extend({
  county: areaCode.optional(),
  scope: z.discriminatedUnion('communities', [
    z.object({ communities: z.literal('all'), count: z.int().positive().optional() }).strict(),
    z.object({ communities: z.literal('named'), named: z.array(z.uuid()).max(500) }).strict(),
  ]),
});
export type FormInput = z.output<typeof formInput>;

/** The county in which an area lies, or the city that has none, or a province itself: registers stand there (13.1). */
export const countyOf = (area: string): string => areaPath(area).find((each) => ['county', 'city'].includes(levelOf(each))) ?? area;

const committees = ['community-committee', 'village-committee'] as const;
/** Bodies of government next above a community: asked with it, and witnesses of what it signs (5.1.4). */
export const towns: readonly string[] = ['sub-district', 'town', 'township'];

export const standsOn = ({ closedOn }: Pick<OrganisationRow, 'closedOn'>, on: IsoDate): boolean => closedOn === null || closedOn > on;

/** Communities of an area that stand on a day. */
export async function communitiesIn(read: Reader, area: string, on: IsoDate): Promise<readonly OrganisationRow[]> {
  const found = await Promise.all(committees.map((kind) => read.rows(organisationTables.organisation, { kind })));
  return found.flat().filter((row) => row.areaCode !== null && isInArea(row.areaCode, area) && standsOn(row, on));
}

const governments: readonly string[] = ['city-government', 'county-government'];

/** The government of a county or city on a day, which approves its lists (5.1.4). */
export async function governmentOf(read: Reader, county: string, on: IsoDate): Promise<string | undefined> {
  const rows = await read.rows(organisationTables.organisation, { areaCode: county });
  return rows.find((row) => governments.includes(row.kind) && standsOn(row, on))?.organisation;
}

/** Whether an organisation is one of these kinds and stands in the area on the day; one without a code lies where the nearest above it does. */
async function standsIn(read: Reader, organisation: string, kinds: readonly string[], area: string, on: IsoDate): Promise<boolean> {
  const row = await read.row(organisationTables.organisation, organisation);
  if (!row || !kinds.includes(row.kind) || !standsOn(row, on)) return false;
  const code = row.areaCode ?? (await read.area(organisation));
  return code !== undefined && isInArea(code, area);
}

/** Whether a body is the sub-district, town or township in which a committee lies, both standing on the day. */
export async function isTownOf(read: Reader, town: string, community: string, on: IsoDate): Promise<boolean> {
  const row = await read.row(organisationTables.organisation, town);
  if (!row || row.areaCode === null || !towns.includes(row.kind) || !standsOn(row, on)) return false;
  return standsIn(read, community, committees, row.areaCode, on);
}

/** Those of the organisations named that are no committee standing in the area on the day. */
async function elsewhere(read: Reader, named: readonly string[], area: string, on: IsoDate): Promise<readonly string[]> {
  const strangers: string[] = [];
  for (const each of new Set(named)) if (!(await standsIn(read, each, committees, area, on))) strangers.push(each);
  return strangers;
}

/** Reads whether those who are asked for their opinion are communities of the county, and a sub-district, town or township of it. */
export async function askedIn(
  read: Reader,
  { communities, subDistrict }: { readonly communities: readonly string[]; readonly subDistrict: string },
  county: string,
  on: IsoDate,
): Promise<Asked> {
  return {
    elsewhere: await elsewhere(read, communities, county, on),
    town: await standsIn(read, subDistrict, towns, county, on),
  };
}

/** Reads where an application belongs: by the office that takes it in, since its registers are meant. */
export async function whereOf(
  read: Reader,
  { office, department, form }: { readonly office: string; readonly department: string; readonly form: Pick<FormInput, 'scope'> },
  on: IsoDate,
): Promise<Where> {
  const [at, from] = [await read.area(office), await read.area(department)];
  const county = at === undefined ? null : countyOf(at);
  const where: Where = { county, department: from ?? null, communities: 0, elsewhere: [] };
  const { scope } = form;
  if (county === null) return where;
  return scope.communities === 'all'
    ? { ...where, communities: (await communitiesIn(read, county, on)).length }
    : { ...where, elsewhere: await elsewhere(read, scope.named, county, on) };
}

/** The form with what the book says; refused where the book knows no county, or where form, department or communities belong elsewhere. */
export function completed(form: FormInput, { county, department, communities, elsewhere: strangers }: Where): Form | Refusal {
  if (county === null) return refuse('county-unknown', rules.admissionNumber);
  if (form.county !== undefined && form.county !== county) return refuse('county-differs', rules.admissionNumber, { county });
  if (department !== null && !isInArea(department, county) && !isInArea(county, department))
    return refuse('department-elsewhere', rules.admissionOrder, { county });
  if (strangers.length > 0) return refuse('communities-elsewhere', rules.admissionOrder, { county, communities: strangers });
  if (form.scope.communities === 'named') return { ...form, scope: form.scope, county };
  return communities === 0
    ? refuse('no-communities', rules.admissionOrder, { county })
    : { ...form, county, scope: { communities: 'all', count: communities } };
}
