import { addDays, businessDate } from '@yimen/kernel';
import type { Vault } from '@yimen/vault';
import type { Logger } from 'pino';
import type { PartHealth, ServicePart } from '../bootstrap/part.js';
import type { PolicyPort } from '../runner/port.js';
import { Rounds } from './rounds.js';

/** Parameter: days after which the alias of a number that never became a person's is destroyed. */
export const UNBOUND_ALIAS_DAYS = 'vault.alias.unbound.days';

const EVERY_MS = 3_600_000;

/**
 * What the vault must not keep (decisions 2 and 7): keys of request fingerprints older than 30 days, and aliases of numbers that were
 * looked for and never became a person's. By the system clock, hourly; any service may do it, twice is the same as once.
 */
export class VaultUpkeep implements ServicePart {
  readonly name = 'vault-upkeep';
  readonly essential = false;
  readonly #rounds: Rounds;

  constructor(vault: Vault, policy: PolicyPort, logger: Logger) {
    this.#rounds = new Rounds({
      name: this.name,
      everyMs: EVERY_MS,
      round: async () => {
        const today = businessDate(new Date().toISOString());
        const before = addDays(today, -policy.reader(today).number(UNBOUND_ALIAS_DAYS));
        const keys = await vault.destroyOldFingerprintKeys(today);
        const aliases = await vault.destroyUnboundAliases(new Date(before));
        if (keys + aliases > 0) logger.info({ keys, aliases }, 'the vault was cleared of what has served its time');
        return false;
      },
      onError: (error, failures) => logger.warn({ err: error, failures }, 'the vault cannot be cleared'),
    });
  }

  async start(): Promise<void> {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  health(): PartHealth {
    return { ready: true };
  }
}
