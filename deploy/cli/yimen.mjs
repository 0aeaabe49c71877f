// `npm run yimen -- …`: the operators' tool.
import { build, checkNode, installMissing } from './install.mjs';

checkNode();
installMissing();
build();
await import('./dist/main.js');
