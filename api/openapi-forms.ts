import type { OpenAPIObject } from '@nestjs/swagger';
import { isOptional } from './fields/check-fields.js';
import type { InputSpec, ModelFamily } from '../models/model-family.js';
import { withMovieId } from './recommendations/subject.js';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** Any form: what the document says when it shall not depend on which families there are. */
const ANY_FORM: Schema = {
  type: 'object',
  additionalProperties: { oneOf: [{ type: 'string' }, { type: 'string', format: 'binary' }] },
};

/** Adds what cannot be said by decorators, because the families say it: the form that each of them is asked with. */
export function describeForms(document: OpenAPIObject, families: readonly ModelFamily[]): void {
  describeForm(document, '/api/predictions/{family}', families, ({ input }) => input);
  const recommending = families.filter(({ recommends }) => recommends);
  describeForm(document, '/api/recommendations/{family}', recommending, ({ input }) => withMovieId(input));
}

function describeForm(
  document: OpenAPIObject,
  path: string,
  families: readonly ModelFamily[],
  inputOf: (family: ModelFamily) => InputSpec,
): void {
  const operation = document.paths[path]?.post;
  if (!operation) throw new Error(`The API has no POST ${path}`);
  const forms = families.map((family) => ({ title: family.title, ...formOf(inputOf(family), family) }));
  const schema: Schema = forms.length > 0 ? { anyOf: forms } : ANY_FORM;
  operation.requestBody = { required: true, content: { 'multipart/form-data': { schema } } };
  if (families.length === 0) return;
  const family = operation.parameters?.find((parameter) => 'name' in parameter && parameter.name === 'family');
  if (family && 'schema' in family) family.schema = { type: 'string', enum: families.map(({ name }) => name) };
}

/** Fields that only some forms need (a movie instead of the family's own) are optional. */
function formOf(input: InputSpec, family: ModelFamily): Schema {
  const isAlternative = Object.keys(input).length > Object.keys(family.input).length;
  return {
    type: 'object',
    description: family.summary,
    properties: Object.fromEntries(Object.entries(input).map(([name, field]) => [name, fieldSchema(field)])),
    ...(isAlternative ? {} : { required: Object.keys(input).filter((name) => !isOptional(input[name]!)) }),
    additionalProperties: false,
  };
}

function fieldSchema(field: InputSpec[string]): Schema {
  if (field.kind === 'image') return { type: 'string', format: 'binary', description: field.title };
  const { title, minCharacters, maxCharacters } = field;
  return { type: 'string', description: title, minLength: minCharacters, maxLength: maxCharacters };
}
