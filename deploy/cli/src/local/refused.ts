/** Why a start is refused, in one line that says what to do. */
export class StartRefused extends Error {
  constructor(zh: string, en: string) {
    super(`${zh} ${en}`);
    this.name = 'StartRefused';
  }
}
