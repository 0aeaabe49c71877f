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

/** Communities of an area that stand on a day. */
export async function communitiesIn(read: Reader, area: string, on: IsoDate): Promise<readonly OrganisationRow[]> {
  const found = await Promise.all(committees.map((kind) => read.rows(organisationTables.organisation, { kind })));
  return found
    .flat()
    .filter(({ areaCode: code, closedOn }) => code !== null && isInArea(code, area) && (closedOn === null || closedOn > on));
}

/** Reads where an application belongs: by the office that takes it in, since its registers are meant. */
export async function whereOf(
  read: Reader,
  { office, department, form }: { readonly office: string; readonly department: string; readonly form: Pick<FormInput, 'scope'> },
  on: IsoDate,
): Promise<Where> {
  const [at, from] = [await read.area(office), await read.area(department)];
  const county = at === undefined ? null : countyOf(at);
  const asked = county !== null && form.scope.communities === 'all';
  return { county, department: from ?? null, communities: asked ? (await communitiesIn(read, county, on)).length : 0 };
}

/** The form with what the book says; refused where the book knows no county, or where form or department belong elsewhere. */
export function completed(form: FormInput, { county, department, communities }: Where): Form | Refusal {
  if (county === null) return refuse('county-unknown', rules.admissionNumber);
  if (form.county !== undefined && form.county !== county) return refuse('county-differs', rules.admissionNumber, { county });
  if (department !== null && !isInArea(department, county) && !isInArea(county, department))
    return refuse('department-elsewhere', rules.admissionOrder, { county });
  if (form.scope.communities === 'named') return { ...form, scope: form.scope, county };
  return communities === 0
    ? refuse('no-communities', rules.admissionOrder, { county })
    : { ...form, county, scope: { communities: 'all', count: communities } };
}
