// `npm run rules`: installs what is missing, compiles what has changed, and runs.
import path from 'node:path';
import { build, checkNode, installMissing, root, run } from '../../deploy/cli/install.mjs';

checkNode();
installMissing();
build();
run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-b', import.meta.dirname]);
await import('./dist/main.js');
