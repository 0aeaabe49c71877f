import { identityCheckCharacter } from '@yimen/kernel';

/** A made-up person; the number is a test number (99…), valid by its check character. */
export interface DemoPerson {
  /** Account by which the person signs in; none for people who only come to the window. */
  readonly account: string | null;
  readonly name: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly address: string;
}

const made: readonly (readonly [string | null, string, string, number])[] = [
  ['resident-1', '林示范', '19900101', 21],
  ['resident-2', '周样例', '19520615', 22],
  ['resident-3', '吴测试', '19850708', 23],
  ['resident-4', '郑演示', '19781120', 24],
  [null, '王假名', '19480301', 25],
  [null, '冯虚构', '20010912', 26],
];

export const demoPeople: readonly DemoPerson[] = made.map(([account, name, born, sequence], at) =>
  person(account, name, born, sequence, `1990000${String(1000 + at)}`),
);

/** A further person for one run of the flow; `serial` up to 6 digits makes number and phone its own. */
export function passerBy(serial: number): DemoPerson {
  const day = new Date(Date.UTC(1960, 0, 1) + Math.floor(serial / 900) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  return person(null, '过客', day, 100 + (serial % 900), `199${String(10_000_000 + serial)}`);
}

function person(account: string | null, name: string, born: string, sequence: number, phone: string): DemoPerson {
  const first17 = `990101${born}${String(sequence).padStart(3, '0')}`;
  return { account, name, identityNumber: first17 + identityCheckCharacter(first17), phone, address: '示范路1号' };
}
