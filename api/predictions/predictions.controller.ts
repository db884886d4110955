import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ErrorSchema } from '../errors/error.schema.js';
import { checkFields } from '../fields/check-fields.js';
import { FieldsReader } from '../fields/fields-reader.js';
import { Families } from '../models/families.js';
import { FamilyParametersSchema } from '../models/model.schema.js';
import type { FamilyParameters } from '../models/model.schema.js';
import { PredictionAnswerSchema } from './prediction.schema.js';
import type { PredictionAnswer } from './prediction.schema.js';
import { PredictionsService } from './predictions.service.js';

@ApiTags('Predictions')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api/predictions')
export class PredictionsController {
  constructor(
    private readonly families: Families,
    private readonly fields: FieldsReader,
    private readonly predictions: PredictionsService,
  ) {}

  @Post(':family')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask a model about an input', operationId: 'predict' })
  @ApiConsumes('multipart/form-data')
  @ApiOkResponse({ standardSchema: PredictionAnswerSchema })
  async predict(
    @Param({ schema: FamilyParametersSchema }) parameters: FamilyParameters,
    @Req() request: Request,
  ): Promise<PredictionAnswer> {
    const family = this.families.named(parameters.family);
    return this.predictions.predict(family, checkFields(await this.fields.read(request, family.input), family.input));
  }
}
