/**
 * What boards and lists show in place of a personal value (PIPL 25). Total: any text is masked, none is returned as it was.
 */

/** 张*三; two characters 张*, one character *. Characters outside the basic plane count as one. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length < 2) return '*';
  const last = characters.length > 2 ? (characters.at(-1) ?? '') : '';
  return `${characters[0]}${'*'.repeat(characters.length - 1 - (last ? 1 : 0))}${last}`;
}

/** 3206**********1234: the first four and the last four of eighteen characters; a shorter number shows less than half. */
export function maskIdentityNumber(number: string): string {
  return maskMiddle(number, 4);
}

/** 138****5678. */
export function maskPhone(number: string): string {
  return number.length === 11 ? `${number.slice(0, 3)}****${number.slice(7)}` : maskMiddle(number, 3);
}

function maskMiddle(text: string, shown: number): string {
  const ends = Math.min(shown, Math.floor(text.length / 4));
  return `${text.slice(0, ends)}${'*'.repeat(text.length - 2 * ends)}${text.slice(text.length - ends)}`;
}
