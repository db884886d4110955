import { Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { InvalidRequestError } from './api-errors.js';

/** Checks what a controller's parameters carry a schema for, and names what is wrong first. */
@Injectable()
export class RequestPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: ([issue]) => {
        const path = (issue?.path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment));
        const field = path.join('.') || undefined;
        return new InvalidRequestError(`${field ?? 'The request'}: ${issue?.message ?? 'is not as expected'}`, field);
      },
    });
  }
}
