import { eventMeta } from '@yimen/contracts';
import type { LogRecord } from '@yimen/event-log';
import type { Spans } from './spans.js';

/** A span for each event that the log has acknowledged, from its recording on, in the trace of the request that recorded it. */
export function publishedSpans(spans: Spans): (records: readonly LogRecord[]) => void {
  if (!spans.exporting) return () => undefined;
  return (records) => told(spans, 'publish', 'producer', records);
}

/** For the engine: a span for each event that a read model or table of facts has applied, from its recording on. */
export function foldedSpans(spans: Spans): { readonly onFolded?: (projection: string, records: readonly LogRecord[]) => void } {
  if (!spans.exporting) return {};
  return { onFolded: (projection, records) => told(spans, `apply ${projection}`, 'consumer', records) };
}

function told(spans: Spans, name: string, kind: 'producer' | 'consumer', records: readonly LogRecord[]): void {
  for (const { meta, recordedAt, type, context } of records) {
    const { trace } = eventMeta.parse(JSON.parse(Buffer.from(meta).toString('utf8')));
    if (trace !== undefined) spans.past(name, kind, trace, new Date(recordedAt), { 'yimen.event': type, 'yimen.context': context });
  }
}
