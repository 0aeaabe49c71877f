import type { Runner } from '../runner/port.js';
import type { Logger } from './log.js';
import { noSpans, type Spans } from './spans.js';
import { currentTrace, inTrace, traceFrom } from './trace.js';

/** Gives every move a trace (the caller's, else a new one), which its events record, and writes one line about it. */
export function traced(runner: Runner, log: Logger, spans: Spans = noSpans): Runner {
  return {
    run(request) {
      const { slice, move } = request;
      const traceparent = request.trace ?? (currentTrace() ?? traceFrom(undefined)).traceparent;
      const step = spans.begin(`${slice} ${move}`, 'internal', traceparent);
      return inTrace(step.trace, async () => {
        const started = performance.now();
        const answer = await runner.run({ ...request, trace: traceparent }).catch((error: unknown) => {
          step.end({ failed: true });
          throw error;
        });
        step.end({ attributes: answer.kind === 'made' ? { 'yimen.events': answer.events.length } : { 'yimen.code': answer.problem.code } });
        const ms = Math.round(performance.now() - started);
        if (answer.kind === 'made') log.info({ slice, move, id: answer.id, revision: String(answer.revision), ms }, 'move made');
        else log.info({ slice, move, code: answer.problem.code, ms }, 'move not made');
        return answer;
      });
    },
  };
}
