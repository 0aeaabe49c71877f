// `npm start`: needs nothing but Node. Installs what is missing, compiles what has changed, starts every service in this process.
import { build, checkNode, installMissing } from './install.mjs';

checkNode();
installMissing();
build();
process.argv.splice(2, 0, 'start');
await import('./dist/main.js');
