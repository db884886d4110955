import { Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ErrorSchema } from '../errors/error.schema.js';
import { FieldsReader } from '../fields/fields-reader.js';
import { Families } from '../models/families.js';
import { FamilyParametersSchema } from '../models/model.schema.js';
import type { FamilyParameters } from '../models/model.schema.js';
import { RecommendationQuerySchema, RecommendationsSchema } from './recommendation.schema.js';
import type { RecommendationQuery, Recommendations } from './recommendation.schema.js';
import { RecommendationsService, noRecommendations } from './recommendations.service.js';
import { subjectOf, withMovieId } from './subject.js';

@ApiTags('Recommendations')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api/recommendations')
export class RecommendationsController {
  constructor(
    private readonly families: Families,
    private readonly fields: FieldsReader,
    private readonly recommendations: RecommendationsService,
  ) {}

  @Post(':family')
  @HttpCode(200)
  @ApiOperation({ summary: 'Movies like an input, or like another movie', operationId: 'recommend' })
  @ApiConsumes('multipart/form-data')
  @ApiOkResponse({ standardSchema: RecommendationsSchema })
  async recommend(
    @Param({ schema: FamilyParametersSchema }) parameters: FamilyParameters,
    @Query({ schema: RecommendationQuerySchema }) query: RecommendationQuery,
    @Req() request: Request,
  ): Promise<Recommendations> {
    const family = this.families.named(parameters.family);
    if (!family.recommends) throw noRecommendations(family.name);
    const parts = await this.fields.read(request, withMovieId(family.input));
    return this.recommendations.recommend(family, subjectOf(parts, family.input), query);
  }
}
