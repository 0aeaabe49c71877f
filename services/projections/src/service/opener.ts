import type { Projection } from '@yimen/projection-engine';
import type { Logger } from '@yimen/service-shell';
import { SealedTextRejected, type Vault } from '@yimen/vault';

/** Gives a read model that keeps blind indexes what opens them. A value that the vault rejects can never be searched by: it is left out. */
export function withOpener(projection: Projection, vault: Vault, log: Logger): Projection {
  if (projection.opens.size === 0) return projection;
  const one = (value: string) =>
    vault.open([value]).then(
      ([clear]) => clear,
      (error: unknown) => {
        if (!(error instanceof SealedTextRejected)) throw error;
        log.error({ projection: projection.name, err: error }, 'a sealed value was rejected');
        return undefined;
      },
    );
  const open = (sealed: readonly string[]) =>
    vault.open(sealed).catch((error: unknown) => {
      if (!(error instanceof SealedTextRejected)) throw error;
      return Promise.all(sealed.map(one));
    });
  return { ...projection, open };
}
