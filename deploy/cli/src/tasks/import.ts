import type { Task } from '@yimen/public-services';
import { v5 as uuidv5 } from 'uuid';
import { ProblemAnswered, type Caller } from '../door/door.js';

/** Namespace of the keys that an import derives (v5): the same row of the same department is the same application. */
const namespace = '0b0b3a0e-8c3c-5b39-9a55-2f6c0c5b7f11';

export interface Receiver {
  readonly department: string;
  /** Office of the county that checks applications. */
  readonly office: string;
}

/** What became of a row. */
export interface Recorded {
  readonly task: Task;
  /** Null where not even the draft was taken. */
  readonly application: string | null;
  /** It was recorded before: by an earlier run, by a colleague, or moved on by hand. */
  readonly repeated: boolean;
  /** State after the import. */
  readonly status: string;
  /** Why the draft, or its submission, was refused. */
  readonly refusal: ProblemAnswered | undefined;
}

interface Moved {
  readonly id: string;
  readonly status: string;
  readonly repeated: boolean;
}

/** Idempotency key of a row: from its content, its department, and what is asked for it; where it stands in the file plays no part. */
export function keyOf({ content, form }: Task, { department, office }: Receiver, move: 'draft' | 'submit'): string {
  return uuidv5(JSON.stringify([move, form.county, department, office, content]), namespace);
}

/**
 * Drafts every row, and submits it where asked; run twice, by the same account or by a colleague, it records nothing twice. A refusal of one
 * row does not keep the others back.
 */
export async function* importTasks(
  caller: Pick<Caller, 'post'>,
  tasks: readonly Task[],
  receiver: Receiver,
  { submit }: { readonly submit: boolean },
): AsyncGenerator<Recorded> {
  for (const task of tasks) {
    // A key holds for one account; under the same id as `row` the department's register knows the row, whoever asks.
    const row = keyOf(task, receiver, 'draft');
    const drafted = await asked(caller, task, '/api/public-services/admissions', { ...receiver, form: task.form, row }, row);
    if (drafted.application === null || !submit) yield drafted;
    else {
      const path = `/api/public-services/admissions/${drafted.application}/submit`;
      const { application: _none, ...sent } = await asked(caller, task, path, {}, keyOf(task, receiver, 'submit'));
      yield { ...sent, application: drafted.application, status: sent.refusal ? drafted.status : sent.status };
    }
  }
}

/** One request; what is refused (422), or done already, is told, everything else that fails ends the import. */
async function asked(caller: Pick<Caller, 'post'>, task: Task, path: string, body: object, key: string): Promise<Recorded> {
  try {
    const { id, status, repeated } = (await caller.post<Moved>(path, body, { key })).body;
    return { task, application: id, repeated, status, refusal: undefined };
  } catch (error) {
    if (!(error instanceof ProblemAnswered)) throw error;
    const done = doneBefore(error);
    if (done) return { task, ...done, repeated: true, refusal: undefined };
    if (error.status !== 422) throw error;
    return { task, application: null, repeated: false, status: 'none', refusal: error };
  }
}

/** What a problem tells of a row that a colleague imported, or of an application that was moved on by hand; undefined for any other. */
function doneBefore({ problem: { code, facts, state } }: ProblemAnswered): Pick<Recorded, 'application' | 'status'> | undefined {
  if (code === 'wrong-state') return { application: null, status: String(state) };
  if (code !== 'row-recorded') return undefined;
  const held = facts as { readonly application: string; readonly state: string };
  return { application: held.application, status: held.state };
}
