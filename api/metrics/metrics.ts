import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What Prometheus asks for. One registry for each application, so that two in one process do not mix. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly registers = [this.registry];
  readonly contentType = this.registry.contentType;

  readonly requestSeconds = new Histogram({
    name: 'marquee_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: this.registers,
  });
  readonly predictions = new Counter({
    name: 'marquee_predictions_total',
    help: 'Inputs answered',
    labelNames: ['family', 'version'],
    registers: this.registers,
  });
  readonly inferenceSeconds = new Histogram({
    name: 'marquee_inference_seconds',
    help: 'Waiting for an inference thread, decoding, and running the graph',
    labelNames: ['family'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers: this.registers,
  });
  readonly queueLength = new Gauge({
    name: 'marquee_inference_queue_length',
    help: 'Inputs that waited for an inference thread when the last one came',
    labelNames: ['family'],
    registers: this.registers,
  });
  readonly reloads = new Counter({
    name: 'marquee_reloads_total',
    help: 'Champions brought into service, and those that could not be, by reason and error code',
    labelNames: ['family', 'outcome', 'code'],
    registers: this.registers,
  });
  readonly announcements = new Counter({
    name: 'marquee_promotion_announcements_total',
    help: 'Promotions by hand that Temporal took over to tell the promotion webhook of, and those it could not be given',
    labelNames: ['family', 'outcome'],
    registers: this.registers,
  });
  readonly uploadedBytes = new Counter({
    name: 'marquee_uploaded_bytes_total',
    help: 'Bytes of videos that came in and were kept',
    registers: this.registers,
  });
  readonly analysesStarted = new Counter({
    name: 'marquee_analyses_started_total',
    help: 'Analyses of videos that were handed to Temporal',
    registers: this.registers,
  });
  private readonly served = new Gauge({
    name: 'marquee_served_version_info',
    help: 'The version that answers',
    labelNames: ['family', 'version'],
    registers: this.registers,
  });
  private readonly servedVersions = new Map<string, string>();

  /** Adds what Node says of the process: memory, event loop, garbage collection. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  setServed(family: string, version: string): void {
    const before = this.servedVersions.get(family);
    if (before !== undefined) this.served.remove({ family, version: before });
    this.served.set({ family, version }, 1);
    this.servedVersions.set(family, version);
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
