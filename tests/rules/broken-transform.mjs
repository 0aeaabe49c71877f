// Jest's transform for `npm run rules -- --break`: applies the edits of YIMEN_RULES_BROKEN (a JSON file) to the text, then hands it to SWC.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import swc from '@swc/jest';

export default {
  createTransformer(options) {
    const transformer = swc.createTransformer(options);
    const edits = JSON.parse(readFileSync(process.env.YIMEN_RULES_BROKEN, 'utf8'));
    const broken = (text, file, root) => {
      const here = path.relative(root, file).replaceAll(path.sep, '/');
      return edits
        .filter((edit) => edit.file === here)
        .toSorted((a, b) => b.start - a.start)
        .reduce((changed, edit) => changed.slice(0, edit.start) + edit.text + changed.slice(edit.end), text);
    };
    const given = (text, file, { config }) => broken(text, file, config.rootDir);
    const key = (text, file, jest) =>
      createHash('sha256')
        .update(transformer.getCacheKey(given(text, file, jest), file, jest))
        .digest('hex');
    return {
      canInstrument: false,
      getCacheKey: key,
      getCacheKeyAsync: async (...all) => key(...all),
      process: (text, file, jest) => transformer.process(given(text, file, jest), file, jest),
      processAsync: async (text, file, jest) => transformer.process(given(text, file, jest), file, jest),
    };
  },
};
