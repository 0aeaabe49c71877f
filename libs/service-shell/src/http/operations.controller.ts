import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readiness } from '../bootstrap/readiness.js';
import type { DoorMetrics } from '../observe/metrics.js';
import { DESCRIPTION, METRICS, READINESS } from './tokens.js';

/** What operators and clusters ask, without a token. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(DESCRIPTION) private readonly described: () => unknown,
    @Inject(READINESS) private readonly readiness: Readiness,
    @Inject(METRICS) private readonly metrics: DoorMetrics,
  ) {}

  @Get('health/live')
  live() {
    return { status: 'live', service: this.readiness.service };
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const body = this.readiness.report();
    await reply
      .code(body.ready ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send(body);
  }

  @Get('metrics')
  async scrape(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }

  @Get('openapi.json')
  description(): unknown {
    return this.described();
  }
}
