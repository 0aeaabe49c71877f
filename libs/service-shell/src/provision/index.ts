export { servicePool } from './pool.js';
export { provision, type Provisioned, type Provisioning } from './provision.js';
export { compareVersions, NewerStore, WrongMode, type StoreMode, requireMode } from './stamp.js';
export { roleOf, schemaOf, serviceUrl, type ServiceKind, type ServiceRole } from './services.js';
