import { identityCheckCharacter } from '@yimen/kernel';
import type { Client } from './client.js';

/** A hall with one open window that serves the matter of the benchmark. */
export interface BenchHall {
  readonly hall: string;
  /** Today's queue of its one window class. */
  readonly queue: string;
  readonly item: string;
}

/** A28 代为提出最低生活保障申请: ten working days, decided by the civil affairs bureau. */
const MATTER = 'A28';
export const letter = 'A';
let founded = 0;
let registered = 0;

/** So many new halls of the city hall's operator, each with window 1 open; through the door, by those whose business it is. */
export async function openHalls(client: Client, count: number): Promise<BenchHall[]> {
  const today = String((await stateOf(client, 'operator-1', '/api/organisations/business-clock/business'))['on']);
  const organisation = await organisationOf(client, 'clerk-1');
  const { rows } = (await client.get('clerk-1', '/api/views/items?limit=100')).body as { rows: { item: string; matter: string }[] };
  const item = rows.find(({ matter }) => matter === MATTER)?.item;
  if (item === undefined) throw new Error(`the demonstration has no matter ${MATTER}`);
  const halls: BenchHall[] = [];
  while (halls.length < count) {
    const name = `测量大厅${(founded += 1)}`;
    const { body } = await client.post('manager-1', '/api/public-services/halls', {
      organisation,
      name,
      area: '320582000000',
      place: '一层',
    });
    const hall = String(body['id']);
    const at = `/api/public-services/halls/${hall}`;
    await client.post('manager-1', `${at}/define-class`, { class: 'social', name: '社会救助', prefix: letter, items: [item] });
    await client.post('manager-1', `${at}/set-up-window`, { window: '1', kind: 'general', classes: ['social'] });
    await client.post('manager-1', `${at}/set-up-window`, { window: '9', kind: 'cannot-do', classes: ['social'] });
    await client.post('manager-1', `${at}/open`);
    await client.post('clerk-1', `${at}/open-window`, { window: '1' });
    halls.push({ hall, item, queue: `${hall}~${today}~social` });
  }
  return halls;
}

/** Registers people whom nobody has seen before; test numbers (99…) as the demonstration store asks. Answers their ids. */
export async function registerPeople(client: Client, count: number): Promise<string[]> {
  const community = await organisationOf(client, 'worker-1');
  const ids: string[] = [];
  while (ids.length < count) {
    const { body } = await client.post('worker-1', '/api/residents/persons', {
      ...someone((registered += 1)),
      ...{ community, collector: community, residenceAddress: '示范路1号', residenceKind: 'registered-present' },
      ...{ legalGround: 'legal-duty', noticeVersion: '2026-1' },
    });
    ids.push(String(body['id']));
  }
  return ids;
}

function someone(serial: number): { name: string; identityNumber: string; phone: string } {
  const born = new Date(Date.UTC(1950, 0, 1) + Math.floor(serial / 900) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const first17 = `990101${born}${100 + (serial % 900)}`;
  return { name: '过客', identityNumber: first17 + identityCheckCharacter(first17), phone: `199${20_000_000 + serial}` };
}

async function organisationOf(client: Client, account: string): Promise<string> {
  const { grants } = (await stateOf(client, 'admin', `/api/organisations/accounts/${account}`)) as { grants?: { organisation: string }[] };
  const organisation = grants?.[0]?.organisation;
  if (organisation === undefined) throw new Error(`the demonstration has no account ${account}`);
  return organisation;
}

async function stateOf(client: Client, account: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  return (await client.get(account, path)).body['state'] as Readonly<Record<string, unknown>>;
}
