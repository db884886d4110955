import { Controller, Delete, Head, Options, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ErrorSchema } from '../errors/error.schema.js';
import { TusServer } from './tus-server.js';

const PROTOCOL = 'Resumable uploads by the tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload)';
const id = { name: 'id', schema: { type: 'string' as const } };
const tus = { name: 'Tus-Resumable', required: true, schema: { type: 'string' as const, enum: ['1.0.0'] } };
const integer = { type: 'integer' as const, minimum: 0 };

/** Videos come in by a protocol of its own, which a library speaks; here it is only written down. */
@ApiTags('Uploads')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api/uploads')
export class UploadsController {
  constructor(private readonly tus: TusServer) {}

  @Post()
  @ApiOperation({ summary: 'Announce a video', description: PROTOCOL, operationId: 'createUpload' })
  @ApiHeader(tus)
  @ApiHeader({ name: 'Upload-Length', required: true, description: 'Bytes, 500 MB at most', schema: integer })
  @ApiHeader({ name: 'Upload-Metadata', description: '`filename`, and its value in base64' })
  @ApiResponse({
    status: 201,
    description: 'Where its bytes go',
    headers: { Location: { schema: { type: 'string' } } },
  })
  create(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.tus.handle(request, response);
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Add bytes to the end',
    description: 'Of type `application/offset+octet-stream`; what came before a connection broke off is kept.',
    operationId: 'appendToUpload',
  })
  @ApiParam(id)
  @ApiHeader(tus)
  @ApiHeader({ name: 'Upload-Offset', required: true, description: 'How many have come before', schema: integer })
  @ApiNoContentResponse({ description: 'They are kept', headers: { 'Upload-Offset': { schema: integer } } })
  append(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.tus.handle(request, response);
  }

  @Head(':id')
  @ApiOperation({ summary: 'How many bytes have come', operationId: 'getUploadOffset' })
  @ApiParam(id)
  @ApiHeader(tus)
  @ApiResponse({ status: 200, description: 'So many', headers: { 'Upload-Offset': { schema: integer } } })
  offset(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.tus.handle(request, response);
  }

  @Delete(':id')
  @ApiOperation({
    summary: 'Give an upload up',
    description: 'The video of an analysis stays (409, `UPLOAD_IN_USE`) until the analysis is removed.',
    operationId: 'removeUpload',
  })
  @ApiParam(id)
  @ApiHeader(tus)
  @ApiNoContentResponse({
    description: 'Its bytes are gone',
    headers: { 'Tus-Resumable': { schema: { type: 'string' } } },
  })
  remove(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.tus.handle(request, response);
  }

  @Options()
  @ApiOperation({
    summary: 'What of the protocol is spoken, and how large a video may be',
    operationId: 'uploadOptions',
  })
  @ApiNoContentResponse({ description: 'In Tus-Version, Tus-Extension and Tus-Max-Size' })
  options(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.tus.handle(request, response);
  }
}
