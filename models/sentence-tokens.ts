import * as tokenizers from '@huggingface/tokenizers';

// the package's own declarations import without file extensions, which TypeScript does not resolve for ES modules
const { Tokenizer } = tokenizers as unknown as {
  Tokenizer: new (tokenizer: object, config: object) => { encode(text: string): { ids: number[] } };
};

const MAX_TOKENS = 256; // what the sentence encoder was trained with
const END = 102n; // its [SEP]: a text that is cut still has to end with it

/** A text as the sentence encoder reads it: ids, begin and end included, at most 256 of them. */
export type SentenceTokenizer = (text: string) => BigInt64Array;

/** @param tokenizer the content of the encoder's tokenizer.json */
export function openSentenceTokenizer(tokenizer: object): SentenceTokenizer {
  const tokenise = new Tokenizer(tokenizer, {});
  return (text) => {
    const { ids } = tokenise.encode(text); // the package ignores the file's own truncation and padding
    const kept = BigInt64Array.from(ids.slice(0, MAX_TOKENS), BigInt);
    if (ids.length > MAX_TOKENS) kept[MAX_TOKENS - 1] = END;
    return kept;
  };
}
