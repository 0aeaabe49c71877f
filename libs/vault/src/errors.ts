/** A sealed text that is malformed, changed, or sealed under a key that was never in this vault. Nothing of it is given out. */
export class SealedTextRejected extends Error {
  constructor(reason: string) {
    super(`sealed value rejected: ${reason}`);
    this.name = 'SealedTextRejected';
  }
}

/** Keys of a forgotten person are never made again. */
export class PersonForgotten extends Error {
  constructor(readonly person: string) {
    super(`person ${person} is forgotten, nothing can be sealed for them`);
    this.name = 'PersonForgotten';
  }
}

/** The master key given is not the one under which this vault's keys are wrapped. */
export class WrongMasterKey extends Error {
  constructor() {
    super('the master key is not the one of this vault');
    this.name = 'WrongMasterKey';
  }
}

/** The vault's database is away or late; the caller answers 503. */
export class VaultUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the vault is away', options);
    this.name = 'VaultUnavailable';
  }
}
