import type { InputField } from '../../api/types';
import { ImageInput } from './ImageInput';
import { TextInput } from './TextInput';

export interface FieldInputProps<Value> {
  readonly field: InputField;
  readonly value: Value | undefined;
  readonly problem: string | undefined;
  readonly onChange: (value: Value | undefined) => void;
}

/** One way to hand in each kind of field. */
export function FieldInput({ value, ...field }: FieldInputProps<File | string>) {
  switch (field.field.kind) {
    case 'image':
      return <ImageInput {...field} value={value instanceof File ? value : undefined} />;
    case 'text':
      return <TextInput {...field} value={typeof value === 'string' ? value : undefined} />;
  }
}
