import { useEffect, useEffectEvent } from 'react';

/** An image pasted anywhere on the page: there is only one place it can be meant for. */
export function usePastedImage(onImage: (file: File) => void): void {
  const receive = useEffectEvent((event: ClipboardEvent) => {
    const image = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!image) return;
    event.preventDefault();
    onImage(image);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => receive(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, []);
}
