import { fork, type ChildProcess } from 'node:child_process';

/** One side of a comparison, in a process of its own that stays for all runs: own heap, own event loop, own processor time. */
export interface Side<Question, Answer> {
  readonly pid: number;
  ask(question: Question): Promise<Answer>;
  /** Ends the process; resolves when it is gone. */
  end(): Promise<void>;
}

type Reply = { readonly answer: unknown } | { readonly failed: string };

/** Starts a compiled module that calls `answering`. Its output goes to standard error. */
export async function startSide<Question, Answer>(module: string, args: readonly string[] = []): Promise<Side<Question, Answer>> {
  const child = fork(module, [...args], {
    serialization: 'advanced',
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const side: Side<Question, Answer> = {
    pid: child.pid ?? 0,
    ask: (question) => exchange<Answer>(child, question),
    end: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
  await exchange(child, undefined);
  return side;
}

function exchange<Answer>(child: ChildProcess, question: unknown): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const ended = (code: number | null, signal: string | null) =>
      reject(new Error(`${child.spawnargs.join(' ')} ended: ${code ?? signal}`));
    child.once('exit', ended);
    child.once('message', (reply: Reply) => {
      child.off('exit', ended);
      if ('failed' in reply) reject(new Error(reply.failed));
      else resolve(reply.answer as Answer);
    });
    child.send({ question });
  });
}

/** In the child: answers each question, one at a time; `close` runs when the parent lets go. */
export function answering<Question, Answer>(answer: (question: Question) => Promise<Answer>, close: () => Promise<void>): void {
  process.on('message', ({ question }: { question: Question | undefined }) => {
    const reply = question === undefined ? Promise.resolve(undefined) : answer(question);
    reply.then(
      (given) => process.send?.({ answer: given }),
      (error: unknown) => process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => {
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
