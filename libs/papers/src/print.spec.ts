import { createHash } from 'node:crypto';
import { print, CharacterNotPrintable } from './index.js';
import { samples } from './papers.sample.js';

/**
 * SHA-256 of each sample. A paper reprinted years later has the same bytes: whoever changes the layout, the type or the PDF library sees it here,
 * and gives the new layout a number of its own where papers have already been handed out.
 */
const handedOut: Readonly<Record<keyof typeof samples, string>> = {
  'acceptance-notice': '571d796277fedc347935e506da62903555878bd4d7f11b4ebe62f6f127322514',
  'supplement-notice': '1ed8de15fcc561b4568d9afd928658c190e57787e7d4e2e7f8feb3d10e3ae032',
  'membership-letter': 'd028b1073074235c41caa433fd983468473264f51477a95186c7d8ed8a104f6c',
  'admission-application': '5825b82df368f06eabc3965105cae9c675dc7507c36eebafb1d3b13035bcb1d3',
  'entrustment-agreement': 'c50457f2867d564fdd38c5a62beb4970a4703d54a01be7dcc38915ae26214f8a',
};

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a paper reprinted is the one that was handed out, byte for byte', async () => {
  const printed = await Promise.all(Object.values(samples).map(async (paper) => [paper.kind, digest(await print(paper))]));
  expect(Object.fromEntries(printed)).toEqual(handedOut);
});

test('a character that the type lacks is named; no paper has an empty box', async () => {
  const letter = samples['membership-letter'];
  const named = (name: string) => print({ ...letter, of: { ...letter.of, name } });
  await expect(named('𠮷田')).rejects.toThrow(new CharacterNotPrintable('𠮷'));
  await expect(named('𠮷田')).rejects.toThrow('no glyph for 𠮷 (U+20BB7)');
  // All of GBK and extension A: the characters of names that are not in GB 2312.
  await expect(named('喆堃曌㐂䶮')).resolves.toBeInstanceOf(Uint8Array);
});
