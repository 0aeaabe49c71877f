import type { Caller } from '../door/door.js';
import { inParallel } from '../door/in-parallel.js';
import type { Post } from './accounts.js';
import { demoCreditCode, type Body } from './items.js';
import type { Roots } from './system.js';
import zhangjiagang from './zhangjiagang.json' with { type: 'json' };

/** Areas and organisations of the demonstration, with the ids of those that others name. */
export interface Book {
  readonly posts: Readonly<Record<Post, string>>;
  readonly bodies: { readonly civilAffairs: Body; readonly publicSecurity: Body };
  readonly counts: { readonly towns: number; readonly communities: number };
}

/** Since when the codes hold; the package states no older date. */
const VALID_FROM = '2026-01-01';
const HALL_TOWN = '320582100000';
/** 金港街道: the other end of a transfer of membership. */
const OTHER_TOWN = '320582001000';

/** Zhangjiagang with its real towns and communities (statistical area codes), and the organisations that act there. */
export async function establishBook(admin: Caller, roots: Roots): Promise<Book> {
  const area = (level: string, name: string, code: string, parent: string | null) =>
    start(
      admin,
      '/api/organisations/areas',
      { level, name, code, parent, keeper: roots.government, validFrom: VALID_FROM },
      `area:${code}`,
    );
  const organisation = (key: string, kind: string, name: string, parent: string, codes: { areaCode?: string; uscc?: string } = {}) =>
    start(admin, '/api/organisations/organisations', { kind, name, parent, areaCode: null, uscc: null, ...codes }, `organisation:${key}`);

  const province = await area('PROVINCE', '江苏省', '320000000000', null);
  const city = await area('CITY', '苏州市', '320500000000', province);
  const county = await area('COUNTY', '张家港市', '320582000000', city);
  const towns = await inParallel(zhangjiagang.towns, 4, async (town) => {
    const townArea = await area('TOWN', town.name, town.code, county);
    await inParallel(town.communities, 4, (community) => area('COMMUNITY', community.name, community.code, townArea));
    const codes = { areaCode: town.code };
    const government = await organisation(town.code, kindOfTown(town.code), governmentOf(town), roots.government, codes);
    const party = await organisation(`party:${town.code}`, 'town-party-committee', partyCommitteeOf(town), roots.party, codes);
    const communities = await organisation(
      `communities:${town.code}`,
      'town-communities',
      `${town.name}社区（村）`,
      roots.communities,
      codes,
    );
    const committees = await inParallel(town.communities, 4, ({ name, code: areaCode }) =>
      organisation(areaCode, kindOfCommunity(areaCode), name, communities, { areaCode }),
    );
    return { code: town.code, government, party, committees, first: town.communities[0] };
  });
  const hallTown = towns.find(({ code }) => code === HALL_TOWN);
  const community = hallTown?.committees[0];
  if (!hallTown || community === undefined) throw new Error(`no community in ${HALL_TOWN}`);

  const branches = new Map<string, string>();
  for (const code of [HALL_TOWN, OTHER_TOWN]) {
    const town = towns.find((one) => one.code === code);
    if (!town?.first) throw new Error(`no community in ${code}`);
    const name = town.first.name.replace(/(居委会|村委会)$/, '党支部');
    branches.set(code, await organisation(`branch:${code}`, 'party-branch', name, town.party, { areaCode: town.first.code }));
  }
  const partyOf = (code: string) => needed(towns.find((town) => town.code === code)?.party);

  const civilCode = demoCreditCode('11', '00000101');
  const securityCode = demoCreditCode('11', '00000202');
  const civilAffairs = await organisation('civil-affairs', 'department', '张家港市民政局', roots.government, { uscc: civilCode });
  const publicSecurity = await organisation('public-security', 'department', '张家港市公安局', roots.government, { uscc: securityCode });
  const dataBureau = await organisation('data-bureau', 'department', '张家港市数据局', roots.government);
  const socialWork = await organisation('social-work', 'department', '中共张家港市委社会工作部', roots.government);
  const justice = await organisation('justice', 'department', '张家港市司法局', roots.government);
  const financeBureau = await organisation('finance-bureau', 'department', '张家港市财政局', roots.government);
  const hallCity = await organisation('hall-city', 'hall-operator', '张家港市市民中心', dataBureau);
  const hallCommunity = await organisation('hall-community', 'hall-operator', '杨舍镇社区便民服务中心', hallTown.government);
  return {
    posts: {
      county: roots.government,
      'civil-affairs': civilAffairs,
      'public-security': publicSecurity,
      'data-bureau': dataBureau,
      'social-work': socialWork,
      justice,
      'finance-bureau': financeBureau,
      yangshe: hallTown.government,
      'hall-city': hallCity,
      'hall-community': hallCommunity,
      community,
      'party-county': roots.party,
      'party-yangshe': partyOf(HALL_TOWN),
      'party-jingang': partyOf(OTHER_TOWN),
      'branch-yangshe': needed(branches.get(HALL_TOWN)),
      'branch-jingang': needed(branches.get(OTHER_TOWN)),
    },
    bodies: {
      civilAffairs: { organisation: civilAffairs, name: '张家港市民政局', uscc: civilCode },
      publicSecurity: { organisation: publicSecurity, name: '张家港市公安局', uscc: securityCode },
    },
    counts: { towns: zhangjiagang.towns.length, communities: zhangjiagang.towns.flatMap(({ communities }) => communities).length },
  };
}

function needed<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('the book has no such organisation');
  return found;
}

async function start(admin: Caller, path: string, body: unknown, key: string): Promise<string> {
  return (await admin.post<{ id: string }>(path, body, { key })).body.id;
}

/** TTT of the code (1.2): 001–099 sub-district, 100–199 town, 200–399 township, 400–599 a unit similar to a township. */
function kindOfTown(code: string): string {
  const part = Number(code.slice(6, 9));
  return part < 100 ? 'sub-district' : part < 200 ? 'town' : 'township';
}

/** VVV of the code (1.2): 200–399 and 500–599 village committees, the others residents' committees. */
function kindOfCommunity(code: string): string {
  const part = Number(code.slice(9));
  return (part >= 200 && part < 400) || part >= 500 ? 'village-committee' : 'community-committee';
}

function governmentOf({ name }: { name: string }): string {
  if (name.endsWith('街道')) return `${name}办事处`;
  return name.endsWith('镇') ? `${name}人民政府` : `${name}管理机构`;
}

function partyCommitteeOf({ name }: { name: string }): string {
  return name.endsWith('镇') ? `中共${name}委员会` : `中共${name}工作委员会`;
}
