export { areSealed, SEAL_BYTES } from './cipher.js';
export type { Disclosable, Disclosed } from './disclosure.js';
export { PersonForgotten, SealedTextRejected, VaultUnavailable, WrongMasterKey } from './errors.js';
export type { Fingerprint } from './fingerprints.js';
export { vaultGrants, vaultMigrations } from './migrations.js';
export { openVault, type Vault, type VaultOptions } from './vault.js';
