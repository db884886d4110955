import { PlatformError } from './errors.js';

const UNREACHABLE = 'Recommendations and similar movies need it; predictions go on';

interface Status {
  readonly error_code: string | number;
  readonly reason: string;
}

/** The server took the question and refused it. */
class MilvusRefusal extends Error {
  override readonly name = 'MilvusRefusal';
}

/** Milvus answers most refusals as if they were answers. @throws MilvusRefusal, or what the client threw */
export async function answerOf<Answer extends object>(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  const status = ('status' in answer ? answer.status : answer) as Partial<Status>;
  const isGood = status.error_code === undefined || status.error_code === 'Success' || status.error_code === 0;
  if (isGood) return answer;
  throw new MilvusRefusal(`${status.error_code}: ${status.reason}`);
}

export function isMissing(error: unknown): boolean {
  return saidBy(error).match(/can'?t find|not found|not exist|CollectionNotExists/i) !== null;
}

export function isUnloaded(error: unknown): boolean {
  return saidBy(error).match(/not loaded|not fully loaded|CollectionNotLoaded/i) !== null;
}

/** As an error that a caller can act on. */
export function refusalOf(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  const options = { cause: error };
  return error instanceof MilvusRefusal
    ? new PlatformError(
        'VECTORS_REFUSED',
        502,
        `The vector database refused a question (${error.message})`,
        undefined,
        options,
      )
    : new PlatformError(
        'VECTORS_UNAVAILABLE',
        503,
        `The vector database cannot be reached. ${UNREACHABLE}`,
        undefined,
        options,
      );
}

/** What the server or its client said, be it bare or within an error of ours. */
function saidBy(error: unknown): string {
  const said = error instanceof PlatformError ? error.cause : error;
  return said instanceof Error ? said.message : String(said);
}
