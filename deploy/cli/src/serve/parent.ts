import type { MoveAnswer, MoveRequest, Runner } from '@yimen/service-shell';

/** What a service process and the process that started it say to each other; nothing of it where `yimen serve` was started by hand. */
export type FromParent = { readonly ask: number; readonly request: MoveRequest };
export type FromChild =
  { readonly url: string } | { readonly told: number; readonly answer: MoveAnswer } | { readonly told: number; readonly failed: string };

/** Tells the parent where this service answers, and makes the moves that only the system can make on a demonstration's first start. */
export function answerParent(url: string, runner: Runner | undefined): void {
  if (!process.send) return;
  const say = (message: FromChild) => process.send?.(message);
  process.on('message', ({ ask, request }: FromParent) => {
    if (!runner) return void say({ told: ask, failed: 'this service makes no moves for its parent' });
    runner.run(request).then(
      (answer) => say({ told: ask, answer }),
      (error: unknown) => say({ told: ask, failed: error instanceof Error ? error.message : String(error) }),
    );
  });
  say({ url });
}
