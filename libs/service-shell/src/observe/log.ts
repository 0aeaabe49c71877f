import { pino, type DestinationStream, type Logger } from 'pino';
import { currentTrace } from './trace.js';

export type { Logger } from 'pino';

/**
 * One JSON line per entry, with service and trace id. Nothing of a request's body, headers or path is ever passed to it;
 * errors are written by name, code and stack frames, because messages of databases may quote values.
 */
export function serviceLog(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const trace = currentTrace();
      return trace ? { trace: trace.id } : {};
    },
    serializers: { error: plainError, err: plainError },
  };
  return destination ? pino(options, destination) : pino(options);
}

function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    frames: frames.slice(0, 8).map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: plainError(error.cause) }),
  };
}
