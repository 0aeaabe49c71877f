import { joined, raw, sql, type Clause } from './clause.js';
import { run, textOf } from './page.js';
import type { Reading } from './reading.js';
import type { View } from './view.js';

interface Question {
  /** What the asker may see and watches. */
  readonly condition: Clause;
  /** Ids of rows that have changed. */
  readonly changed: ReadonlySet<string>;
  readonly answer: (visible: string[]) => void;
  readonly fail: (error: unknown) => void;
}

/** Questions in one statement. */
const MOST = 100;

/**
 * Which of the rows that have changed somebody may know of; only ids are told. Many boards hear of a change in the same moment: what is asked
 * about one view until the event loop comes round is one statement.
 */
export class Visible {
  private readonly asked = new Map<View, Question[]>();

  constructor(private readonly reading: Pick<Reading, 'reading'>) {}

  /** Ids among `changed` (keys of rows) that meet the condition. Throws ProblemError 503 while the read model is being built. */
  ids(view: View, condition: Clause, changed: readonly (readonly unknown[])[]): Promise<string[]> {
    return new Promise((answer, fail) => {
      const question = { condition, changed: new Set(changed.map((parts) => parts.map(String).join('/'))), answer, fail };
      const waiting = this.asked.get(view);
      if (waiting && waiting.length < MOST) return void waiting.push(question);
      const questions = [question];
      this.asked.set(view, questions);
      setImmediate(() => {
        if (this.asked.get(view) === questions) this.asked.delete(view);
        void this.ask(view, questions);
      });
    });
  }

  private async ask(view: View, questions: readonly Question[]): Promise<void> {
    try {
      const rows = await this.rows(view, questions);
      for (const [at, { changed, answer }] of questions.entries())
        answer(rows.filter(({ id, meets }) => meets[at] === true && changed.has(id)).map(({ id }) => id));
    } catch (error) {
      for (const { fail } of questions) fail(error);
    }
  }

  private rows(
    view: View,
    questions: readonly Question[],
  ): Promise<{ readonly id: string; readonly meets: readonly (boolean | null)[] }[]> {
    const { from, key } = view.changed ?? view;
    if (typeof from !== 'string') throw new Error(`view ${view.name} is computed and does not say where its rows are looked up`);
    const id = raw(`concat_ws('/', ${key.map(textOf).join(', ')})`);
    const conditions = joined(
      questions.map(({ condition }) => condition),
      ', ',
    );
    const wanted = [...new Set(questions.flatMap(({ changed }) => [...changed]))];
    const statement = sql`SELECT ${id} AS id, ARRAY[${conditions}] AS meets FROM ${raw(from)} WHERE ${id} = ANY (${wanted}::text[])`;
    return this.reading.reading(view, (model) => run(model, statement));
  }
}
