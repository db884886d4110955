import type { Server } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestApplicationOptions } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { refuseForeignSites } from './foreign-sites.js';
import { isLoopback } from './loopback.js';
import { Metrics } from './metrics/metrics.js';
import { timeRequests } from './metrics/time-requests.js';
import { Families } from './models/families.js';
import { openApiDocument } from './openapi-document.js';
import { webClient } from './web-client.js';

/** The whole HTTP application over these platform providers, not listening yet. */
export async function createApplication(
  platform: DynamicModule,
  options: NestApplicationOptions = {},
): Promise<NestExpressApplication> {
  const application = await NestFactory.create<NestExpressApplication>(AppModule.over(platform), options);
  application.disable('x-powered-by');
  application.use(timeRequests(application.get(Metrics)));
  application.use(helmet({ contentSecurityPolicy: { directives: CONTENT }, strictTransportSecurity: false }));
  application.use(refuseForeignSites(() => hearsOnlyThisMachine(application.getHttpServer())));
  application.use(webClient());
  SwaggerModule.setup('api/docs', application, () => openApiDocument(application, application.get(Families).all()), {
    jsonDocumentUrl: 'api/openapi.json',
  });
  return application;
}

function hearsOnlyThisMachine(server: Server): boolean {
  const address = server.address();
  return typeof address === 'object' && address !== null && isLoopback(address.address);
}

/** Everything comes from here; chosen pictures are shown from memory; plain http is fine on one's own machine. */
const CONTENT = { imgSrc: ["'self'", 'data:', 'blob:'], upgradeInsecureRequests: null };
