import { NestFactory } from '@nestjs/core';
import type { NestApplicationOptions } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { refuseForeignSites } from './foreign-sites.js';
import { hearsOnlyThisMachine } from './loopback.js';
import { timeRequests } from './metrics/time-requests.js';
import { openApiDocument } from './openapi-document.js';
import type { Platform } from './platform.js';
import { PlatformModule } from './platform.module.js';
import { webClient } from './web-client.js';

/** The whole HTTP application over this platform, not listening yet. */
export async function createApplication(
  platform: Platform,
  options: NestApplicationOptions = {},
): Promise<NestExpressApplication> {
  const root = AppModule.over(PlatformModule.with(platform));
  const application = await NestFactory.create<NestExpressApplication>(root, options);
  const server = application.getHttpServer();
  application.disable('x-powered-by');
  application.use(timeRequests(platform.metrics));
  application.use(helmet({ contentSecurityPolicy: { directives: CONTENT }, strictTransportSecurity: false }));
  application.use(refuseForeignSites(platform.settings.MARQUEE_HOST, () => hearsOnlyThisMachine(server)));
  application.use(webClient());
  SwaggerModule.setup('api/docs', application, () => openApiDocument(application, platform.families.all()), {
    jsonDocumentUrl: 'api/openapi.json',
  });
  return application;
}

/** Everything comes from here; chosen pictures are shown from memory; plain http is fine on one's own machine. */
const CONTENT = { imgSrc: ["'self'", 'data:', 'blob:'], upgradeInsecureRequests: null };
