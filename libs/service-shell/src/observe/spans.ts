import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace as otel, type Attributes, type Context, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { partsOf, traceFrom, type Trace } from './trace.js';

export type StepKind = 'server' | 'client' | 'internal' | 'producer' | 'consumer';

/** A step under way: its place in the trace, which its own steps and requests carry on. */
export interface Step {
  readonly trace: Trace;
  /** Attributes hold names, codes and counts, never data of persons. */
  end(outcome?: { readonly failed?: boolean; readonly attributes?: Attributes }): void;
}

/** Spans of one service, by OpenTelemetry (decision: one trace id from the gateway to the read model). */
export interface Spans {
  /** Whether spans go anywhere; what would cost only to be thrown away asks first. */
  readonly exporting: boolean;
  /** A step of the caller's trace, or of a new one. `parent`: W3C traceparent. */
  begin(name: string, kind: StepKind, parent: string | undefined, attributes?: Attributes): Step;
  /** A step that is over. */
  past(name: string, kind: StepKind, parent: string, startedAt: Date, attributes?: Attributes): void;
  /** Sends what is left, at most for some seconds. */
  stop(): Promise<void>;
}

const kinds: Readonly<Record<StepKind, SpanKind>> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** Milliseconds that a stopping service waits for its last spans. */
const LAST_MS = 2_000;

/** Steps without spans: the trace goes on from request to request and event to event, and nothing is sent. */
export const noSpans: Spans = {
  exporting: false,
  begin: (_name, _kind, parent) => ({ trace: traceFrom(parent), end: () => undefined }),
  past: () => undefined,
  stop: () => Promise.resolve(),
};

/** Spans of a service, sent to a collector by OTLP over HTTP; `url` is that of its traces, e.g. `http://collector:4318/v1/traces`, or `off`. */
export function openSpans(service: string, url: string): Spans {
  if (url === 'off') return noSpans;
  const processor = new BatchSpanProcessor(new OTLPTraceExporter({ url }), { scheduledDelayMillis: 1_000 });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `yimen-${service}` }),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer('yimen');
  return {
    exporting: true,
    begin: (name, kind, parent, attributes) => began(tracer, name, kind, parent, attributes),
    past: (name, kind, parent, startTime, attributes = {}) => {
      tracer.startSpan(name, { kind: kinds[kind], startTime, attributes }, contextOf(parent)).end();
    },
    stop: async () => {
      const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_MS).unref());
      // A collector that is away costs the last spans, not the stop.
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}

function began(tracer: Tracer, name: string, kind: StepKind, parent: string | undefined, attributes: Attributes = {}): Step {
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, contextOf(parent));
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    trace: { id: traceId, traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}` },
    end: ({ failed = false, attributes: more = {} } = {}) => {
      span.setAttributes(more);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function contextOf(parent: string | undefined): Context {
  const parts = partsOf(parent);
  if (!parts) return ROOT_CONTEXT;
  return otel.setSpanContext(ROOT_CONTEXT, { traceId: parts.id, spanId: parts.span, traceFlags: parts.flags, isRemote: true });
}
