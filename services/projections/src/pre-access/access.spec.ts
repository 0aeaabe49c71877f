import { describe, expect, test } from '@jest/globals';
import type { Role } from '@yimen/kernel';
import { at, committee, otherCommittee } from '../service/story.sample.js';
import { Viewer } from '../views/viewer.js';
import { askedOf, concerns, readsAdmissions, readsApplications, readsSteps } from './access.js';

const above = ['320582100001', '320582100000', '320582000000', '320500000000', '320000000000', '000000000000'];
/** The book tells where one of the communities lies. */
const areaOf = (organisation: string) => (organisation === committee ? above[0] : undefined);
/** Who holds a role in an organisation. */
const viewer = (role: Role, organisation: string) =>
  new Viewer({ kind: 'account', id: 'someone', person: null, grants: [{ role, organisation }] } as never, (roots) => roots, areaOf);

describe('5b, decision 23 · “all communities” are those of the line’s county', () => {
  test('a community that is asked for stands for the areas in which it lies', () => {
    const asked = concerns('e', { community: committee }, areaOf)?.render();
    expect(asked?.text).toBe('((e.everywhere AND e.county = ANY ($1::text[])) OR e.communities @> to_jsonb($2::text))');
    expect(asked?.values).toEqual([above, committee]);
  });

  test('where the book does not tell its area, for the county that is named, and without one for no list but its own', () => {
    const asked = (county?: string) => concerns('e', { community: otherCommittee, county }, areaOf)?.render().text;
    expect(asked()).toBe('e.communities @> to_jsonb($1::text)');
    expect(asked('320582000000')).toBe('(e.everywhere OR e.communities @> to_jsonb($1::text))');
    expect(concerns('e', { county: '320582000000' }, areaOf)).toBeUndefined();
  });

  test('applications for all communities of another county concern nobody here', () => {
    const own = askedOf(viewer('director', committee)).render();
    expect(own.text).toContain('(a.everywhere AND a.county = ANY (');
    expect(own.values).toContainEqual(above);
    const unknown = askedOf(viewer('director', at(90))).render();
    expect(unknown.values).toEqual([[], [at(90)]]);
  });
});

describe('5.1.4, decision 23 · whom a matter concerns reads it from the asking of opinions on', () => {
  test('a director reads applications for his own community, once opinions are asked or it is listed', () => {
    const { text, values } = readsApplications(viewer('director', committee)).render();
    expect(text).toContain('(a."subDistrict" IS NOT NULL OR a."listedOn" IS NOT NULL) AND ');
    expect(values).toEqual([above, [committee]]);
    expect(readsSteps(viewer('director', committee)).render().values).toEqual([above, [committee], [committee]]);
  });

  test('a witness reads the agreements that name him, and their steps', () => {
    const { text, values } = readsSteps(viewer('sub-district', at(9))).render();
    expect(text).toContain("o.facts->>'witness' = ANY (");
    expect(values).toEqual([[at(9)], [at(9)], [at(9)]]);
  });

  test('reviews stay with those who review; nobody else reads anything', () => {
    expect(() => readsAdmissions(viewer('director', committee))).toThrow('403 forbidden');
    expect(() => readsApplications(viewer('kiosk', committee))).toThrow('403 forbidden');
    expect(() => readsSteps(viewer('kiosk', committee))).toThrow('403 forbidden');
  });
});
