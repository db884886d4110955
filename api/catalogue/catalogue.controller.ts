import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ErrorSchema } from '../errors/error.schema.js';
import { MovieCatalogue } from './movie-catalogue.js';
import {
  CatalogueMovieSchema,
  CatalogueMoviesSchema,
  CatalogueQuerySchema,
  MovieParametersSchema,
} from './movie.schema.js';
import type { CatalogueMovie, CatalogueQuery, MovieParameters } from './movie.schema.js';
import { sendPoster } from './send-poster.js';

@ApiTags('Catalogue')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api/catalogue')
export class CatalogueController {
  constructor(private readonly catalogue: MovieCatalogue) {}

  @Get()
  @ApiOperation({ summary: 'Find movies by a part of their title', operationId: 'searchMovies' })
  @ApiOkResponse({ standardSchema: CatalogueMoviesSchema })
  async search(@Query({ schema: CatalogueQuerySchema }) query: CatalogueQuery): Promise<{ movies: CatalogueMovie[] }> {
    return { movies: await this.catalogue.search(query) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One movie', operationId: 'getMovie' })
  @ApiOkResponse({ standardSchema: CatalogueMovieSchema })
  movie(@Param({ schema: MovieParametersSchema }) { id }: MovieParameters): Promise<CatalogueMovie> {
    return this.catalogue.movie(id);
  }

  @Get(':id/poster')
  @ApiOperation({ summary: "A movie's poster", operationId: 'getPoster' })
  @ApiProduces('image/*')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async poster(
    @Param({ schema: MovieParametersSchema }) { id }: MovieParameters,
    @Res() response: Response,
  ): Promise<void> {
    await sendPoster(response, id, await this.catalogue.posterOf(id), this.catalogue.folder);
  }
}
