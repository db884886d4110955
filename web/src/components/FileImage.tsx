import { useEffect, useRef, type ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'img'>, 'src' | 'ref'> {
  readonly file: File;
  readonly alt: string;
}

/** A picture that somebody chose. Its bytes have an address only for as long as it is shown. */
export function FileImage({ file, alt, ...rest }: Props) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(file);
    image.current?.setAttribute('src', url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return <img ref={image} alt={alt} {...rest} />;
}
