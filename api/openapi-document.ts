import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import type { ModelFamily } from '../models/model-family.js';
import { describeForms } from './openapi-forms.js';

/**
 * The OpenAPI document of the API, with every schema derived from the one that checks it.
 * @param families those whose input fields are described one by one; with none, forms are described in general, which
 * is what the web client's types are made from: they stay the same when a family is added.
 */
export function openApiDocument(application: INestApplication, families: readonly ModelFamily[]): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle('Marquee')
    .setDescription('Ask models about movies, see how good they are, and retrain them.')
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(application, outline, { standardSchemaConverter: named });
  describeForms(document, families);
  return document;
}

type Component = Readonly<Record<string, unknown>>;

/** A schema with an id becomes a component of that name, wherever it is used. */
function named(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const converted = z.toJSONSchema(schema, { target: 'openapi-3.0', io: schemaType });
  const definitions = Object.entries((converted.definitions ?? {}) as Record<string, Component>);
  const components = Object.fromEntries(definitions.map(([name, part]) => [name, plain(part)]));
  const { id } = converted;
  if (id === undefined) return { schema: plain(converted), components };
  return { schema: { $ref: `#/definitions/${id}` }, components: { ...components, [id]: plain(converted) } };
}

/** Without what belongs to JSON Schema's files and not to OpenAPI's components. */
function plain({ $schema: _$schema, definitions: _definitions, id: _id, ...schema }: Component): Component {
  return schema;
}
