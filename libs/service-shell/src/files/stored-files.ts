import { isAddress, type FileStore } from '@yimen/attachments';
import { areSealed, SEAL_BYTES, type Vault } from '@yimen/vault';
import type { ServiceDefinition } from '../definition.js';
import type { StoredFiles } from '../runner/port.js';

/** Files of one service as a decision may ask for them: whether one is there, and for whom it is sealed. Its bytes stay where they are. */
export function storedFiles(
  { files: taken }: Pick<ServiceDefinition, 'files'>,
  files: FileStore | undefined,
  vault: Pick<Vault, 'areSealedFor'>,
): StoredFiles {
  return {
    async standing(address, person) {
      // Where none are taken there is none.
      if (!files || !taken || !isAddress(address)) return 'none';
      const head = await files.head(address, SEAL_BYTES);
      if (!head) return 'none';
      if (!areSealed(head)) return 'clear';
      const { series, subject = (own: string) => own } = taken;
      return (await vault.areSealedFor(subject(person), series, head)) ? 'sealed' : 'sealed-otherwise';
    },
  };
}
