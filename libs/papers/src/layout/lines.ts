import LineBreaker from 'linebreak';
import type { Face } from './type.js';

/** What a person may have typed that takes no place of its own: line ends stay, other control characters become spaces. */
function typed(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u2028\u2029\r]/g, '\n')
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufeff\u200b-\u200f]/g, ' ');
}

/**
 * A text in lines no wider than `width` points, broken where Chinese and English may be (UAX 14: no full stop begins a line, no opening
 * quotation mark ends one); what has no such place is broken between characters. Nothing is left out. Throws CharacterNotPrintable.
 * `first`: points that the first line is shorter by.
 */
export function linesOf(text: string, face: Face, size: number, width: number, first = 0): string[] {
  return typed(text)
    .split('\n')
    .flatMap((paragraph, at) => wrapped(paragraph, face, size, width, at === 0 ? first : 0));
}

function wrapped(paragraph: string, face: Face, size: number, width: number, first: number): string[] {
  const lines: string[] = [];
  let line = '';
  let room = width - first;
  const end = () => {
    lines.push(line.trimEnd());
    line = '';
    room = width;
  };
  const put = (piece: string) => {
    // A space that would begin the next line hangs over the end of this one.
    if (line !== '' && face.width(line + piece.trimEnd(), size) > room) end();
    if (face.width(piece.trimEnd(), size) <= room) line += piece;
    else
      for (const character of piece) {
        if (line !== '' && face.width(line + character, size) > room) end();
        line += character;
      }
  };
  const breaker = new LineBreaker(paragraph);
  let from = 0;
  for (let at = breaker.nextBreak(); at; at = breaker.nextBreak()) {
    put(paragraph.slice(from, at.position));
    from = at.position;
  }
  end();
  return lines;
}
