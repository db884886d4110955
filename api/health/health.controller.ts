import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { LivenessSchema, ReadinessSchema } from './health.schema.js';
import type { Readiness } from './health.schema.js';
import { HealthService } from './health.service.js';

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process answers', operationId: 'live' })
  @ApiOkResponse({ standardSchema: LivenessSchema })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether every family that has a champion serves it', operationId: 'ready' })
  @ApiOkResponse({ standardSchema: ReadinessSchema })
  @ApiServiceUnavailableResponse({ standardSchema: ReadinessSchema })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.health.readiness();
    response.status(readiness.isReady ? 200 : 503);
    return readiness;
  }
}
