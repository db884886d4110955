import { Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { InvalidRequestError } from './api-errors.js';

/** Checks what a controller's parameters carry a schema for, and names what is wrong first. */
@Injectable()
export class RequestPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: ([issue]) => InvalidRequestError.of(issue) });
  }
}
