import type { MoveMade, Runner } from '@yimen/service-shell';

/** Roots of the three trees (decision 23). */
export interface Roots {
  readonly government: string;
  readonly communities: string;
  readonly party: string;
}

/** What only the system can do because nobody is there yet: start the clock, found the trees, open the first administrator. */
export async function systemMoves(organisations: Pick<Runner, 'run'>): Promise<Roots> {
  const make = async (slice: string, id: string | null, move: string, input: unknown): Promise<MoveMade> => {
    const key = `${slice}:${move}:${JSON.stringify(input)}`;
    const answer = await organisations.run({
      slice,
      id,
      move,
      input,
      actor: { kind: 'system', id: 'operator:first-start' },
      request: { client: 'operator:first-start', method: 'MOVE', path: `${slice}/${move}`, key },
    });
    if (answer.kind === 'refused') throw new Error(`${slice} ${move}: ${answer.problem.detail} ${answer.problem.detailEn}`);
    return answer;
  };
  await make('business-clock', 'business', 'start', {});
  const areaCode = '320582000000';
  const government = await make('organisation', null, 'found', { kind: 'county-government', name: '张家港市人民政府', areaCode });
  const communities = await make('organisation', null, 'found', { kind: 'county-communities', name: '张家港市社区（村）', areaCode });
  const party = await make('organisation', null, 'found', { kind: 'county-party-committee', name: '中共张家港市委', areaCode });
  const organisationIds = [government.id, communities.id, party.id];
  await make('account', 'admin', 'bootstrap', { post: '组织管理员', organisation: government.id, organisations: organisationIds });
  return { government: government.id, communities: communities.id, party: party.id };
}
