import type { FieldInputProps } from './field-input-props';
import { ImageInput } from './ImageInput';
import { TextInput } from './TextInput';

/** One way to hand in each kind of field. */
export function FieldInput({ value, ...field }: FieldInputProps<File | string>) {
  switch (field.field.kind) {
    case 'image':
      return <ImageInput {...field} value={value instanceof File ? value : undefined} />;
    case 'text':
      return <TextInput {...field} value={typeof value === 'string' ? value : undefined} />;
  }
}
