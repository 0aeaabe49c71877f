import type { IsoDate } from '@yimen/kernel';
import { CommandFailed } from '../../../commands/failed.js';
import type { Caller } from '../../../door/door.js';

/** Where the story plays: ids as the public views and the book of accounts give them. */
export interface Places {
  readonly hall: Place;
  readonly communityHall: Place;
  /** Items by their id in the catalogue of matters (5.2). */
  readonly items: Readonly<Record<Matter, string>>;
  readonly community: string;
  readonly civilAffairs: string;
  /** The person of the account resident-1. */
  readonly resident: string;
}

export interface Place {
  readonly id: string;
  readonly organisation: string;
}

/** A28 最低生活保障, A30 家庭收入变化, A49 居住证, A48 无障碍改造, A03 社区矫正 (counted only). */
export type Matter = 'A28' | 'A30' | 'A49' | 'A48' | 'A03';

interface Rows<Row> {
  readonly rows: readonly Row[];
}

/** Finds the halls, items and people of the demonstration data; throws where it is not loaded. */
export async function findPlaces(as: (account: string) => Caller): Promise<Places> {
  const halls = (await as('clerk-1').get<Rows<{ hall: string; organisation: string; name: string }>>('/api/views/halls?limit=100')).body
    .rows;
  const items = (await as('clerk-1').get<Rows<{ item: string; matter: string }>>('/api/views/items?limit=100')).body.rows;
  const hall = (name: string): Place => {
    const { hall: id, organisation } = needed(
      halls.find((each) => each.name === name),
      name,
    );
    return { id, organisation };
  };
  const item = (matter: Matter) =>
    needed(
      items.find((each) => each.matter === matter),
      matter,
    ).item;
  const account = async (id: string) =>
    (
      await as('admin').get<{ state: { person: string | null; grants: readonly { organisation: string }[] } }>(
        `/api/organisations/accounts/${id}`,
      )
    ).body.state;
  return {
    hall: hall('张家港市市民中心'),
    communityHall: hall('杨舍镇社区便民服务中心'),
    items: { A28: item('A28'), A30: item('A30'), A49: item('A49'), A48: item('A48'), A03: item('A03') },
    community: needed((await account('worker-1')).grants[0], 'worker-1').organisation,
    civilAffairs: needed((await account('handler-1')).grants[0], 'handler-1').organisation,
    resident: needed((await account('resident-1')).person, 'resident-1'),
  };
}

function needed<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined)
    throw new CommandFailed(
      `没有演示数据 ${what}：请以 npm start 启动演示系统，并等它就绪。`,
      `The demonstration has no ${what}: start it by npm start, and wait until it is ready.`,
    );
  return found;
}

/** Item id of the queue of a hall, day and window class. */
export const queueOf = (hall: Place, on: IsoDate, windowClass: string): string => `${hall.id}~${on}~${windowClass}`;
