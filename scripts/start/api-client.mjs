/** @typedef {import('../../api/models/model.schema.js').FamilySummary} FamilySummary */
/** @typedef {import('../../api/retrainings/retraining.schema.js').Retraining} Retraining */

/** The API answered, and it was no. */
export class RefusedError extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.name = 'RefusedError';
    this.status = status;
  }
}

/** The few questions that the start asks the API. */
export class ApiClient {
  #origin;

  /** @param {string} origin */
  constructor(origin) {
    this.#origin = origin;
  }

  async isLive() {
    return (await fetch(`${this.#origin}/health/live`)).ok;
  }

  /** @returns {Promise<FamilySummary[]>} */
  async families() {
    return (await this.#ask('GET', '/api/models')).families;
  }

  /** @param {string} family @returns {Promise<Retraining | undefined>} */
  async runningRetraining(family) {
    /** @type {{ retrainings: Retraining[] }} */
    const { retrainings } = await this.#ask('GET', `/api/retrainings?family=${family}`);
    return retrainings.find(({ status }) => status === 'running');
  }

  /** @param {string} family @returns {Promise<{ id: string }>} */
  startRetraining(family) {
    return this.#ask('POST', `/api/models/${family}/retrainings`);
  }

  /** @param {string} id @returns {Promise<Retraining>} */
  retraining(id) {
    return this.#ask('GET', `/api/retrainings/${encodeURIComponent(id)}`);
  }

  /**
   * @param {string} method @param {string} path @returns {Promise<any>} the caller knows what that route answers
   * @throws {RefusedError}; TypeError when nobody answers
   */
  async #ask(method, path) {
    const body = method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {};
    const response = await fetch(`${this.#origin}${path}`, { method, ...body });
    const answer = /** @type {any} */ (await response.json());
    if (!response.ok)
      throw new RefusedError(`${method} ${path}: ${answer.message ?? response.status}`, response.status);
    return answer;
  }
}
