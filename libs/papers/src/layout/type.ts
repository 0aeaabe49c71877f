import * as fontkit from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A character that the type has no glyph for: a paper is never printed with an empty box in its place. */
export class CharacterNotPrintable extends Error {
  constructor(readonly character: string) {
    super(`no glyph for ${character} (U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')})`);
    this.name = 'CharacterNotPrintable';
  }
}

/** A face of Noto Serif SC (思源宋体, SIL Open Font License 1.1), which has every character of GBK and of CJK extension A. */
export class Face {
  readonly #font: fontkit.Font;
  readonly #advances = new Map<string, number>();

  constructor(
    readonly name: string,
    readonly file: Buffer,
  ) {
    const font = fontkit.create(file);
    if (!('hasGlyphForCodePoint' in font)) throw new Error(`${name} is a collection of fonts, not one`);
    this.#font = font;
  }

  /** Width of a text set without kerning, in points. Throws CharacterNotPrintable. */
  width(text: string, size: number): number {
    let width = 0;
    for (const character of text) width += this.#advance(character);
    return (width * size) / this.#font.unitsPerEm;
  }

  #advance(character: string): number {
    const known = this.#advances.get(character);
    if (known !== undefined) return known;
    const point = character.codePointAt(0) as number;
    if (!this.#font.hasGlyphForCodePoint(point)) throw new CharacterNotPrintable(character);
    const advance = this.#font.glyphForCodePoint(point).advanceWidth;
    this.#advances.set(character, advance);
    return advance;
  }
}

export interface Faces {
  readonly regular: Face;
  readonly bold: Face;
}

let loaded: Faces | undefined;

/** The two faces of every paper, read once (about 30 MB). */
export function faces(): Faces {
  const at = createRequire(import.meta.url);
  const read = (face: string) =>
    new Face(face, readFileSync(at.resolve(`@expo-google-fonts/noto-serif-sc/${face}/NotoSerifSC_${face}.ttf`)));
  loaded ??= { regular: read('400Regular'), bold: read('700Bold') };
  return loaded;
}
