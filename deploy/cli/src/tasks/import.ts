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
  readonly application: string;
  /** It was recorded by an earlier run. */
  readonly repeated: boolean;
  /** State after the import. */
  readonly status: string;
  /** Why a submission was refused; the draft stands. */
  readonly refusal: ProblemAnswered | undefined;
}

interface Moved {
  readonly id: string;
  readonly status: string;
  readonly repeated: boolean;
}

/** Idempotency key of a row: from its content, its department, and what is asked for it; where it stands in the file plays no part. */
export function keyOf({ form }: Task, { department, office }: Receiver, move: 'draft' | 'submit'): string {
  return uuidv5(JSON.stringify([move, department, office, form]), namespace);
}

/** Drafts every row, and submits it where asked; run twice, it records nothing twice. Throws ProblemAnswered where a draft is not taken. */
export async function* importTasks(
  caller: Caller,
  tasks: readonly Task[],
  receiver: Receiver,
  { submit }: { readonly submit: boolean },
): AsyncGenerator<Recorded> {
  for (const task of tasks) {
    const draft = { department: receiver.department, office: receiver.office, form: task.form };
    const { body } = await caller.post<Moved>('/api/public-services/admissions', draft, { key: keyOf(task, receiver, 'draft') });
    const drafted: Recorded = { task, application: body.id, repeated: body.repeated, status: body.status, refusal: undefined };
    yield submit ? await submitted(caller, drafted, receiver) : drafted;
  }
}

async function submitted(caller: Caller, drafted: Recorded, receiver: Receiver): Promise<Recorded> {
  const key = keyOf(drafted.task, receiver, 'submit');
  const path = `/api/public-services/admissions/${drafted.application}/submit`;
  try {
    const { status, repeated } = (await caller.post<Moved>(path, {}, { key })).body;
    return { ...drafted, status, repeated };
  } catch (error) {
    if (!(error instanceof ProblemAnswered) || error.status !== 422) throw error;
    return { ...drafted, refusal: error };
  }
}
