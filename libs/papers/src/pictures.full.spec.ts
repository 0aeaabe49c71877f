import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { print } from './index.js';
import { samples } from './papers.sample.js';
import { pictures } from './rendering.sample.js';

const folder = path.join(import.meta.dirname, '../pictures');
/** Pixels of a sheet that may differ: edges of glyphs are drawn a little differently by each processor. */
const MOST = 300;

/** `PICTURES=write` draws them anew; whoever does so looks at each. */
const anew = process.env['PICTURES'] === 'write';

test.each(Object.entries(samples))('%s looks as its picture', async (kind, paper) => {
  const drawn = await pictures(await print(paper));
  for (const [at, sheet] of drawn.entries()) {
    const file = path.join(folder, `${kind}-${at + 1}.png`);
    if (anew) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, sheet);
    }
    const [is, was] = [PNG.sync.read(sheet), PNG.sync.read(readFileSync(file))];
    expect([is.width, is.height]).toEqual([was.width, was.height]);
    expect(pixelmatch(is.data, was.data, undefined, is.width, is.height, { threshold: 0.2 })).toBeLessThanOrEqual(MOST);
  }
  expect(existsSync(path.join(folder, `${kind}-${drawn.length + 1}.png`))).toBe(false);
});
