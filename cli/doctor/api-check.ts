import { PlatformError } from '../../platform/errors.js';
import type { ApiClient } from '../api-client.js';

/** @throws Error */
export async function checkApi(api: ApiClient): Promise<string> {
  await api.live().catch((error: unknown) => {
    throw error instanceof PlatformError && error.code === 'API_UNREACHABLE'
      ? new Error(`no answer at ${api.url}`)
      : error;
  });
  const { isReady, families } = await api.readiness();
  const problems = families.flatMap(({ name, isReady: serves, problem }) =>
    problem !== null ? [`${name}: ${problem}`] : serves ? [] : [`${name}: its champion is not served yet`],
  );
  if (!isReady || problems.length > 0) throw new Error(problems.join('; ') || 'it is not ready');
  const served = families.filter(({ serving }) => serving !== null).length;
  return `ready, and serves ${served} of ${families.length} families`;
}
