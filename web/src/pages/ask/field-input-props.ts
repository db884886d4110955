import type { InputField } from '../../api/types';

/** What every way to hand in a field is given. */
export interface FieldInputProps<Value> {
  readonly field: InputField;
  readonly value: Value | undefined;
  readonly problem: string | undefined;
  readonly onChange: (value: Value | undefined) => void;
}
