import type { ModelFamily } from '../../models/model-family.js';
import type { RunningApi } from './running-api.js';
import { anyFields } from './tiny-versions.js';

/** What each family answers to one question, and which movies are similar; nothing of how long it took. */
export async function everyAnswer(
  api: RunningApi,
  families: Iterable<ModelFamily>,
  version: string,
): Promise<unknown[]> {
  const asked = [...families].map(async (family) => {
    await api.served(family.name, version);
    const fields = await anyFields(family);
    const predicted = await api.post(`/api/predictions/${family.name}`, fields);
    const similar = family.recommends ? [await api.post(`/api/recommendations/${family.name}`, fields)] : [];
    return Promise.all(
      [predicted, ...similar].map(async (answer) => [answer.status, withoutTimes(await answer.json())]),
    );
  });
  return Promise.all(asked);
}

function withoutTimes(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (/milliseconds/i.test(key) ? undefined : value)));
}
