/** A command that came to an end other than the asked one; the message is for the operator, the exit code 1. */
export class CommandFailed extends Error {
  constructor(zh: string, en: string) {
    super(`${zh} ${en}`);
    this.name = 'CommandFailed';
  }
}
