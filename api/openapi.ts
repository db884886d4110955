import { NestFactory } from '@nestjs/core';
import { readEnvironment } from '../platform/environment.js';
import { AppModule } from './app.module.js';
import { openApiDocument } from './openapi-document.js';
import { openPlatform } from './platform.js';
import { PlatformModule } from './platform.module.js';

/** Prints the OpenAPI document that the web client's types are made from. Starts no server and reaches for none. */
const application = await NestFactory.create(
  AppModule.over(PlatformModule.with(await openPlatform(readEnvironment()))),
  { logger: false },
);
process.stdout.write(JSON.stringify(openApiDocument(application, []), null, 2));
await application.close();
