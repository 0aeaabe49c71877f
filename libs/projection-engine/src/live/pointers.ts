import type { Catalogue } from '../generations/generations.js';

/** Milliseconds between looks at the pointers. */
export const pointerPoll = 500;

/** The pointers of all read models of one owner, as of a moment ago: its followers look together. */
export class Pointers {
  private looked: { readonly at: number; readonly answer: Promise<ReadonlyMap<string, number>> } | undefined;

  constructor(private readonly catalogue: Pick<Catalogue, 'liveNumbers'>) {}

  /** Number of the generation that was live at most `pointerPoll` ago; undefined before the first. Rejects while the database is away. */
  async live(projection: string): Promise<number | undefined> {
    if (!this.looked || performance.now() - this.looked.at >= pointerPoll)
      this.looked = { at: performance.now(), answer: this.catalogue.liveNumbers() };
    return (await this.looked.answer).get(projection);
  }
}
