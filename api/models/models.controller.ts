import { Body, Controller, Get, Param, Put, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ChampionSchema } from '../../platform/manifest.js';
import type { Champion } from '../../platform/manifest.js';
import { ErrorSchema } from '../errors/error.schema.js';
import {
  FamiliesSchema,
  FamilyParametersSchema,
  FamilySummarySchema,
  FileParametersSchema,
  PromotionSchema,
  VersionDetailsSchema,
  VersionParametersSchema,
  VersionsSchema,
} from './model.schema.js';
import type {
  FamilyParameters,
  FamilySummary,
  FileParameters,
  Promotion,
  VersionDetails,
  VersionParameters,
  VersionSummary,
} from './model.schema.js';
import { ModelsService } from './models.service.js';

@ApiTags('Models')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api/models')
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Get()
  @ApiOperation({ summary: 'Every model family and what is served of it', operationId: 'listFamilies' })
  @ApiOkResponse({ standardSchema: FamiliesSchema })
  async families(): Promise<{ families: FamilySummary[] }> {
    return { families: await this.models.summaries() };
  }

  @Get(':family')
  @ApiOperation({ summary: 'One model family', operationId: 'getFamily' })
  @ApiOkResponse({ standardSchema: FamilySummarySchema })
  family(@Param({ schema: FamilyParametersSchema }) { family }: FamilyParameters): Promise<FamilySummary> {
    return this.models.summary(family);
  }

  @Get(':family/versions')
  @ApiOperation({ summary: "A family's versions, newest first", operationId: 'listVersions' })
  @ApiOkResponse({ standardSchema: VersionsSchema })
  async versions(
    @Param({ schema: FamilyParametersSchema }) { family }: FamilyParameters,
  ): Promise<{ versions: VersionSummary[] }> {
    return { versions: await this.models.versions(family) };
  }

  @Get(':family/versions/:version')
  @ApiOperation({ summary: "A version's scorecard, lineage and files", operationId: 'getVersion' })
  @ApiOkResponse({ standardSchema: VersionDetailsSchema })
  version(@Param({ schema: VersionParametersSchema }) { family, version }: VersionParameters): Promise<VersionDetails> {
    return this.models.version(family, version);
  }

  @Get(':family/versions/:version/files/:name')
  @ApiOperation({ summary: 'A file of a version, as it was published', operationId: 'getFile' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @Param({ schema: FileParametersSchema }) { family, version, name }: FileParameters,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const bytes = await this.models.file(family, version, name);
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable'); // now that there is such a file
    return new StreamableFile(bytes, { disposition: `attachment; filename="${name}"` });
  }

  @Put(':family/champion')
  @ApiOperation({ summary: 'Make a version the champion: promote or roll back', operationId: 'promote' })
  @ApiOkResponse({ standardSchema: ChampionSchema })
  promote(
    @Param({ schema: FamilyParametersSchema }) { family }: FamilyParameters,
    @Body({ schema: PromotionSchema }) promotion: Promotion,
  ): Promise<Champion> {
    return this.models.promote(family, promotion);
  }
}
