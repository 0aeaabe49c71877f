import { startOfDay, type IsoDate } from '@yimen/kernel';
import PDFDocument from 'pdfkit';
import { linesOf } from './lines.js';
import { faces, type Face } from './type.js';

export interface Setting {
  /** Points; default 12. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  /** First line indented by two characters, as paragraphs are. */
  readonly indent?: boolean;
  /** Distance of base lines as a multiple of the size; default 1.6. */
  readonly leading?: number;
  /** Points left free below; default none. */
  readonly after?: number;
}

const A4 = { width: 595.28, height: 841.89 } as const;
/** Margins in points: about 25 mm at the top, 23 mm at the sides. */
export const margins = { top: 70, bottom: 64, side: 65 } as const;

/**
 * One paper on A4 sheets: what is put on it flows down and on to the next sheet. The same content gives the same bytes: the date of the file is
 * that of the fact, its streams are not compressed (deflate differs from one zlib to the next), and its identifier derives from the rest.
 */
export class Sheet {
  /** Points between the side margins. */
  readonly width = A4.width - 2 * margins.side;
  readonly left = margins.side;
  readonly bottom = A4.height - margins.bottom;
  y: number = margins.top;
  readonly #doc: PDFKit.PDFDocument;
  readonly #written: Promise<Buffer>;

  /** `on`: legal date of the fact that the paper tells. */
  constructor(title: string, on: IsoDate) {
    const date = new Date(startOfDay(on));
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      compress: false,
      bufferPages: true,
      lang: 'zh-CN',
      displayTitle: true,
      info: { Title: title, Creator: 'yimen', Producer: 'yimen papers, layout 1', CreationDate: date, ModDate: date },
    });
    const chunks: Buffer[] = [];
    this.#written = new Promise((resolve, reject) => {
      this.#doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.#doc.on('end', () => resolve(Buffer.concat(chunks)));
      this.#doc.on('error', reject);
    });
    for (const face of Object.values(faces()) as Face[]) this.#doc.registerFont(face.name, face.file);
  }

  /** Whether so many points are left on this sheet. */
  fits(points: number): boolean {
    return this.y + points <= this.bottom;
  }

  newPage(): void {
    this.#doc.addPage();
    this.y = margins.top;
  }

  /** Lines of a text that are as wide as `width` allows. */
  lines(text: string, { size = 12, bold = false }: Setting, width: number, first = 0): string[] {
    return linesOf(text, bold ? faces().bold : faces().regular, size, width, first);
  }

  /** A paragraph over the whole width. */
  paragraph(text: string, setting: Setting = {}): void {
    const { size = 12, align = 'left', indent = false, leading = 1.6, after = 0 } = setting;
    const first = indent ? 2 * size : 0;
    const lines = this.lines(text, setting, this.width, first);
    for (const [at, line] of lines.entries()) {
      if (!this.fits(size * leading)) this.newPage();
      this.line(line, { x: this.left + (at === 0 ? first : 0), y: this.y, width: this.width }, { ...setting, size, align });
      this.y += size * leading;
    }
    this.y += after;
  }

  /** One line of text at a place; it is not broken. */
  line(text: string, at: { readonly x: number; readonly y: number; readonly width: number }, setting: Setting = {}): void {
    const { size = 12, bold = false, align = 'left' } = setting;
    const face = bold ? faces().bold : faces().regular;
    const free = at.width - face.width(text, size);
    const x = at.x + (align === 'right' ? free : align === 'center' ? free / 2 : 0);
    this.#doc.font(face.name, size).fillColor('black').text(text, x, at.y, { lineBreak: false });
  }

  /** A frame of hair lines. */
  frame(x: number, y: number, width: number, height: number): void {
    this.#doc.lineWidth(0.6).undash().rect(x, y, width, height).stroke('black');
  }

  /** The line along which parts are cut from each other, with words in its middle. */
  cut(words: string): void {
    const setting = { size: 9 };
    const [middle] = this.lines(words, setting, this.width);
    const half = (faces().regular.width(middle ?? '', 9) + 16) / 2;
    const at = this.y + 7;
    const centre = this.left + this.width / 2;
    for (const [from, to] of [
      [this.left - 30, centre - half],
      [centre + half, this.left + this.width + 30],
    ] as const)
      this.#doc.lineWidth(0.6).dash(4, { space: 3 }).moveTo(from, at).lineTo(to, at).stroke('black');
    this.line(middle ?? '', { x: this.left, y: this.y, width: this.width }, { ...setting, align: 'center' });
    this.y += 14;
  }

  /** The place where a seal is put: a word in grey that the seal covers. */
  sealPlace(words: string, centre: number): void {
    const face = faces().regular;
    this.#doc
      .font(face.name, 10.5)
      .fillColor('#888888')
      .text(words, centre - face.width(words, 10.5) / 2, this.y, { lineBreak: false });
    this.#doc.fillColor('black');
  }

  /** Ends the paper: sheets are numbered where there are several. */
  async bytes(): Promise<Uint8Array> {
    const { start, count } = this.#doc.bufferedPageRange();
    for (let at = 0; count > 1 && at < count; at += 1) {
      this.#doc.switchToPage(start + at);
      this.line(`第 ${at + 1} 页 共 ${count} 页`, { x: this.left, y: A4.height - 45, width: this.width }, { size: 9, align: 'center' });
    }
    this.#doc.end();
    return await this.#written;
  }
}
