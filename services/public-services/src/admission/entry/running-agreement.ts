import { addDays, type IsoDate } from '@yimen/kernel';
import type { AdmittedClass, Agreement, Entry, Of } from '../state.js';

type Terms = Pick<Of<'AgreementSigned'>, 'amount' | 'plan' | 'from' | 'to'>;

/** The agreement of a community once terms are in force; terms that follow others add their time and money to them. */
export const agreementOf = ({ amount, plan, from, to }: Terms, before?: Agreement): Agreement => ({
  amount: (BigInt(before?.amount ?? 0) + BigInt(amount)).toString(),
  plan: [...(before?.plan ?? []), ...plan],
  periods: [...(before?.periods ?? []), { from, to }],
  received: before?.received ?? [],
  commitments: before?.commitments ?? {},
});

const runs = ({ periods }: Agreement, on: IsoDate): boolean => periods.some(({ from, to }) => from <= on && on <= to);

/** An entrusted matter and its agreements; it has a first day once it was active. */
interface Entrusted {
  readonly class: AdmittedClass;
  readonly entry: Pick<Entry, 'agreements'>;
  readonly activeFrom?: IsoDate;
}

/**
 * What is entrusted is done under an agreement alone: it cannot begin where that of a community has not begun, nor begin or go on where one is
 * over (5.1.4). A community that joins while the matter goes on begins on the first day of its own agreement and holds up nobody else.
 */
export const agreementMissing = ({ class: of, entry, activeFrom }: Entrusted, on: IsoDate): boolean =>
  of === 'ENTRUST' &&
  Object.values(entry.agreements).some(
    (each) => !runs(each, on) && (activeFrom === undefined || each.periods.some(({ from }) => from <= on)),
  );

/** Last day until which an agreement runs without a break, from a day or from its next beginning on; null where it is over. */
function endOf({ periods }: Agreement, on: IsoDate): IsoDate | null {
  return periods
    .filter(({ to }) => to >= on)
    .reduce<IsoDate | null>((end, { from, to }) => (end === null || from === addDays(end, 1) ? to : end), null);
}

/** Last day until which all agreements run that are not over; null where none is left. */
export function runsUntil(agreements: Entry['agreements'], on: IsoDate): IsoDate | null {
  const ends = Object.values(agreements).map((each) => endOf(each, on));
  return ends.filter((day) => day !== null).sort()[0] ?? null;
}

/** First day from a day on that all agreements have begun and none is over; null where there is no such day. */
export function beginOf(agreements: Entry['agreements'], from: IsoDate): IsoDate | null {
  const all = Object.values(agreements);
  const begins = all.flatMap(({ periods }) => periods.flatMap((each) => (each.from > from ? [each.from] : [])));
  return [from, ...begins.sort()].find((day) => all.every((each) => runs(each, day))) ?? null;
}

/** What stops a matter when an agreement of it is over. */
export const agreementOver = (on: IsoDate): Of<'MatterSuspended'> => ({
  type: 'MatterSuspended',
  ground: 'agreement-over',
  reason: '委托协议已到期',
  on,
});
