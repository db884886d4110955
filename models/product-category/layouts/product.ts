/** A shop's product, whatever layout it was listed in. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** May be empty. */
  readonly description: string;
  /** File of its picture, relative to the data folder. */
  readonly image: string;
  /** null where nobody says. */
  readonly category: string | null;
}
