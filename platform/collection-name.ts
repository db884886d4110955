/** The vector collection of a version: `<family>_<version>` in the characters that every vector database allows. */
export function collectionName(family: string, version: string): string {
  return `${family}_${version}`.replace(/[^A-Za-z0-9_]/g, '_');
}
