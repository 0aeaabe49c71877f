// The fast tier's configuration with rules switched off: every source file passes through `broken-transform.mjs` first.
import path from 'node:path';
import base from '../../jest.config.mjs';

const [pattern, [, swc]] = Object.entries(base.transform)[0];

export default {
  ...base,
  transform: { [pattern]: [path.join(import.meta.dirname, 'broken-transform.mjs'), swc] },
};
