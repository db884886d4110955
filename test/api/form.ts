const BOUNDARY = 'boundary';

export const FORM = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

/** One field of a form, as bytes: forms that break the rules can be put together from them. */
export type Part = Buffer;

export function file(name: string, content: Uint8Array, filename = 'poster.jpg'): Part {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]);
}

export function text(name: string, content: string): Part {
  return Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`);
}

export function form(...parts: readonly Part[]): Buffer {
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}
