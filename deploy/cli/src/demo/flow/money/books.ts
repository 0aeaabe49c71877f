import { formatYuan, type IsoDate } from '@yimen/kernel';
import { ProblemAnswered } from '../../../door/door.js';
import type { World } from '../world/world.js';
import type { Bodies } from './places.js';

export const yuan = (fen: bigint): string => formatYuan(fen, { grouped: true });

/** Book of an organisation and year for the money that goes with matters. */
export const sourceOf = (organisation: string, day: IsoDate): string => `${organisation}~${day.slice(0, 4)}`;

/** Opens the book of a year, where it is not open from an earlier telling of the story. */
async function openSource(
  world: World,
  account: string,
  organisation: string,
  year: string,
  of: { readonly payer: string; readonly owner: string; readonly agency: string; readonly name: string },
): Promise<void> {
  const at = `/api/finance/fund-sources/${organisation}~${year}/open`;
  const input = { kind: 'with-the-matter', area: '320582000000', purposes: ['service-projects'], year: Number(year), ...of };
  try {
    await world.as(account).post(at, input);
  } catch (error) {
    if (!(error instanceof ProblemAnswered) || error.status !== 409) throw error;
  }
}

/** The books of the department and of the community for the years of these days, and a line of the department's budget. */
export async function openBooks(world: World, bodies: Bodies, days: readonly IsoDate[], line: string, amount: bigint): Promise<void> {
  const { department, community, finance, subDistrict } = bodies;
  for (const year of new Set(days.map((day) => day.slice(0, 4)))) {
    const payer = finance;
    await openSource(world, 'budget-1', department, year, { payer, owner: department, agency: finance, name: '委托事项经费' });
    await openSource(world, 'budget-1', community, year, { payer, owner: community, agency: subDistrict, name: '社区委托经费' });
    await world.as('budget-1').post(`/api/finance/fund-sources/${department}~${year}/approve-line`, {
      ...{ line, purpose: 'service-projects', amount: amount.toString() },
      ...{ months: null, document: '张财预〔2026〕16号', unusedYears: 0 },
    });
  }
}

/** Money of the treasury arrives in a book. */
export async function receive(world: World, source: string, number: string, amount: bigint): Promise<void> {
  const voucher = { system: 'treasury', number, date: world.today };
  await world.as('budget-1').post(`/api/finance/fund-sources/${source}/receive`, { amount: amount.toString(), voucher, donation: null });
}

/** One instalment out of the department's book, by four people; answers the number of the bank's paper. */
export async function instalment(world: World, { department, community }: Bodies, application: string, amount: bigint): Promise<string> {
  const { state } = await world.item('budget-1', `finance/matter-money/${application}`);
  const [asked] = Object.values(state['asked'] as Record<string, { source: string; commitment: string; community: string }>).filter(
    (each) => each.community === community && each.source.startsWith(department),
  );
  if (!asked) throw new Error(`nothing is bound for ${application}`);
  const at = `/api/finance/fund-sources/${asked.source}`;
  const claim = `${application.slice(-8)}-${world.today}`;
  const number = `银〔${claim}〕`;
  await world
    .as('department-1')
    .post(`${at}/claim`, { claim, commitment: asked.commitment, amount: amount.toString(), document: '付款申请' });
  await world.as('department-3').post(`${at}/check`, { claim });
  await world.as('budget-1').post(`${at}/countersign`, { claim });
  await world.as('budget-2').post(`${at}/pay`, { claim, voucher: { system: 'bank', number, date: world.today } });
  return number;
}
