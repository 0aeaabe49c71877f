import type { Runner } from '../runner/port.js';
import type { Logger } from './log.js';
import { currentTrace, inTrace, traceFrom } from './trace.js';

/** Gives every move a trace (the caller's, else a new one), which its events record, and writes one line about it. */
export function traced(runner: Runner, log: Logger): Runner {
  return {
    run(request) {
      const trace = request.trace === undefined ? (currentTrace() ?? traceFrom(undefined)) : traceFrom(request.trace);
      const traceparent = request.trace ?? trace.traceparent;
      return inTrace(trace, async () => {
        const started = performance.now();
        const answer = await runner.run({ ...request, trace: traceparent });
        const { slice, move } = request;
        const ms = Math.round(performance.now() - started);
        if (answer.kind === 'made') log.info({ slice, move, id: answer.id, revision: String(answer.revision), ms }, 'move made');
        else log.info({ slice, move, code: answer.problem.code, ms }, 'move not made');
        return answer;
      });
    },
  };
}
