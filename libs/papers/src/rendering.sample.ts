import { createCanvas } from '@napi-rs/canvas';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

async function opened<T>(bytes: Uint8Array, read: (document: PDFDocumentProxy) => Promise<T>): Promise<T> {
  // pdf.js takes the bytes over; the paper keeps its own.
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 });
  try {
    return await read(await task.promise);
  } finally {
    await task.destroy();
  }
}

/** Each sheet as PNG, 744 × 1053 pixels. */
export function pictures(bytes: Uint8Array): Promise<Buffer[]> {
  return opened(bytes, async (document) => {
    const sheets: Buffer[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: 1.25 });
      const canvas = createCanvas(Math.floor(viewport.width), Math.floor(viewport.height));
      // pdf.js is typed for the canvas of browsers.
      await page.render({
        canvas: canvas as never,
        canvasContext: canvas.getContext('2d') as never,
        viewport,
      }).promise;
      sheets.push(canvas.toBuffer('image/png'));
    }
    return sheets;
  });
}

/** The text of all sheets without white space and without the numbers of the sheets. */
export function textOf(bytes: Uint8Array): Promise<string> {
  return opened(bytes, async (document) => {
    let text = '';
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const sheet = items.map((item) => ('str' in item ? item.str : '')).join('');
      text += sheet.replace(/第 \d+ 页 共 \d+ 页$/, '');
    }
    return text.replaceAll(/\s/g, '');
  });
}
