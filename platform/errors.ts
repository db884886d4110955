/**
 * An error that a caller can act on: it names the thing, carries a stable code for programs and a sentence for people.
 * `status` is the HTTP status the API answers with; below 500 the caller can mend it.
 */
export class PlatformError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** The input field, parameter or setting at fault, if it is one. */
    readonly field?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class ArtifactNotFoundError extends PlatformError {
  constructor(key: string) {
    super('ARTIFACT_NOT_FOUND', 404, `No artifact at ${key}`);
  }
}

/** A conditional put lost: somebody else wrote the key first. */
export class ArtifactConflictError extends PlatformError {
  constructor(key: string, expected: string) {
    super('ARTIFACT_CONFLICT', 409, `${key} was changed by somebody else (expected ${expected})`);
  }
}

export class InvalidArtifactKeyError extends PlatformError {
  constructor(key: string) {
    super(
      'INVALID_ARTIFACT_KEY',
      400,
      `${JSON.stringify(key)} is no artifact key: expected segments of letters, digits, ".", "_", "-" joined by "/"`,
    );
  }
}

export class CollectionNotFoundError extends PlatformError {
  constructor(collection: string) {
    super('COLLECTION_NOT_FOUND', 404, `No vector collection named ${collection}`);
  }
}

export class VersionNotFoundError extends PlatformError {
  constructor(family: string, version: string) {
    super('VERSION_NOT_FOUND', 404, `No version ${version} of ${family}`, 'version');
  }
}

/** The bytes of a published version are not what its manifest says. */
export class CorruptVersionError extends PlatformError {
  constructor(family: string, version: string, reason: string) {
    super('VERSION_CORRUPT', 500, `Version ${version} of ${family} cannot be used: ${reason}`);
  }
}

/** Somebody else moved the champion in the meantime. */
export class ChampionConflictError extends PlatformError {
  constructor(family: string) {
    super(
      'CHAMPION_CONFLICT',
      409,
      `The champion of ${family} was moved by somebody else; read it again and decide anew`,
    );
  }
}
