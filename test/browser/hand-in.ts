import type { Page } from 'playwright-core';

export interface HandedIn {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What the browser makes of a file that is dragged in or pasted: a DataTransfer that holds it. */
function transferOf(page: Page, { name, type, bytes }: HandedIn) {
  return page.evaluateHandle(
    ([name, type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    [name, type, Buffer.from(bytes).toString('base64')] as const,
  );
}

/** Drags a file over the drop zone and lets it go. */
export async function drop(page: Page, file: HandedIn): Promise<void> {
  const dataTransfer = await transferOf(page, file);
  const zone = page.getByText('Drop or paste an image here');
  for (const event of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(event, { dataTransfer });
}

export async function paste(page: Page, file: HandedIn): Promise<void> {
  const clipboard = await transferOf(page, file);
  await page.evaluate(
    (clipboardData) => document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true })),
    clipboard,
  );
}
